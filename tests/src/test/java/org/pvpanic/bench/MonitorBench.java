package org.pvpanic.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a monitor bears: many commands at once, a large one, many clients, one that never reads. */
final class MonitorBench {

  private static final int EVENTS = 2_000;
  private static final String SCHEMA = "{\"execute\":\"query-qmp-schema\"}";

  private final Emulators emulators;
  private final Sizes sizes;

  MonitorBench(Emulators emulators, Sizes sizes) {
    this.emulators = emulators;
    this.sizes = sizes;
  }

  /** Something that an emulator is put to, and its figure. */
  private interface Measure {
    double of(RunningEmulator emulator, List<Path> monitors) throws IOException;
  }

  void run() throws IOException {
    int pipelined = sizes.get("pipelined");
    compare(0, 2, 3, this::pipelined, pipelined + " pipelined commands, ms");
    int message = sizes.get("message");
    compare(0, 1, 1, this::message, message + " KiB in a message and back, ms");
    largest();
    compare(1, 0, 1, this::nesting, "deepest nesting");
    int connections = sizes.get("connections");
    compare(1, 1, 3, this::connections, connections + " connections, us each");
    int monitors = sizes.get("monitors");
    compare(monitors, 1, 3, this::fanOut, "HMP port write to event at " + monitors + ", us");
    int unread = sizes.get("unread");
    compare(1, 0, 1, this::unread, "memory for " + unread + " MiB not read, MiB");
  }

  /** Measures both in turns, {@code warmUp} rounds without counting. */
  private void compare(int monitors, int warmUp, int rounds, Measure measure, String figure)
      throws IOException {
    List<Path> oursAt = sockets(monitors);
    List<Path> realAt = sockets(monitors);
    Samples mine = new Samples(rounds);
    Samples theirs = new Samples(rounds);
    try (RunningEmulator ours = emulators.ours(listening(oursAt));
        RunningEmulator real = emulators.real(listening(realAt))) {
      for (int i = -warmUp; i < rounds; i++) {
        double x = measure.of(ours, oursAt);
        double y = measure.of(real, realAt);
        if (i >= 0) {
          mine.add(x);
          theirs.add(y);
        }
      }
    }
    Samples.compare(figure, mine, theirs);
  }

  private List<Path> sockets(int count) {
    List<Path> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(emulators.socket());
    }
    return sockets;
  }

  private static String[] listening(List<Path> monitors) {
    List<String> arguments = new ArrayList<>(List.of("-S"));
    for (Path monitor : monitors) {
      arguments.addAll(List.of("-qmp", "unix:" + monitor + ",server=on,wait=off"));
    }
    return arguments.toArray(String[]::new);
  }

  private double pipelined(RunningEmulator emulator, List<Path> none) throws IOException {
    int count = sizes.get("pipelined");
    ProbeClient client = emulator.client();
    long begin = System.nanoTime();
    // By another thread, lest both ends wait for room.
    new Thread(() -> send(client, ProcessBench.QUERY.repeat(count))).start();
    for (int i = 0; i < count; i++) {
      client.skipLine();
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void send(ProbeClient client, String text) {
    try {
      client.send(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double message(RunningEmulator emulator, List<Path> none) throws IOException {
    return echo(emulator.client(), sizes.get("message") << 10);
  }

  private void largest() throws IOException {
    int size = sizes.get("largest");
    Samples times = new Samples(3);
    try (RunningEmulator ours = emulators.ours("-S")) {
      for (int i = 0; i < 3; i++) {
        times.add(echo(ours.client(), size << 20));
      }
      times.print(size + " MiB in a message and back, ms: ours");
      System.out.printf("%-44s %19.1f%n", "  resident memory then, MiB", ours.residentMib());
    }
  }

  /** Milliseconds for a string of that size as id, which comes back with the reply. */
  private static double echo(ProbeClient client, int size) throws IOException {
    String text = "{\"execute\":\"query-status\",\"id\":\"" + "x".repeat(size) + "\"}";
    long begin = System.nanoTime();
    client.send(text);
    long answer = client.skipLine();
    if (answer < size) {
      throw new IOException("the answer has " + answer + " bytes");
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private double nesting(RunningEmulator emulator, List<Path> monitors) throws IOException {
    int depth = 1000;
    while (accepts(monitors.get(0), depth + 1)) {
      depth++;
    }
    return depth;
  }

  /** Whether a new client may send an object with arrays in it, as many levels in all. */
  private static boolean accepts(Path monitor, int depth) throws IOException {
    try (ProbeClient client = new ProbeClient(monitor)) {
      client.negotiate();
      String id = "[".repeat(depth - 1) + "]".repeat(depth - 1);
      client.send("{\"execute\":\"query-status\",\"id\":" + id + "}");
      return client.awaitReply().startsWith("{\"return\"");
    }
  }

  private double connections(RunningEmulator emulator, List<Path> monitors) throws IOException {
    int count = sizes.get("connections");
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      new ProbeClient(monitors.get(0)).close(); // has read the greeting
    }
    return (System.nanoTime() - begin) / 1e3 / count;
  }

  private double fanOut(RunningEmulator emulator, List<Path> monitors) throws IOException {
    List<ProbeClient> clients = new ArrayList<>();
    for (Path monitor : monitors) {
      ProbeClient client = new ProbeClient(monitor);
      client.negotiate();
      clients.add(client);
    }
    Samples samples = new Samples(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      long begin = System.nanoTime();
      emulator.client().send(ProcessBench.PANIC);
      for (ProbeClient client : clients) {
        client.skipLine();
      }
      samples.add((System.nanoTime() - begin) / 1e3);
      emulator.client().awaitReply();
    }
    for (ProbeClient client : clients) {
      client.close();
    }
    return samples.median();
  }

  /** What replies cost that their client does not read; later it reads them, and all are there. */
  private double unread(RunningEmulator emulator, List<Path> monitors) throws IOException {
    emulator.client().send(SCHEMA);
    long reply = emulator.client().skipLine();
    int commands = (int) (((long) sizes.get("unread") << 20) / reply);
    try (ProbeClient idle = new ProbeClient(monitors.get(0))) {
      idle.negotiate();
      double before = settled(emulator);
      idle.send(SCHEMA.repeat(commands));
      double cost = settled(emulator) - before;
      for (int i = 0; i < commands; i++) {
        if (idle.skipLine() != reply) {
          throw new IOException("another reply");
        }
      }
      return cost;
    }
  }

  /** The resident memory once it has not grown for a second. */
  private static double settled(RunningEmulator emulator) throws IOException {
    double memory = emulator.residentMib();
    for (int still = 0; still < 10; still++) {
      LockSupport.parkNanos(100_000_000);
      double now = emulator.residentMib();
      if (now > memory + 0.1) {
        memory = now;
        still = 0;
      }
    }
    return memory;
  }
}
