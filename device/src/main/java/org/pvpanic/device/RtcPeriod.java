package org.pvpanic.device;

import org.pvpanic.machine.Clock;

/** When the periodic interrupts of an {@link Rtc} are due: every 2 to 16384 ticks of 32768 Hz. */
final class RtcPeriod {

  static final long TICKS = 32_768;

  private static final long NS = RtcCounter.NS;

  private final RtcRegisters registers;
  private long due = Clock.NEVER;

  RtcPeriod(RtcRegisters registers) {
    this.registers = registers;
  }

  /** When the next one is due, by the counter's clock, or {@link Clock#NEVER}. */
  long due() {
    return due;
  }

  void stop() {
    due = Clock.NEVER;
  }

  /** How many ticks it takes; 0 for none. */
  int length() {
    int rate = registers.get(RtcRegisters.A) & RtcRegisters.A_RATE;
    if (!registers.has(RtcRegisters.B, RtcRegisters.B_PERIODIC) || rate == 0) {
      return 0;
    }
    return 1 << ((rate <= 2 ? rate + 7 : rate) - 1);
  }

  /** One has come; works out the next. */
  void next() {
    plan(due, 0, false);
  }

  /** The length has changed from {@code before}; what has passed of the old period counts. */
  void changed(long now, int before) {
    plan(now, before, true);
  }

  private void plan(long from, int before, boolean changed) {
    int length = length();
    if (length == 0) {
      due = Clock.NEVER;
      return;
    }
    long tick = ticks(from);
    long passed = 0;
    if (changed && before != 0) {
      passed = Math.min(tick - (ticks(due) - before), length);
    }
    long next = tick + length - passed;
    due = next / TICKS * NS + next % TICKS * NS / TICKS + 1;
  }

  private static long ticks(long ns) {
    return ns / NS * TICKS + ns % NS * TICKS / NS;
  }
}
