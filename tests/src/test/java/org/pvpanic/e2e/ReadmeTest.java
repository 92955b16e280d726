package org.pvpanic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example, run as the README says, prints what the README shows. */
class ReadmeTest {

  private static final Path DIST =
      Path.of(System.getProperty("pvpanic.dist", "../qmp-server/target/dist"));
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern OUTPUT =
      Pattern.compile("^ {4}(\\{\"(?:QMP|return|timestamp)\".*)$");

  @TempDir Path directory;

  private static String withoutTime(String line) {
    return line.replaceAll("(seconds\": )\\d+", "$1N");
  }

  @Test
  void exampleRunsAsItIs() throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    Matcher example = EXAMPLE.matcher(readme);
    assertTrue(example.find(), "no example in the README");
    Path source = Files.writeString(directory.resolve("Example.java"), example.group(1));
    List<String> shown =
        readme
            .lines()
            .map(OUTPUT::matcher)
            .filter(Matcher::matches)
            .map(m -> withoutTime(m.group(1)))
            .toList();

    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                DIST.toAbsolutePath().normalize() + "/lib/*",
                source.toString())
            .redirectError(errors.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));

    assertEquals(
        shown,
        output.lines().map(ReadmeTest::withoutTime).toList(),
        () -> "standard error: " + errors);
    assertEquals(0, process.exitValue());
  }
}
