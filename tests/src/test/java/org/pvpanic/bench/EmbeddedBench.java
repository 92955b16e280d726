package org.pvpanic.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.machine.GuestCode;

/** Machines within this JVM. */
final class EmbeddedBench {

  private final Path directory;

  EmbeddedBench(Path directory) {
    this.directory = directory;
  }

  /** From the out instruction of a guest to the client's read. */
  void event() throws Exception {
    int rounds = 20_000;
    Path socket = directory.resolve("embedded");
    long[] written = new long[1];
    // Panics at every byte that it receives on its serial port.
    GuestCode guest =
        cpu -> {
          cpu.onInterrupt(
              4,
              () -> {
                cpu.ports().inb(0x3f8);
                cpu.call(
                    () -> {
                      written[0] = System.nanoTime();
                      cpu.ports().outb(0x505, 1);
                    });
              });
          cpu.ports().outb(0x3f9, 1);
          cpu.enableInterrupts(true);
        };
    Samples samples = new Samples(rounds);
    try (Emulator vm =
            Emulator.start(
                guest,
                "-nodefaults",
                "-device",
                "pvpanic",
                "-action",
                "panic=none",
                "-serial",
                "unix:" + directory.resolve("serial") + ",server=on,wait=off",
                "-qmp",
                "unix:" + socket + ",server=on,wait=off");
        ProbeClient client = new ProbeClient(socket);
        SerialClient serial = new SerialClient(directory.resolve("serial"))) {
      client.negotiate();
      vm.vm().eventLoop().submit(() -> {}).sync(); // the guest has set itself up
      for (int i = -rounds; i < rounds; i++) {
        serial.send();
        client.readLine();
        double us = (System.nanoTime() - written[0]) / 1e3;
        if (i >= 0) {
          samples.add(us);
        }
      }
    }
    samples.print("embedded: guest's out to the client's read, us");
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Machines at their login prompt, each with a monitor socket and a serial port. */
  void heap() throws Exception {
    int machines = 1000;
    List<Emulator> all = new ArrayList<>();
    all.add(embedded(0));
    long before = usedHeap();
    long begin = System.nanoTime();
    for (int i = 1; i <= machines; i++) {
      all.add(embedded(i));
    }
    double ms = (System.nanoTime() - begin) / 1e6 / machines;
    long bytes = (usedHeap() - before) / machines;
    System.out.printf(
        Locale.ROOT, "%-44s %19.1f%n", "heap a machine at its login prompt, KiB", bytes / 1024.0);
    System.out.printf(Locale.ROOT, "%-44s %19.2f%n", "time to start and boot one, ms", ms);
    all.forEach(Emulator::close);
  }

  private Emulator embedded(int number) throws Exception {
    Emulator vm =
        Emulator.start(
            "-nodefaults",
            "-no-shutdown",
            "-m",
            "256",
            "-device",
            "pvpanic",
            "-serial",
            "null",
            "-qmp",
            "unix:" + directory.resolve("h" + number) + ",server=on,wait=off");
    // The guest's boot is served before this task, or a few tasks later; ask until it waits for its
    // input.
    while (vm.vm().eventLoop().submit(() -> vm.vm().machine().serve()).get() == 0) {
      Thread.onSpinWait();
    }
    return vm;
  }
}
