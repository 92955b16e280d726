package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell of the machine that the tests run on. */
final class RealShell {

  private static final int SECONDS = 20;

  private final List<String> command;

  private RealShell(List<String> command) {
    this.command = command;
  }

  /**
   * The shell that a command starts. Where its program is missing the calling test is skipped with
   * one line that says so, and fails where the environment says {@code CI=true}.
   */
  static RealShell of(String... command) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    boolean found =
        Stream.of(path.split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
    if (!found) {
      String missing = command[0] + " is not installed";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      System.err.println("Scripts are not compared: " + missing);
      abort(missing);
    }
    return new RealShell(List.of(command));
  }

  /**
   * Runs scripts, each in an empty directory below {@code folder} with nothing to read. They name
   * no absolute path that they write to.
   */
  Map<String, ScriptRunner.Result> run(Path folder, Map<String, String> scripts)
      throws IOException, InterruptedException {
    Map<String, ScriptRunner.Result> results = new LinkedHashMap<>();
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      results.put(script.getKey(), run(folder, script.getKey(), script.getValue()));
    }
    return results;
  }

  private ScriptRunner.Result run(Path folder, String name, String text)
      throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve(name));
    Files.writeString(own.resolve("t.sh"), text);
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("t.sh", "a", "b"));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(own.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("HOME", "/root");
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(name + " does not end");
    }
    return new ScriptRunner.Result(text(out, own, name), text(err, own, name), process.exitValue());
  }

  /** What was said, with the directory called as it is in the guest. */
  private static String text(Path file, Path own, String name) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.replace(own.toString(), "/tmp/" + name);
  }
}
