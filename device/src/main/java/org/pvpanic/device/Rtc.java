package org.pvpanic.device;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Device;

/**
 * The real-time clock of a PC (Motorola MC146818) with its 128 bytes of CMOS RAM: ports 0x70
 * (index) and 0x71 (data), interrupt 8.
 *
 * <p>Specification: MC146818A data sheet; index 0x32 is the century, and so is 0x37, the PS/2's
 * place for it. Here: time in BCD or binary, in 12 or 24 hours, with the SET bit and the divider
 * chain's reset; update in progress; alarm, periodic and update-ended interrupts; the alarm wakes a
 * machine that sleeps. The time is that of the machine's clock, counted from what the configuration
 * says the chip shows at power-on. Left out: the square wave and daylight saving, as on QEMU, and
 * making up for interrupts that came too late ({@code -rtc driftfix=slew}).
 *
 * <p>Flags that no interrupt goes with are worked out when software looks, so that an idle machine
 * has no timers.
 */
public final class Rtc implements Device {

  /** The index port; the data port follows it. */
  public static final int BASE = 0x70;

  /** Bytes of CMOS RAM. */
  public static final int SIZE = 128;

  /** The byte that tells firmware why it starts; 0xfe after a sleep. */
  public static final int SHUTDOWN_STATUS = 0x0f;

  private static final int SECONDS = 0x00;
  private static final int SECONDS_ALARM = 0x01;
  private static final int MINUTES = 0x02;
  private static final int MINUTES_ALARM = 0x03;
  private static final int HOURS = 0x04;
  private static final int HOURS_ALARM = 0x05;
  private static final int WEEKDAY = 0x06;
  private static final int DAY = 0x07;
  private static final int MONTH = 0x08;
  private static final int YEAR = 0x09;
  private static final int A = 0x0a;
  private static final int B = 0x0b;
  private static final int C = 0x0c;
  private static final int D = 0x0d;
  private static final int CENTURY = 0x32;
  private static final int PS2_CENTURY = 0x37;

  private static final int A_UPDATE_IN_PROGRESS = 0x80;
  private static final int A_DIVIDER = 0x70;
  private static final int A_DIVIDER_RESET = 0x60;
  private static final int A_RATE = 0x0f;

  private static final int B_SET = 0x80;
  private static final int B_PERIODIC = 0x40;
  private static final int B_ALARM = 0x20;
  private static final int B_UPDATE = 0x10;
  private static final int B_SQUARE_WAVE = 0x08;
  private static final int B_BINARY = 0x04;
  private static final int B_24_HOURS = 0x02;

  private static final int C_INTERRUPT = 0x80;
  private static final int C_PERIODIC = 0x40;
  private static final int C_ALARM = 0x20;
  private static final int C_UPDATE = 0x10;
  private static final int C_FLAGS = C_PERIODIC | C_ALARM | C_UPDATE;

  private static final int PM = 0x80;
  private static final int RESUMES = 0xfe;

  private static final long NS = 1_000_000_000L;
  private static final long TICKS = 32_768;

  /** How long before an update software is warned of it: 244 us. */
  private static final long WARNING = 8 * NS / TICKS;

  private final byte[] cmos = new byte[SIZE];
  private final long reference;
  private final boolean stepped;
  private @Nullable Board board;
  private IrqLine irq = IrqLine.NOWHERE;
  private int index;

  /** The time, in seconds since 1970, that it was at {@link #setAt}, less {@link #fraction}. */
  private long base;

  private long setAt;
  private long fraction;
  private long updateDue = Clock.NEVER;
  private long alarmDue;
  private Clock.@Nullable Timer updateTimer;
  private long periodicDue = Clock.NEVER;
  private Clock.@Nullable Timer periodicTimer;

  /**
   * A clock.
   *
   * @param start what it shows at power-on, in seconds since 1970
   * @param virtual whether qtest, where it moves the time, can step to what this clock does next
   */
  public Rtc(long start, boolean virtual) {
    reference = start;
    stepped = virtual;
    base = start;
    cmos[A] = 0x26;
    cmos[B] = B_24_HOURS;
    cmos[D] = (byte) 0x80;
    show(RtcTime.of(start));
  }

