package org.pvpanic.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs virsh against the session's daemon. */
final class Virsh {
  private static final int LIMIT_SECONDS = 60;

  private final SessionDir dir;
  private final AtomicInteger runs = new AtomicInteger();

  Virsh(SessionDir dir) {
    this.dir = dir;
  }

  /** A virsh that is yet to be started. */
  ProcessBuilder process(String... arguments) {
    List<String> line = new ArrayList<>(List.of("virsh", "-q"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(dir.account().command(line));
    builder.environment().clear();
    builder.environment().putAll(dir.environment());
    return builder;
  }

  /**
   * Runs virsh to its end.
   *
   * @throws IOException if it could not be started or did not end within a minute
   */
  VirshResult run(String... arguments) throws IOException {
    int run = runs.incrementAndGet();
    Path out = dir.root().resolve("tmp/" + run + ".out");
    Path err = dir.root().resolve("tmp/" + run + ".err");
    Process process =
        process(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            "virsh " + String.join(" ", arguments) + " had no end after " + LIMIT_SECONDS + " s");
      }
      return new VirshResult(process.exitValue(), text(out), text(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in virsh", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    String text = Files.readString(file).strip();
    Files.delete(file);
    return text;
  }
}
