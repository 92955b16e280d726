package org.pvpanic.bench;

import java.io.IOException;

/** The emulator as a process, beside real QEMU. */
final class ProcessBench {

  static final String QUERY = "{\"execute\":\"query-status\"}";
  static final String PANIC =
      "{\"execute\":\"human-monitor-command\",\"arguments\":{\"command-line\":\"o /b 0x505 1\"}}";

  private final Emulators emulators;

  ProcessBench(Emulators emulators) {
    this.emulators = emulators;
  }

  void start() throws Exception {
    int rounds = 15;
    Samples mine = new Samples(rounds);
    Samples theirs = new Samples(rounds);
    for (int i = -2; i < rounds; i++) { // two rounds to warm up caches and class data
      try (RunningEmulator a = emulators.ours("-S");
          RunningEmulator b = emulators.real("-S")) {
        if (i >= 0) {
          mine.add(a.greetingMs());
          theirs.add(b.greetingMs());
        }
      }
    }
    Samples.compare("process start to greeting, ms", mine, theirs);
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
    try (RunningEmulator a = emulators.ours("-S");
        RunningEmulator b = emulators.real("-S")) {
      for (int i = -rounds; i < rounds; i++) {
        double x = trip.once(a.client());
        double y = trip.once(b.client());
        if (i >= 0) {
          mine.add(x);
          theirs.add(y);
        }
      }
    }
    Samples.compare(what + ", us", mine, theirs);
  }

  void query() throws Exception {
    compare("query-status round trip", client -> roundTrip(client, QUERY));
  }

  void event() throws Exception {
    compare("HMP port write to event at the client", ProcessBench::eventTrip);
  }

  /** Ours with its guest at the login prompt, real QEMU's with its firmware. */
  void memory() throws Exception {
    Samples mine = new Samples(3);
    Samples theirs = new Samples(3);
    for (int i = 0; i < 3; i++) {
      try (RunningEmulator a = emulators.ours();
          RunningEmulator b = emulators.real()) {
        for (int n = 0; n < 1000; n++) {
          roundTrip(a.client(), QUERY);
          roundTrip(b.client(), QUERY);
        }
        mine.add(a.residentMib());
        theirs.add(b.residentMib());
      }
    }
    Samples.compare("resident memory, MiB", mine, theirs);
  }
}
