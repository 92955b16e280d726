package org.pvpanic.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.machine.Input;
import org.pvpanic.testkit.DomainXml;
import org.pvpanic.testkit.LibvirtEvents;
import org.pvpanic.testkit.LibvirtSession;

/**
 * Measures our emulator beside real QEMU, in turns within one run, and prints medians and their
 * ratio. Arguments: the emulator's distribution, and the sections to run (default all): start,
 * query, event, memory, heap, libvirt.
 */
final class Benchmark {

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
  private static final String QUERY = "{\"execute\":\"query-status\"}";
  private static final String PANIC =
      "{\"execute\":\"human-monitor-command\",\"arguments\":{\"command-line\":\"o /b 0x505 1\"}}";

  private final Path dist;
  private final Path ours;
  private final Path directory;

  private Benchmark(Path dist) throws IOException {
    this.dist = dist;
    this.ours = dist.resolve("bin/qemu-system-x86_64");
    this.directory = Files.createTempDirectory("pv");
  }

  /** Runs the sections. */
  public static void main(String[] args) throws Exception {
    Benchmark benchmark = new Benchmark(Path.of(args[0]).toAbsolutePath().normalize());
    List<String> wanted =
        args.length > 1
            ? List.of(args).subList(1, args.length)
            : List.of("start", "query", "event", "memory", "heap", "libvirt");
    System.out.printf("%-44s %9s %9s %9s%n", "", "5 %", "median", "95 %");
    for (String section : wanted) {
      switch (section) {
        case "start" -> benchmark.start();
        case "query" -> benchmark.query();
        case "event" -> benchmark.event();
        case "memory" -> benchmark.memory();
        case "heap" -> benchmark.heap();
        case "libvirt" -> benchmark.libvirt();
        default -> throw new IllegalArgumentException("unknown section '" + section + "'");
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void print(String what, Samples samples) {
    System.out.printf("%-44s %s%n", what, samples);
  }

  private static void ratio(Samples ours, Samples real) {
    System.out.printf(
        Locale.ROOT, "%-44s %19.2f%n", "  ours / real", ours.median() / real.median());
  }

  private RunningEmulator running(Path emulator, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(ARGS));
    args.addAll(List.of(more));
    return new RunningEmulator(emulator, directory, args);
  }

  private void start() throws Exception {
    int rounds = 15;
    Samples mine = new Samples(rounds);
    Samples theirs = new Samples(rounds);
    for (int i = -2; i < rounds; i++) { // two rounds to warm up caches and class data
      try (RunningEmulator a = running(ours, "-S");
          RunningEmulator b = running(REAL, "-S")) {
        if (i >= 0) {
          mine.add(a.greetingMs());
          theirs.add(b.greetingMs());
        }
      }
    }
    print("process start to greeting, ms: ours", mine);
    print("process start to greeting, ms: real QEMU", theirs);
    ratio(mine, theirs);
  }

  private static double roundTrip(ProbeClient client, String command) throws IOException {
    long begin = System.nanoTime();
    client.send(command);
    client.awaitReply();
    return (System.nanoTime() - begin) / 1e3;
  }

  /** From the command that writes the port to the event at the client. */
  private static double eventTrip(ProbeClient client) throws IOException {
    long begin = System.nanoTime();
    client.send(PANIC);
    client.readLine();
    double us = (System.nanoTime() - begin) / 1e3;
    client.awaitReply();
    return us;
  }

  private interface Trip {
    double once(ProbeClient client) throws IOException;
  }

  private void compare(String what, Trip trip) throws Exception {
    int rounds = 20_000;
    Samples mine = new Samples(rounds);
    Samples theirs = new Samples(rounds);
    try (RunningEmulator a = running(ours, "-S");
        RunningEmulator b = running(REAL, "-S")) {
      for (int i = -rounds; i < rounds; i++) {
        double x = trip.once(a.client());
        double y = trip.once(b.client());
        if (i >= 0) {
          mine.add(x);
          theirs.add(y);
        }
      }
    }
    print(what + ", us: ours", mine);
    print(what + ", us: real QEMU", theirs);
    ratio(mine, theirs);
  }

  private void query() throws Exception {
    compare("query-status round trip", client -> roundTrip(client, QUERY));
  }

  private void event() throws Exception {
    compare("HMP port write to event at the client", Benchmark::eventTrip);
    embeddedEvent();
  }

  /** From the out instruction of an embedded guest to the client's read, both in this JVM. */
  private void embeddedEvent() throws Exception {
    int rounds = 20_000;
    Path socket = directory.resolve("embedded");
    List<String> args = new ArrayList<>(List.of(ARGS));
    args.addAll(List.of("-qmp", "unix:" + socket + ",server=on,wait=off"));
    args.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    Samples samples = new Samples(rounds);
    try (Emulator vm = Emulator.start(args.toArray(new String[0]));
        ProbeClient client = new ProbeClient(socket)) {
      client.negotiate();
      long[] written = new long[1];
      Runnable panic =
          () -> {
            written[0] = System.nanoTime();
            vm.vm().loop().submit(new Input.PortWrite(0x505, 1, 1));
          };
      for (int i = -rounds; i < rounds; i++) {
        vm.vm().eventLoop().execute(panic);
        client.readLine();
        double us = (System.nanoTime() - written[0]) / 1e3;
        if (i >= 0) {
          samples.add(us);
        }
      }
    }
    print("embedded: out to the client's read, us", samples);
  }

  private static long residentKib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(l -> l.startsWith("VmRSS:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private void memory() throws Exception {
    Samples mine = new Samples(3);
    Samples theirs = new Samples(3);
    for (int i = 0; i < 3; i++) {
      try (RunningEmulator a = running(ours);
          RunningEmulator b = running(REAL)) {
        for (int n = 0; n < 1000; n++) {
          roundTrip(a.client(), QUERY);
          roundTrip(b.client(), QUERY);
        }
        mine.add(residentKib(a.pid()) / 1024.0);
        theirs.add(residentKib(b.pid()) / 1024.0);
      }
    }
    print("resident memory, MiB: ours (guest booted)", mine);
    print("resident memory, MiB: real QEMU (firmware)", theirs);
    ratio(mine, theirs);
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Machines at their login prompt, each with a monitor socket and a serial port. */
  private void heap() throws Exception {
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

  private void libvirt() throws Exception {
    int rounds = 10;
    Samples mine = new Samples(rounds);
    Samples theirs = new Samples(rounds);
    try (LibvirtSession a = LibvirtSession.start(dist);
        LibvirtSession b = LibvirtSession.start(null)) {
      for (int i = -1; i < rounds; i++) {
        double x = startDomain(a, "ours" + (i + 1));
        double y = startDomain(b, "real" + (i + 1));
        if (i >= 0) {
          mine.add(x);
          theirs.add(y);
        }
      }
    }
    print("virsh start to running, ms: ours", mine);
    print("virsh start to running, ms: real QEMU", theirs);
    ratio(mine, theirs);
  }

  private static double startDomain(LibvirtSession session, String name) {
    DomainXml domain = session.domain(name);
    session.define(domain);
    LibvirtEvents events = session.events(name);
    long begin = System.nanoTime();
    session.virsh("start", name);
    double ms = (System.nanoTime() - begin) / 1e6;
    events.await("lifecycle Started Booted");
    session.virsh("destroy", name);
    session.awaitState(name, "shut off (destroyed)");
    return ms;
  }
}