  /** A byte of CMOS RAM, as the board sets it before power-on. */
  public void setByte(int at, int value) {
    cmos[at] = (byte) value;
  }

  /** The date and time that software would read. */
  public RtcTime time() {
    settle();
    refresh();
    return shown();
  }

  @Override
  public void attach(Board to) {
    board = to;
    irq = to.interrupts().pin(new IrqPins("mc146818rtc", 0, IrqPins.OUT), to.irq(8));
    MemoryRegion ports = to.ports().map(BASE, 2, new Ports("rtc"));
    ports.add(0, MemoryRegion.io(new Ports("rtc-index"), 1));
    planUpdate();
  }

  @Override
  public void reset() {
    settle();
    if (get(SHUTDOWN_STATUS) != RESUMES) {
      cmos[SHUTDOWN_STATUS] = 0;
    }
    clear(B, B_PERIODIC | B_ALARM | B_SQUARE_WAVE);
    clear(C, C_INTERRUPT | C_FLAGS);
    updateTimer = null; // the board's clock has forgotten its timers
    periodicTimer = null;
    planUpdate();
    plan();
    irq.set(false);
  }

  @Override
  public void suspending() {
    cmos[SHUTDOWN_STATUS] = (byte) RESUMES;
  }

  private int get(int at) {
    return cmos[at] & 0xff;
  }

  private boolean has(int at, int bits) {
    return (cmos[at] & bits) != 0;
  }

  private void set(int at, int bits) {
    cmos[at] |= (byte) bits;
  }

  private void clear(int at, int bits) {
    cmos[at] &= (byte) ~bits;
  }

  private long now() {
    Board on = board;
    return on == null ? 0 : on.clock().now();
  }

  /** The chip's time in nanoseconds since 1970. */
  private long nanos() {
    return base * NS + now() - setAt + fraction;
  }

  private boolean isRunning() {
    return !has(B, B_SET) && (get(A) & A_DIVIDER) <= 0x20;
  }

  private boolean isDividerReset() {
    return (get(A) & A_DIVIDER_RESET) == A_DIVIDER_RESET;
  }

  /** Has the registers show the time, unless software is setting them. */
  private void refresh() {
    if (!has(B, B_SET)) {
      show(RtcTime.of(nanos() / NS));
    }
  }

  private void show(RtcTime time) {
    cmos[SECONDS] = encoded(time.second());
    cmos[MINUTES] = encoded(time.minute());
    if (has(B, B_24_HOURS)) {
      cmos[HOURS] = encoded(time.hour());
    } else {
      cmos[HOURS] = encoded(time.hour() % 12 == 0 ? 12 : time.hour() % 12);
      set(HOURS, time.hour() >= 12 ? PM : 0);
    }
    cmos[WEEKDAY] = encoded(time.weekday());
    cmos[DAY] = encoded(time.day());
    cmos[MONTH] = encoded(time.month());
    cmos[YEAR] = encoded(time.year() % 100);
    cmos[CENTURY] = encoded(time.year() / 100);
  }

  private RtcTime shown() {
    int hour = decoded(get(HOURS) & ~PM);
    return new RtcTime(
        decoded(get(YEAR)) + decoded(get(CENTURY)) * 100,
        decoded(get(MONTH)),
        decoded(get(DAY)),
        decoded(get(WEEKDAY)),
        in24Hours(hour),
        decoded(get(MINUTES)),
        decoded(get(SECONDS)));
  }

  private byte encoded(int value) {
    return (byte) (has(B, B_BINARY) ? value : (value / 10) << 4 | value % 10);
  }

  /** What a byte means; -1 for those that say, in an alarm, that any will do. */
  private int decoded(int value) {
    if ((value & 0xc0) == 0xc0) {
      return -1;
    }
    return has(B, B_BINARY) ? value : (value >> 4) * 10 + (value & 0x0f);
  }

  private int in24Hours(int hour) {
    return has(B, B_24_HOURS) ? hour : hour % 12 + (has(HOURS, PM) ? 12 : 0);
  }

