package org.pvpanic.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Accesses to the board through qtest, beside real QEMU. */
final class BoardBench {

  private static final int ROUNDS = 20_000;
  private static final String BAR = "0xe0000000";

  private final Emulators emulators;

  BoardBench(Emulators emulators) {
    this.emulators = emulators;
  }

  /** An emulator with qtest. */
  private record Board(RunningEmulator emulator, ProbeClient qtest) implements AutoCloseable {

    private String ask(String line) throws IOException {
      qtest.send(line + "\n");
      return qtest.readLine();
    }

    /** What firmware does: gives pvpanic-pci an address, and lets it answer there. */
    private void programBar() throws IOException {
      ask("outl 0xcf8 0x80002010");
      ask("outl 0xcfc " + BAR);
      ask("outl 0xcf8 0x80002004");
      ask("outw 0xcfc 0x2");
    }

    @Override
    public void close() throws IOException {
      qtest.close();
      emulator.close();
    }
  }

  private interface Starter {
    RunningEmulator start(String... more) throws IOException;
  }

  private Board start(Starter starter) throws IOException {
    Path socket = emulators.socket();
    RunningEmulator emulator =
        starter.start(
            "-S",
            "-device",
            "pvpanic-pci,addr=4.0",
            "-qtest",
            "unix:" + socket + ",server=on,wait=off");
    Board board = new Board(emulator, ProbeClient.qtest(socket));
    board.programBar();
    return board;
  }

  private interface Trip {
    double once(Board board) throws IOException;
  }

  private static Trip access(String line) {
    return board -> {
      long begin = System.nanoTime();
      board.ask(line);
      return (System.nanoTime() - begin) / 1e3;
    };
  }

  /** From the line that writes the register to the event at the client of QMP. */
  private static Trip event(String line) {
    return board -> {
      long begin = System.nanoTime();
      board.qtest().send(line + "\n");
      board.emulator().client().readLine();
      double us = (System.nanoTime() - begin) / 1e3;
      board.qtest().readLine();
      return us;
    };
  }

  void run() throws Exception {
    compare("qtest port read", access("inb 0x505"));
    compare("qtest port write to event at the client", event("outb 0x505 1"));
    compare("qtest BAR write to event at the client", event("writeb " + BAR + " 1"));
  }

  private void compare(String what, Trip trip) throws Exception {
    Samples mine = new Samples(ROUNDS);
    Samples theirs = new Samples(ROUNDS);
    try (Board a = start(emulators::ours);
        Board b = start(emulators::real)) {
      for (int i = -ROUNDS; i < ROUNDS; i++) {
        double x = trip.once(a);
        double y = trip.once(b);
        if (i >= 0) {
          mine.add(x);
          theirs.add(y);
        }
      }
    }
    Samples.compare(what + ", us", mine, theirs);
  }
}
