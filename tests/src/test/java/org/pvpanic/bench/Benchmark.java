package org.pvpanic.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Measures our emulator beside real QEMU, in turns within one run, and prints medians and their
 * ratio. Arguments: the emulator's distribution, the sections to run (default all), and {@code
 * name=number} for other {@link Sizes}.
 */
final class Benchmark {

  private static final List<String> SECTIONS =
      List.of("start", "query", "event", "board", "monitor", "memory", "heap", "libvirt");

  private Benchmark() {}

  /** Runs the sections. */
  public static void main(String[] args) throws Exception {
    Path dist = Path.of(args[0]).toAbsolutePath().normalize();
    Sizes sizes = new Sizes();
    List<String> sections = new ArrayList<>();
    for (String arg : List.of(args).subList(1, args.length)) {
      if (arg.contains("=")) {
        sizes.set(arg);
      } else {
        sections.add(arg);
      }
    }
    Path directory = Files.createTempDirectory("pv");
    Emulators emulators = new Emulators(dist, directory);
    ProcessBench processes = new ProcessBench(emulators);
    EmbeddedBench embedded = new EmbeddedBench(directory);
    Samples.printHeader();
    for (String section : sections.isEmpty() ? SECTIONS : sections) {
      switch (section) {
        case "start" -> processes.start();
        case "query" -> processes.query();
        case "event" -> {
          processes.event();
          embedded.event();
        }
        case "board" -> new BoardBench(emulators).run();
        case "monitor" -> new MonitorBench(emulators, sizes).run();
        case "memory" -> processes.memory();
        case "heap" -> embedded.heap();
        case "libvirt" -> LibvirtBench.run(dist);
        default -> throw new IllegalArgumentException("unknown section '" + section + "'");
      }
    }
    for (File left : Objects.requireNonNull(directory.toFile().listFiles())) {
      Files.delete(left.toPath());
    }
    Files.delete(directory);
    Runtime.getRuntime().halt(0);
  }
}
