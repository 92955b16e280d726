package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pvpanic.guest.shell.Dialect;

/** Programs that keep all they read run out of the guest's memory, not of the host's. */
final class GatheringTest {

  private static final Map<String, String> SCRIPTS = new LinkedHashMap<>();

  static {
    SCRIPTS.put("sort", "cat /dev/zero | sort; echo $?\n");
    SCRIPTS.put("lines", "yes | sort; echo $?\n");
    SCRIPTS.put("tac", "tac /dev/zero; echo $?\n");
    SCRIPTS.put("sed", "sed -n '$p' /dev/zero; echo $?\n");
    SCRIPTS.put("tail", "yes | tail -n 10000000; echo $?\n");
  }

  @Test
  void gnu() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder());
    assertEquals("sort: memory exhausted\n2\n", m.run("cat /dev/zero | sort; echo $?"));
    assertEquals("tac: memory exhausted\n1\n", m.run("tac /dev/zero; echo $?"));
    assertEquals("sed: couldn't re-allocate memory\n4\n", m.run("sed -n '$p' /dev/zero; echo $?"));
    assertEquals("ln: invalid option -- 'b'\n", m.run("ln -b a b 2>&1 | head -n 1"));
    assertEquals("mv: invalid option -- 'b'\n", m.run("mv -b a b 2>&1 | head -n 1"));
  }

  @Test
  void busybox() {
    Map<String, ScriptRunner.Result> got = ScriptRunner.run(Dialect.ASH, SCRIPTS);
    assertEquals(new ScriptRunner.Result("1\n", "sort: out of memory\n", 0), got.get("sort"));
    assertEquals(new ScriptRunner.Result("1\n", "sed: out of memory\n", 0), got.get("sed"));
    assertEquals(new ScriptRunner.Result("1\n", "sort: out of memory\n", 0), got.get("lines"));
    assertEquals(new ScriptRunner.Result("1\n", "tac: out of memory\n", 0), got.get("tac"));
    assertEquals(new ScriptRunner.Result("1\n", "tail: out of memory\n", 0), got.get("tail"));
  }
}
