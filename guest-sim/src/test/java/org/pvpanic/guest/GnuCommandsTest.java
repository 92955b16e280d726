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
}