  /** Software has set the time. */
  private void take() {
    RtcTime time = shown();
    base = time.seconds();
    setAt = now();
    Board on = board;
    if (on != null) {
      on.rtcChanged(base - reference - now() / NS);
    }
  }

  /** Works out when the next update that matters is. */
  private void planUpdate() {
    if (isDividerReset()) {
      updateDue = Clock.NEVER;
      return;
    }
    long next = now() + NS - Long.remainderUnsigned(nanos(), NS);
    refresh();
    alarmDue = next + (secondsToAlarm() - 1) * NS;
    if (!has(A, A_UPDATE_IN_PROGRESS) && has(C, C_UPDATE)) {
      next = has(B, B_SET) || has(C, C_ALARM) ? Clock.NEVER : alarmDue;
    }
    updateDue = next;
  }

  private int secondsToAlarm() {
    int hour = decoded(get(HOURS_ALARM));
    RtcAlarm alarm =
        new RtcAlarm(
            hour == RtcAlarm.ANY ? hour : in24Hours(hour),
            decoded(get(MINUTES_ALARM)),
            decoded(get(SECONDS_ALARM)));
    // The flag for PM is left in both hours, which are compared with one another alone.
    int now = in24Hours(decoded(get(HOURS)));
    return alarm.after((now * 60 + decoded(get(MINUTES))) * 60 + decoded(get(SECONDS)));
  }

  /** Catches up with what has happened since somebody looked last. */
  private void settle() {
    while (updateDue <= now()) {
      update();
    }
    if (periodicDue <= now() && !has(B, B_PERIODIC)) {
      periodicDue = Clock.NEVER;
      set(C, C_PERIODIC);
    }
  }

  /** An update has ended. */
  private void update() {
    refresh();
    clear(A, A_UPDATE_IN_PROGRESS);
    int flags = C_UPDATE;
    if (now() >= alarmDue) {
      flags |= C_ALARM;
      Board on = board;
      if (has(B, B_ALARM) && on != null) {
        on.wakeUp();
      }
    }
    int fresh = flags & ~get(C);
    set(C, flags);
    if ((fresh & get(B)) != 0) {
      set(C, C_INTERRUPT);
      irq.set(true);
    }
    planUpdate();
  }

  /** Has the board's clock call when something is due that interrupts, or that qtest waits for. */
  private void plan() {
    Board on = board;
    if (on == null) {
      return;
    }
    Clock clock = on.clock();
    clock.cancel(updateTimer);
    clock.cancel(periodicTimer);
    updateTimer = null;
    periodicTimer = null;
    boolean watched = (stepped && clock.isManual()) || has(B, B_ALARM | B_UPDATE);
    if (watched && updateDue != Clock.NEVER) {
      updateTimer = clock.schedule(Math.max(0, updateDue - now()), this::settleAndPlan);
    }
    if (periodicDue != Clock.NEVER) {
      periodicTimer = clock.schedule(Math.max(0, periodicDue - now()), this::tick);
    }
  }

  private void settleAndPlan() {
    settle();
    plan();
  }

  /** The periodic interrupt. */
  private void tick() {
    if (has(B, B_PERIODIC)) {
      planTicks(periodicDue, 0, false);
      set(C, C_PERIODIC | C_INTERRUPT);
      irq.set(true);
    }
    settleAndPlan();
  }

  /** How many ticks of 32768 Hz the periodic interrupt takes; 0 for none. */
  private int period() {
    int rate = get(A) & A_RATE;
    if (!has(B, B_PERIODIC) || rate == 0) {
      return 0;
    }
    return 1 << ((rate <= 2 ? rate + 7 : rate) - 1);
  }

  /**
   * Works out when the next periodic interrupt is.
   *
   * @param from the time now, or that of the last one
   * @param before the period until now
   * @param changed whether the period has changed; what has passed of the old one counts
   */
  private void planTicks(long from, int before, boolean changed) {
    int period = period();
    if (period == 0) {
      periodicDue = Clock.NEVER;
      return;
    }
    long tick = ticks(from);
    long passed = 0;
    if (changed && before != 0) {
      passed = Math.min(tick - (ticks(periodicDue) - before), period);
    }
    long next = tick + period - passed;
    periodicDue = next / TICKS * NS + next % TICKS * NS / TICKS + 1;
  }

