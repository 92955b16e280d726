package org.pvpanic.twin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The installed QEMU 7.2, which tests compare ours with. */
public final class RealQemu {

  private static final int ATTEMPTS = 3;
  private static final int SECONDS_PER_ATTEMPT = 10;

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private RealQemu() {}

  /**
   * The program. Where it is missing the calling test is skipped with one line that says so, and
   * fails where the environment says {@code CI=true}.
   */
  public static Path program() throws IOException {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    Path qemu =
        Stream.of(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder, "qemu-system-x86_64"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (qemu == null) {
      return missing("qemu-system-x86_64 is not installed");
    }
    return version(qemu).contains(" 7.2.")
        ? qemu
        : missing("qemu-system-x86_64 is not version 7.2");
  }

  private static Path missing(String what) {
    if ("true".equals(System.getenv("CI"))) {
      fail(what);
    }
    if (!SAID.getAndSet(true)) {
      System.err.println("Tests beside real QEMU are skipped: " + what);
    }
    return abort(what);
  }

  /**
   * What QEMU says on standard error when it refuses a command line, with exit status 1.
   *
   * <p>Now and then QEMU 7.2 stands still on its way out, its words already said; then it is asked
   * again.
   */
  public static String refusal(Path qemu, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(args);
    command.add(0, qemu.toString());
    Path error = Files.createTempFile("pv", ".stderr");
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Process process =
            new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(error.toFile())
                .start();
        try {
          if (process.waitFor(SECONDS_PER_ATTEMPT, TimeUnit.SECONDS)) {
            String said = Files.readString(error);
            assertEquals(1, process.exitValue(), () -> "exit status of " + args + ": " + said);
            return said;
          }
        } finally {
          process.destroyForcibly();
        }
      }
      return fail("QEMU runs: " + args);
    } finally {
      Files.delete(error);
    }
  }

  private static String version(Path qemu) throws IOException {
    Process process = new ProcessBuilder(qemu.toString(), "--version").start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
