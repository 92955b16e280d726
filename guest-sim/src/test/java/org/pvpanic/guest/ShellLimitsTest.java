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
    SCRIPTS.put("loop", "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); done; echo $i\n");
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
    assertEquals(new ScriptRunner.Result("5000\n", "", 0), got.get("loop"));
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
    assertEquals(new ScriptRunner.Result("5000\n", "", 0), got.get("loop"));
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
