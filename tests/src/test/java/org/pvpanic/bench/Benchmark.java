package org.pvpanic.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Measures our emulator beside real QEMU, in turns within one run, and prints medians and their
 * ratio. Arguments: the emulator's distribution, and the sections to run (default all): start,
 * query, event, memory, heap, libvirt.
 */
final class Benchmark {

  private static final List<String> SECTIONS =
      List.of("start", "query", "event", "memory", "heap", "libvirt");

  private Benchmark() {}

  /** Runs the sections. */
  public static void main(String[] args) throws Exception {
    Path dist = Path.of(args[0]).toAbsolutePath().normalize();
    Path directory = Files.createTempDirectory("pv");
    ProcessBench processes = new ProcessBench(dist, directory);
    EmbeddedBench embedded = new EmbeddedBench(directory);
    Samples.printHeader();
    for (String section : args.length > 1 ? List.of(args).subList(1, args.length) : SECTIONS) {
      switch (section) {
        case "start" -> processes.start();
        case "query" -> processes.query();
        case "event" -> {
          processes.event();
          embedded.event();
        }
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
