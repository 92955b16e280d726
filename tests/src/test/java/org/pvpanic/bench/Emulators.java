package org.pvpanic.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts our emulator and real QEMU with the same command line. */
final class Emulators {

  private static final Path REAL = Path.of("/usr/bin/qemu-system-x86_64");
  private static final String[] ARGS = {
    "-nodefaults",
    "-display",
    "none",
    "-no-shutdown",
    "-m",
    "256",
    "-device",
    "pvpanic",
    "-action",
    "panic=none"
  };

  private final Path ours;
  private final Path directory;
  private final AtomicInteger files = new AtomicInteger();

  /**
   * Names what is started, and where.
   *
   * @param dist the distribution of ours
   * @param directory for sockets
   */
  Emulators(Path dist, Path directory) {
    this.ours = dist.resolve("bin/qemu-system-x86_64");
    this.directory = directory;
  }

  /** Starts ours, with further arguments. */
  RunningEmulator ours(String... more) throws IOException {
    return start(ours, more);
  }

  /** Starts real QEMU, with further arguments. */
  RunningEmulator real(String... more) throws IOException {
    return start(REAL, more);
  }

  private RunningEmulator start(Path emulator, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(ARGS));
    args.addAll(List.of(more));
    return new RunningEmulator(emulator, directory, args);
  }

  /** A path for another socket. */
  Path socket() {
    return directory.resolve("m" + files.incrementAndGet());
  }
}
