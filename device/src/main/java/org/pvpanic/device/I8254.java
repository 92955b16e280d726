package org.pvpanic.device;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Device;

/**
 * The 8254 programmable interval timer of a PC, and the speaker's port 0x61, which gates its third
 * counter and shows it.
 *
 * <p>Specification: 8254 data sheet (Intel 231164). Here: the six modes, latched and plain reads,
 * the read-back command, gate and output. What a counter shows is worked out from machine time when
 * software looks. Interrupt 0 follows the first counter's output where qtest moves the time;
 * elsewhere, where no guest keeps time by it, it only is what it was when the counter was loaded,
 * so that an idle machine has no timers. Left out: the sound, and, as on QEMU, BCD and the null
 * count flag.
 */
public final class I8254 implements Device {

  /** The first of its four ports. */
  public static final int BASE = 0x40;

  /** The speaker's port. */
  public static final int SPEAKER = 0x61;

  private static final int COMMAND = 3;

  private final boolean hasSpeaker;
  private I8254Counter[] counters = {};
  private boolean speakerOn;
  private int refresh;
  private IrqLine irq = IrqLine.NOWHERE;
  private @Nullable Clock clock;
  private Clock.@Nullable Timer timer;

  /** A timer, with or without the speaker's port. */
  public I8254(boolean hasSpeaker) {
    this.hasSpeaker = hasSpeaker;
  }

  @Override
  public void attach(Board board) {
    irq = board.interrupts().pin(new IrqPins("isa-pit", 0, IrqPins.OUT), board.irq(0));
    clock = board.clock();
    counters =
        new I8254Counter[] {
          new I8254Counter(board.clock(), true),
          new I8254Counter(board.clock(), true),
          new I8254Counter(board.clock(), false)
        };
    board.ports().map(BASE, 4, new Ports());
    if (hasSpeaker) {
      board.ports().map(SPEAKER, 1, new Speaker());
    }
  }

  @Override
  public void reset() {
    for (I8254Counter counter : counters) {
      counter.reset();
    }
    planInterrupt(counters[0].nextChange(now()));
  }

  private long now() {
    Clock running = clock;
    return running == null ? 0 : running.now();
  }

  /** The first counter's output may have changed at a point of machine time. */
  private void interrupt(long at) {
    long next = counters[0].nextChange(at);
    irq.set(counters[0].output(at));
    planInterrupt(next);
  }

  private void planInterrupt(long next) {
    Clock running = clock;
    if (running != null && running.isManual()) {
      running.cancel(timer);
      timer =
          next == Clock.NEVER
              ? null
              : running.schedule(Math.max(0, next - now()), () -> interrupt(next));
    }
  }

  private void command(int value) {
    int selected = value >> 6;
    if (selected < counters.length) {
      counters[selected].command(value);
      return;
    }
    for (int i = 0; i < counters.length; i++) { // read-back
      if ((value & (2 << i)) != 0) {
        counters[i].readBack((value & 0x20) == 0, (value & 0x10) == 0);
      }
    }
  }

  /** The counters' ports and the command port. */
  private final class Ports implements IoRegion {
    @Override
    public String name() {
      return "pit";
    }

    @Override
    public int read(int offset, int size) {
      int port = offset & 3;
      return port == COMMAND ? 0 : counters[port].read();
    }

    @Override
    public void write(int offset, int size, int value) {
      int port = offset & 3;
      if (port == COMMAND) {
        command(value);
      } else if (counters[port].write(value) && port == 0) {
        interrupt(now());
      }
    }
  }

  /** Port 0x61: gate and speaker, and when read the refresh toggle and the output as well. */
  private final class Speaker implements IoRegion {
    @Override
    public String name() {
      return "pcspk";
    }

    @Override
    public int read(int offset, int size) {
      refresh ^= 1 << 4;
      I8254Counter counter = counters[2];
      return (counter.gate() ? 1 : 0)
          | (speakerOn ? 1 << 1 : 0)
          | refresh
          | (counter.output() ? 1 << 5 : 0);
    }

    @Override
    public void write(int offset, int size, int value) {
      speakerOn = (value & 2) != 0;
      counters[2].setGate((value & 1) != 0);
    }
  }
}
