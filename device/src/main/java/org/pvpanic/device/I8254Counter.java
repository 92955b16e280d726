package org.pvpanic.device;

import org.pvpanic.machine.Clock;

/** One of the three counters of an {@link I8254}. */
final class I8254Counter {

  /** Ticks in a second. */
  private static final long FREQUENCY = 1_193_182;

  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final int LARGEST = 0x10000;

  /** Ways to access 16 bits by bytes, but for 1, the low one: the high one, or both in turn. */
  private static final int HIGH = 2;

  private static final int BOTH = 3;

  private final Clock clock;
  private final boolean gateAtReset;
  private int mode;
  private boolean bcd;
  private boolean gate;
  private int count = LARGEST;
  private long loaded;
  private int access;
  private boolean readsHighNext;
  private boolean writesHighNext;
  private int written;
  private int latched;
  private int latchedAccess;
  private int status;
  private boolean statusLatched;

  I8254Counter(Clock clock, boolean gateAtReset) {
    this.clock = clock;
    this.gateAtReset = gateAtReset;
  }

  void reset() {
    mode = 3;
    gate = gateAtReset;
    loaded = clock.now();
    count = LARGEST;
  }

  boolean gate() {
    return gate;
  }

  /** A rising edge starts the counter anew in the modes that it triggers. */
  void setGate(boolean level) {
    boolean triggers = mode == 1 || mode == 2 || mode == 3 || mode == 5;
    if (triggers && level && !gate) {
      loaded = clock.now();
    }
    gate = level;
  }

  private long elapsed(long at) {
    long ns = at - loaded;
    return ns / NS_PER_SECOND * FREQUENCY + ns % NS_PER_SECOND * FREQUENCY / NS_PER_SECOND;
  }

  /** The level of its output now. */
  boolean output() {
    return output(clock.now());
  }

  /** The level of its output at a point of machine time. */
  boolean output(long at) {
    long ticks = elapsed(at);
    return switch (mode) {
      case 1 -> ticks < count;
      case 2 -> ticks != 0 && ticks % count == 0;
      case 3 -> ticks % count < (count + 1) >> 1;
      case 4, 5 -> ticks == count;
      default -> ticks >= count;
    };
  }

  /** The first point of machine time behind {@code at} at which its output may change. */
  long nextChange(long at) {
    long ticks = elapsed(at);
    long inCycle = ticks % count;
    long cycle = ticks - inCycle;
    long next =
        switch (mode) {
          case 2 -> cycle + count + (inCycle == 0 && ticks != 0 ? 0 : 1); // as QEMU looks for it
          case 3 -> cycle + (inCycle < (count + 1) >> 1 ? (count + 1) >> 1 : count);
          case 4, 5 -> ticks == count ? count + 1 : count;
          default -> count;
        };
    if (next <= ticks) {
      return Clock.NEVER;
    }
    long ns = next / FREQUENCY * NS_PER_SECOND + next % FREQUENCY * NS_PER_SECOND / FREQUENCY;
    return Math.max(loaded + ns, at + 1);
  }

  private int current() {
    long ticks = elapsed(clock.now());
    return switch (mode) {
      case 0, 1, 4, 5 -> (int) (count - ticks) & 0xffff;
      case 3 -> (int) (count - 2 * ticks % count);
      default -> (int) (count - ticks % count);
    };
  }

  /** A command for this counter: latch the count, or program the counter. */
  void command(int value) {
    int wanted = (value >> 4) & 3;
    if (wanted == 0) {
      latch();
      return;
    }
    access = wanted;
    readsHighNext = wanted == HIGH;
    writesHighNext = wanted == HIGH;
    mode = (value >> 1) & 7;
    bcd = (value & 1) != 0;
  }

  /** The read-back command: latches the count, the status, or both. */
  void readBack(boolean wantsCount, boolean wantsStatus) {
    if (wantsCount) {
      latch();
    }
    if (wantsStatus && !statusLatched) {
      status = (output() ? 1 << 7 : 0) | access << 4 | mode << 1 | (bcd ? 1 : 0);
      statusLatched = true;
    }
  }

  /** What is latched stays so until it is read. */
  private void latch() {
    if (latchedAccess == 0) {
      latched = current();
      latchedAccess = access;
    }
  }

  int read() {
    if (statusLatched) {
      statusLatched = false;
      return status;
    }
    if (latchedAccess != 0) {
      boolean high = latchedAccess == HIGH;
      latchedAccess = latchedAccess == BOTH ? HIGH : 0;
      return (high ? latched >> Byte.SIZE : latched) & 0xff;
    }
    boolean high = readsHighNext;
    if (access == BOTH) {
      readsHighNext = !high;
    }
    return (high ? current() >> Byte.SIZE : current()) & 0xff;
  }

  /** Writes a byte of the count; true when that loaded the counter. */
  boolean write(int value) {
    if (access == BOTH && !writesHighNext) {
      written = value;
      writesHighNext = true;
      return false;
    }
    int low = access == BOTH ? written : 0;
    int wanted = writesHighNext ? low | value << Byte.SIZE : value;
    if (access == BOTH) {
      writesHighNext = false;
    }
    count = wanted == 0 ? LARGEST : wanted;
    loaded = clock.now();
    return true;
  }
}
