package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pvpanic.guest.shell.Dialect;

/**
 * The scripts of {@code scripts.txt}, run by Debian's own shells and by ours: output, errors and
 * exit status are equal. A line that begins with {@code ===} names a script; the word behind the
 * name is the only dialect that it is for.
 */
final class ShellScriptsTest {

  private static final int AT_LEAST = 60;

  @TestFactory
  Stream<DynamicTest> ash(@TempDir Path folder) throws IOException, InterruptedException {
    return compare(Dialect.ASH, RealShell.busybox(), folder);
  }

  @TestFactory
  Stream<DynamicTest> bash(@TempDir Path folder) throws IOException, InterruptedException {
    return compare(Dialect.BASH_5_2, RealShell.bash(), folder);
  }

  private static Stream<DynamicTest> compare(Dialect dialect, RealShell real, Path folder)
      throws IOException, InterruptedException {
    Map<String, String> scripts = scripts(dialect == Dialect.ASH ? "ash" : "bash");
    assertTrue(scripts.size() >= AT_LEAST, "scripts to compare");
    Map<String, ScriptRunner.Result> expected = real.run(folder, scripts);
    Map<String, ScriptRunner.Result> got = ScriptRunner.run(dialect, scripts);
    return scripts.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertEquals(shown(expected.get(name)), shown(got.get(name)))));
  }

  private static String shown(ScriptRunner.@Nullable Result result) {
    return result == null
        ? "did not run"
        : result.out() + "--- stderr\n" + result.err() + "--- status " + result.status() + "\n";
  }

  private static Map<String, String> scripts(String dialect) throws IOException {
    Map<String, String> scripts = new LinkedHashMap<>();
    try (InputStream in = ShellScriptsTest.class.getResourceAsStream("scripts.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      for (String block : new String(bytes, StandardCharsets.UTF_8).split("(?m)^=== ")) {
        int end = block.indexOf('\n');
        if (end < 0) {
          continue;
        }
        String[] words = block.substring(0, end).split(" ");
        if (words.length == 1 || words[1].equals(dialect)) {
          scripts.put(words[0], block.substring(end + 1));
        }
      }
    }
    return scripts;
  }
}
