package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pvpanic.guest.shell.Dialect;

/** FIFOs that programs open themselves (fifo(7)): each end waits for the other and sees its end. */
final class NamedPipeTest {

  private static final Map<String, String> SCRIPTS = new LinkedHashMap<>();

  static {
    SCRIPTS.put("reader first", "mkfifo p; (sleep 1; echo x > p) & cat p; echo $?\n");
    SCRIPTS.put("writer first", "mkfifo p; (echo x > p) & sleep 1; cat p; echo $?\n");
    SCRIPTS.put("two readers", "mkfifo p q; echo a > p & echo b > q & cat p q\n");
    SCRIPTS.put("program writes", "mkfifo p; echo x | tee p > /dev/null & cat p; echo $?\n");
    SCRIPTS.put("again", "mkfifo p; echo 1 > p & cat p; wait; echo 2 > p & cat p\n");
    SCRIPTS.put("reader leaves", "mkfifo p; yes > p & head -n 1 p; wait $!; echo $?\n");
  }

  @Test
  void programsAreReadersAndWriters() {
    Map<String, ScriptRunner.Result> got = ScriptRunner.run(Dialect.ASH, SCRIPTS);
    assertEquals(new ScriptRunner.Result("x\n0\n", "", 0), got.get("reader first"));
    assertEquals(new ScriptRunner.Result("x\n0\n", "", 0), got.get("writer first"));
    assertEquals(new ScriptRunner.Result("a\nb\n", "", 0), got.get("two readers"));
    assertEquals(new ScriptRunner.Result("x\n0\n", "", 0), got.get("program writes"));
    assertEquals(new ScriptRunner.Result("1\n2\n", "", 0), got.get("again"));
    assertEquals("y\n141\n", Objects.requireNonNull(got.get("reader leaves")).out());
  }
}
