package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pvpanic.guest.shell.Dialect;

/** Scripts that want more than there is get a real shell's error; nothing hangs or overflows. */
final class ShellLimitsTest {

  private static final Map<String, String> SCRIPTS = new LinkedHashMap<>();

  static {
    SCRIPTS.put("function", "f() { f; }; f; echo no\n");
    SCRIPTS.put("eval", "e='eval \"$e\"'; eval \"$e\"; echo no\n");
    SCRIPTS.put("file", ". ./t.sh; echo no\n");
    SCRIPTS.put("variable", "x=aaaaaaaa; while :; do x=$x$x; done; echo no\n");
    SCRIPTS.put("output", "x=$(while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done)\n");
    SCRIPTS.put("tasks", "while :; do sleep 1000 & done\n");
    SCRIPTS.put(
        "nesting",
        "x= y=; for i in 1 2 3 4 5 6 7 8; do x=$x'((((((((((((((((((((((((((((((((';"
            + " y=$y'))))))))))))))))))))))))))))))))'; done; eval \"$x : $y\"\n");
    SCRIPTS.put("expression", "x=x; echo $((x)); echo no\n");
    SCRIPTS.put("base", "echo $((1a#3)); echo no\n");
    SCRIPTS.put(
        "power", "x=1; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do x=\"$x**$x\"; done; echo $(($x))\n");
    SCRIPTS.put("words", "w=\"'' \"\n" + doubled("eval \"set -- $w\"; echo $#\n"));
    SCRIPTS.put("assignments", "w='a=1 b=$a c=$b '\n" + doubled("eval \"$w\"; echo $c\n"));
    SCRIPTS.put("exports", "w='x=1 y '\n" + doubled("eval \"export $w\"; echo $x\n"));
    SCRIPTS.put("redirections", "w='>&1 </dev/null '\n" + doubled("eval \"echo x $w\"\n"));
    SCRIPTS.put(
        "clauses", "w='b|c) echo no;; '\n" + doubled("eval \"case a in $w *) echo x;; esac\"\n"));
    String many = "x=aaaaaaaaaaaaaaa; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do x=$x$x; done\n";
    SCRIPTS.put(
        "replace", many + "y=${x%%a*b}; z=${x##*a*b}; v=${x%a*}; echo ${#x} ${#y} ${#z} ${#v}\n");
    SCRIPTS.put("match", many + "y=$x; x=$x$x; case $x in *${y}b*) echo no;; esac; echo no\n");
    SCRIPTS.put("loop", "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); done; echo $i\n");
  }

  /** A script's text behind twelve doublings of {@code $w}. */
  private static String doubled(String script) {
    return "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do w=$w$w; done\n" + script;
  }

  private static final String PLACE = "t.sh: line 1: ";

  private static ScriptRunner.Result result(Map<String, ScriptRunner.Result> got, String name) {
    return Objects.requireNonNull(got.get(name), name);
  }

  @Test
  void ash() {
    Map<String, ScriptRunner.Result> got = ScriptRunner.run(Dialect.ASH, SCRIPTS);
    assertEquals(new ScriptRunner.Result("", "", 139), got.get("function"));
    assertEquals(new ScriptRunner.Result("", "", 139), got.get("eval"));
    assertEquals(new ScriptRunner.Result("", "", 139), got.get("file"));
    assertEquals(new ScriptRunner.Result("", PLACE + "out of memory\n", 2), got.get("variable"));
    assertEquals(new ScriptRunner.Result("", PLACE + "out of memory\n", 2), got.get("output"));
    assertEquals(
        new ScriptRunner.Result("", PLACE + "can't fork: Resource temporarily unavailable\n", 2),
        got.get("tasks"));
    assertTrue(
        result(got, "nesting").err().endsWith("out of memory\n"), result(got, "nesting").err());
    assertEquals(
        new ScriptRunner.Result("", PLACE + "expression recursion loop detected\n", 2),
        got.get("expression"));
    assertEquals(
        new ScriptRunner.Result("", PLACE + "arithmetic syntax error\n", 2), got.get("base"));
    assertMuch(got);
  }