  private static long ticks(long ns) {
    return ns / NS * TICKS + ns % NS * TICKS / NS;
  }

  private boolean isUpdateNear() {
    if (!isRunning()) {
      return false;
    }
    if (updateDue != Clock.NEVER && now() >= updateDue - WARNING) {
      set(A, A_UPDATE_IN_PROGRESS); // until the update has ended
      return true;
    }
    return nanos() % NS >= NS - WARNING;
  }

  private int readData() {
    settle();
    switch (index) {
      case PS2_CENTURY -> index = CENTURY;
      case A -> {
        return get(A) | (isUpdateNear() ? A_UPDATE_IN_PROGRESS : 0);
      }
      case C -> {
        int flags = get(C);
        irq.set(false);
        cmos[C] = 0;
        if ((flags & (C_UPDATE | C_ALARM)) != 0) {
          planUpdate();
          plan();
        }
        return flags;
      }
      default -> {}
    }
    if (isTime(index) && isRunning()) {
      refresh();
    }
    return get(index);
  }

  private static boolean isTime(int at) {
    return switch (at) {
      case SECONDS, MINUTES, HOURS, WEEKDAY, DAY, MONTH, YEAR, CENTURY -> true;
      default -> false;
    };
  }

  private void writeData(int value) {
    settle();
    if (index == PS2_CENTURY) {
      index = CENTURY;
    }
    switch (index) {
      case A -> writeA(value);
      case B -> writeB(value);
      case C, D -> {} // read-only
      default -> {
        cmos[index] = (byte) value;
        boolean set = isTime(index) && isRunning();
        if (set) {
          take();
        }
        if (set || index == SECONDS_ALARM || index == MINUTES_ALARM || index == HOURS_ALARM) {
          planUpdate();
        }
      }
    }
    plan();
  }

  private void writeA(int value) {
    final boolean rateChanges = ((get(A) ^ value) & A_RATE) != 0;
    final int before = period();
    if ((value & A_DIVIDER_RESET) == A_DIVIDER_RESET) {
      if (isRunning()) {
        refresh();
      }
      clear(A, A_UPDATE_IN_PROGRESS);
    } else if (isDividerReset() && (value & A_DIVIDER) <= 0x20) {
      if (!has(B, B_SET)) {
        fraction = NS / 2; // the first update comes half a second later
        take();
      }
      clear(A, A_UPDATE_IN_PROGRESS);
    }
    cmos[A] = (byte) ((value & ~A_UPDATE_IN_PROGRESS) | (get(A) & A_UPDATE_IN_PROGRESS));
    if (rateChanges) {
      planTicks(now(), before, true);
    }
    planUpdate();
  }

  private void writeB(int written) {
    int value = written;
    final boolean periodicChanges = ((get(B) ^ value) & B_PERIODIC) != 0;
    final int before = period();
    if ((value & B_SET) != 0) {
      if (isRunning()) {
        refresh();
      }
      clear(A, A_UPDATE_IN_PROGRESS);
      value &= ~B_UPDATE;
    } else if (has(B, B_SET) && (get(A) & A_DIVIDER) <= 0x20) {
      fraction = Long.remainderUnsigned(nanos(), NS);
      take();
    }
    boolean wanted = (value & get(C) & C_FLAGS) != 0; // a flag that is set interrupts at once
    clear(C, C_INTERRUPT);
    set(C, wanted ? C_INTERRUPT : 0);
    irq.set(wanted);
    cmos[B] = (byte) value;
    if (periodicChanges) {
      planTicks(now(), before, true);
    }
    planUpdate();
  }

  /** The two ports, of which the index may also be seen as a region of its own. */
  private final class Ports implements IoRegion {
    private final String name;

    Ports(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int read(int offset, int size) {
      return (offset & 1) == 0 ? 0xff : readData();
    }

    @Override
    public void write(int offset, int size, int value) {
      if ((offset & 1) == 0) {
        index = value & (SIZE - 1);
      } else {
        writeData(value);
      }
    }
  }
}
