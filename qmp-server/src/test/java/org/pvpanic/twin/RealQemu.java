package org.pvpanic.twin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The installed QEMU 7.2, which tests compare ours with. */
public final class RealQemu {

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

  private static String version(Path qemu) throws IOException {
    Process process = new ProcessBuilder(qemu.toString(), "--version").start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