  private static void assertMuch(Map<String, ScriptRunner.Result> got) {
    assertEquals(new ScriptRunner.Result("5000\n", "", 0), got.get("loop"));
    assertEquals(new ScriptRunner.Result("1\n", "", 0), got.get("power"));
    assertEquals(new ScriptRunner.Result("4096\n", "", 0), got.get("words"));
    assertEquals(new ScriptRunner.Result("1\n", "", 0), got.get("assignments"));
    assertEquals(new ScriptRunner.Result("1\n", "", 0), got.get("exports"));
    assertEquals(new ScriptRunner.Result("x\n", "", 0), got.get("redirections"));
    assertEquals(new ScriptRunner.Result("x\n", "", 0), got.get("clauses"));
    assertEquals(new ScriptRunner.Result("61440 61440 61440 61439\n", "", 0), got.get("replace"));
    assertTrue(result(got, "match").err().endsWith("out of memory\n"), result(got, "match").err());
  }

  @Test
  void bash() {
    Map<String, ScriptRunner.Result> got = ScriptRunner.run(Dialect.BASH_5_2, SCRIPTS);
    assertEquals(139, result(got, "function").status());
    assertEquals(
        new ScriptRunner.Result("", PLACE + "fork: Resource temporarily unavailable\n", 254),
        got.get("tasks"));
    assertTrue(result(got, "variable").err().startsWith(PLACE + "xmalloc: cannot allocate "));
    assertTrue(result(got, "expression").err().contains("expression recursion level exceeded"));
    assertTrue(result(got, "base").err().contains("1a#3: value too great for base"));
    assertMuch(got);
  }

  @Test
  void conditionsOfBash() {
    Map<String, String> scripts = new LinkedHashMap<>();
    scripts.put("deep", "w='-n a && '\n" + doubled("eval \"[[ $w -n a ]]\"; echo $?\n"));
    scripts.put("short", "w='&& -n a '\n" + doubled("eval \"[[ -z a $w ]]\"; echo $?\n"));
    scripts.put(
        "hard",
        """
        x=aaaaaaaa; for i in 1 2 3 4 5; do x=$x$x; done
        [[ $x =~ ^(a*)(a*)(a*)(a*)(a*)(a*)b$ ]]; echo $?
        """);
    scripts.put(
        "posix", "[[ d =~ ^\\d$ ]]; echo $?; [[ ab1 =~ b([0-9]) ]]; echo ${BASH_REMATCH[1]}\n");
    scripts.put(
        "all",
        """
        x=aaaaaaaa; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do x=$x$x; done
        y=${x//a*b/c}; z=${x//a*a/c}; v=${x/%a/bb}; echo ${#y} $z ${#v}
        """);
    Map<String, ScriptRunner.Result> got = ScriptRunner.run(Dialect.BASH_5_2, scripts);
    assertEquals(new ScriptRunner.Result("0\n", "", 0), got.get("deep"));
    assertEquals(new ScriptRunner.Result("1\n", "", 0), got.get("short"));
    assertEquals(new ScriptRunner.Result("2\n", "", 0), got.get("hard"));
    assertEquals(new ScriptRunner.Result("0\n1\n", "", 0), got.get("posix"));
    assertEquals(new ScriptRunner.Result("32768 c 32769\n", "", 0), got.get("all"));
  }

  @Test
  void commentsAreNoHistory() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder());
    assertEquals("", m.run("# wow!x"));
    assertEquals("a\n", m.run("echo a #!nothing"));
    assertTrue(m.run("history | grep wow").contains("  # wow!x\n"));
    assertEquals("3 0\n", m.run("(exit 3) | true; echo ${PIPESTATUS[@]}"));
    String times = m.run("time sleep 1");
    assertTrue(times.startsWith("\nreal\t0m1."), times);
    assertTrue(times.contains("s\nuser\t0m0.000s\nsys\t0m0."), times);
  }

  @Test
  void interruptEndsLoopsAtThePrompt() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder());
    m.typeAndServe("while :; do :; done\r", 50);
    int from = m.text().length();
    m.type("\003");
    assertTrue(m.text().substring(from).endsWith(TestMachine.PROMPT), m.text().substring(from));
    assertEquals("130\n", m.run("echo $?"));
  }
}
