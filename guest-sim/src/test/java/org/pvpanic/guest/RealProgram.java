package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the machine that the tests run on, which ours is compared with.
 *
 * @param file where it is
 * @param banner the first line of its help, which says its version
 */
public record RealProgram(Path file, String banner) {

  private static final int SECONDS = 60;

  /**
   * The program of this name on the PATH. Where it is missing the calling test is skipped with one
   * line that says so, and fails where the environment says {@code CI=true}. Where it is another
   * version the test is skipped with one line, for nobody chooses the version of a system's shell.
   *
   * @param version is in the first line that it shows for {@code --help}
   */
  public static RealProgram of(String name, String version)
      throws IOException, InterruptedException {
    Path file = find(name);
    String banner = banner(file);
    if (!banner.contains(version)) {
      String other = name + " is not " + version.strip() + " but: " + banner;
      say(other);
      return abort(other);
    }
    return new RealProgram(file, banner);
  }

  /** Where a program is; when it is missing the test is skipped, or fails, as {@link #of} says. */
  public static Path find(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    Path file =
        Stream.of(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (file == null) {
      String missing = name + " is not installed";
      if ("true".equals(System.getenv("CI"))) {
        return fail(missing);
      }
      say(missing);
      return abort(missing);
    }
    return file.toAbsolutePath();
  }

  private static void say(String why) {
    System.err.println("Not compared with the real program: " + why);
  }

  private static String banner(Path file) throws IOException, InterruptedException {
    Path out = Files.createTempFile("pv", ".help");
    try {
      Process process =
          new ProcessBuilder(file.toString(), "--help")
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        end(process);
        return fail(file + " --help does not end");
      }
      String said = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
      return said.lines().findFirst().orElse("");
    } finally {
      Files.delete(out);
    }
  }

  /** Ends a process and those that it has started. */
  public static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
  }
}
