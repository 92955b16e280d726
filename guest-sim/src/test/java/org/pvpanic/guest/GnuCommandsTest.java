package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Programs of GNU where they do not do as BusyBox does. */
final class GnuCommandsTest {

  private static final String DEBIAN_PROMPT = "root@debian:~# ";

  private final TestMachine m = TestMachine.loggedIn(TestMachine.builder());

  private static TestMachine debian() {
    return TestMachine.loggedIn(TestMachine.builder().profile("debian12"));
  }

  /** What the commands of a line print in Debian's shell, without the line itself. */
  private static String run(TestMachine debian, String line) {
    int from = debian.text().length();
    debian.type(line + "\r");
    String out = debian.text().substring(from).replace("\033[?2004l\r", "");
    int end = out.indexOf("\r\n");
    return out.substring(end + 2, out.lastIndexOf("\033[?2004h" + DEBIAN_PROMPT))
        .replace("\r\n", "\n");
  }

  /** parser.c of findutils: the whole expression is read before the first file is looked at. */
  @Test
  void findReadsItsNumbersFirst() {
    assertEquals("find: invalid argument ‘x’ to ‘-links’\n", m.run("find /root -print -links x"));
    assertEquals("find: invalid argument ‘’ to ‘-mmin’\n", m.run("find /nosuch -mmin ''"));
  }

  /** quotearg.c of gnulib: what a shell would read as something else stands in quotes. */
  @Test
  void namesInMessagesAreQuotedWhereAShellWouldNeedIt() {
    String missing = ": No such file or directory\n";
    assertEquals(
        "cat: 'x:b'"
            + missing
            + "cat: 'x=b'"
            + missing
            + "cat: x~"
            + missing
            + "cat: '~x'"
            + missing
            + "cat: x#"
            + missing
            + "cat: '#x'"
            + missing
            + "cat: '{'"
            + missing
            + "cat: {x"
            + missing,
        run(debian(), "cat x:b x=b x~ '~x' x# '#x' '{' '{x'"));
  }

  /** do_list of execute.c of sed: the backslash that breaks a row is one of its columns. */
  @Test
  void sedListsInRows() {
    m.run("printf '\\001\\a\\v\\t\\303\\244 1 2 3 4 5 6 7\\n' > a");
    assertEquals(
        """
        \\001\\a\\v\\t\\303\\244 1 2 3 4 5 6 7$
        \\001\\a\\v\\t\\303\\244 \\
        1 2 3 4 5 6 7$
        """,
        m.run("sed -n 'l;l 20' a"));
    assertEquals("12\\\n34\\\n5$\n", m.run("echo 12345 | sed -n -l 3 l"));
    assertEquals("12345$\n", m.run("echo 12345 | sed -n --line-length=0 l"));
  }

  /** recover_mode of stty.c: what -g printed sets the modes as they were. */
  @Test
  void sttyTakesBackWhatItSaved() {
    String before = m.run("stty -a");
    assertEquals("", m.run("s=$(stty -g); stty -echo -icrnl rows 5 9600 intr x; stty $s rows 0"));
    assertEquals(before, m.run("stty -a"));
  }
}
