package org.pvpanic.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.pvpanic.testkit.Requirements;

/**
 * Programs for Node.js that run a session of a client library that is not ours. The libraries are
 * installed below {@code target} and stay there until the lock file changes; npm's cache spares the
 * network what it has brought before, as the lock file tells what every package has to hash to.
 */
final class NodeClients {

  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path INSTALLED = Path.of("target/node").toAbsolutePath();
  private static final Path INSTALLED_LOCK = INSTALLED.resolve("installed.json");
  private static final int SECONDS = 60;

  private NodeClients() {}

  /** Copies the programs and installs what they use. */
  static synchronized void install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        Path target = INSTALLED.resolve(source.getFileName());
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path lock = INSTALLED.resolve("package-lock.json");
    if (Files.exists(INSTALLED_LOCK) && Files.mismatch(lock, INSTALLED_LOCK) < 0) {
      return;
    }
    Path log = INSTALLED.resolve("npm.log");
    int status = run(INSTALLED, log, log, "npm", "ci", "--prefer-offline");
    Requirements.require(
        status == 0, "npm cannot install clients for Node.js (network?), see " + log);
    Files.copy(lock, INSTALLED_LOCK, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a program prints when it is given this emulator and an empty folder to work in. */
  static String transcript(String program, Path emulator, Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    String script = INSTALLED.resolve(program).toString();
    int status =
        run(folder, output, errors, "node", "--no-deprecation", script, emulator.toString());
    String text = Files.readString(output);
    assertEquals("", Files.readString(errors), () -> program + " after\n" + text);
    assertEquals(0, status, () -> program + " after\n" + text);
    return text;
  }

  private static int run(Path folder, Path output, Path errors, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile());
    if (output.equals(errors)) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(errors.toFile());
    }
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PVPANIC_CACHE", "none");
    Process process = builder.start();
    boolean ended;
    try {
      ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertTrue(
        ended, () -> "%s still ran after %d s, see %s".formatted(command[0], SECONDS, output));
    return process.exitValue();
  }
}
