package org.pvpanic.device;

import static org.pvpanic.device.RtcCounter.NS;
import static org.pvpanic.device.RtcRegisters.A;
import static org.pvpanic.device.RtcRegisters.A_DIVIDER;
import static org.pvpanic.device.RtcRegisters.A_DIVIDER_RESET;
import static org.pvpanic.device.RtcRegisters.A_RATE;
import static org.pvpanic.device.RtcRegisters.A_UPDATE_IN_PROGRESS;
import static org.pvpanic.device.RtcRegisters.B;
import static org.pvpanic.device.RtcRegisters.B_ALARM;
import static org.pvpanic.device.RtcRegisters.B_PERIODIC;
import static org.pvpanic.device.RtcRegisters.B_SET;
import static org.pvpanic.device.RtcRegisters.B_SQUARE_WAVE;
import static org.pvpanic.device.RtcRegisters.B_UPDATE;
import static org.pvpanic.device.RtcRegisters.C;
import static org.pvpanic.device.RtcRegisters.C_ALARM;
import static org.pvpanic.device.RtcRegisters.C_FLAGS;
import static org.pvpanic.device.RtcRegisters.C_INTERRUPT;
import static org.pvpanic.device.RtcRegisters.C_PERIODIC;
import static org.pvpanic.device.RtcRegisters.C_UPDATE;
import static org.pvpanic.device.RtcRegisters.D;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.RtcConfig;

/**
 * How an {@link Rtc} works: once a second it updates its registers and compares them with the
 * alarm, and it says so by flags and interrupts.
 *
 * <p>Flags that no interrupt goes with are worked out when software looks, so that an idle machine
 * has no timers.
 */
final class RtcChip {

  /** How long before an update software is warned of it: 244 us. */
  private static final long WARNING = 8 * NS / RtcPeriod.TICKS;

  private final RtcRegisters registers;
  private final RtcCounter counter;
  private final RtcPeriod period;
  private final Board board;
  private final IrqLine irq;
  private long updateDue = Clock.NEVER;
  private long alarmDue;
  private Clock.@Nullable Timer updateTimer;
  private Clock.@Nullable Timer periodicTimer;

  RtcChip(RtcRegisters registers, RtcConfig config, Board board) {
    this.registers = registers;
    this.counter = new RtcCounter(config, board.clock(), board.hostTime());
    this.period = new RtcPeriod(registers);
    this.board = board;
    this.irq = board.interrupts().pin(new IrqPins("mc146818rtc", 0, IrqPins.OUT), board.irq(8));
    board.hostTime().onChange(this::hostTimeChanged);
    planUpdate();
  }

  /** The date and time that software would read. */
  RtcTime time() {
    settle();
    refresh();
    return registers.shown();
  }

  void reset() {
    settle();
    registers.clear(B, B_PERIODIC | B_ALARM | B_SQUARE_WAVE);
    registers.clear(C, C_INTERRUPT | C_FLAGS);
    updateTimer = null; // the board's clock has forgotten its timers
    periodicTimer = null;
    planUpdate();
    plan();
    irq.set(false);
  }

  int read(int index) {
    settle();
    switch (index) {
      case A -> {
        return registers.get(A) | (isUpdateNear() ? A_UPDATE_IN_PROGRESS : 0);
      }
      case C -> {
        return takeFlags();
      }
      default -> {}
    }
    if (RtcRegisters.isTime(index) && registers.isRunning()) {
      refresh();
      counter.read();
    }
    return registers.get(index);
  }

  void write(int index, int value) {
    settle();
    switch (index) {
      case A -> writeA(value);
      case B -> writeB(value);
      case C, D -> {} // read-only
      default -> {
        registers.put(index, value);
        boolean set = RtcRegisters.isTime(index) && registers.isRunning();
        if (set) {
          take();
        }
        if (set || RtcRegisters.isAlarm(index)) {
          planUpdate();
        }
      }
    }
    plan();
  }

  private int takeFlags() {
    int flags = registers.get(C);
    irq.set(false);
    registers.put(C, 0);
    if ((flags & (C_UPDATE | C_ALARM)) != 0) {
      planUpdate();
      plan();
    }
    return flags;
  }

  private void writeA(int value) {
    final boolean rateChanges = ((registers.get(A) ^ value) & A_RATE) != 0;
    final int before = period.length();
    if ((value & A_DIVIDER_RESET) == A_DIVIDER_RESET) {
      if (registers.isRunning()) {
        refresh();
      }
      registers.clear(A, A_UPDATE_IN_PROGRESS);
    } else if (registers.isDividerReset() && (value & A_DIVIDER) <= 0x20) {
      if (!registers.has(B, B_SET)) {
        counter.halfSecond(); // the first update comes half a second later
        take();
      }
      registers.clear(A, A_UPDATE_IN_PROGRESS);
    }
    registers.put(A, (value & ~A_UPDATE_IN_PROGRESS) | (registers.get(A) & A_UPDATE_IN_PROGRESS));
    if (rateChanges) {
      period.changed(counter.now(), before);
    }
    planUpdate();
  }

  private void writeB(int written) {
    int value = written;
    final boolean periodicChanges = ((registers.get(B) ^ value) & B_PERIODIC) != 0;
    final int before = period.length();
    if ((value & B_SET) != 0) {
      if (registers.isRunning()) {
        refresh();
      }
      registers.clear(A, A_UPDATE_IN_PROGRESS);
      value &= ~B_UPDATE;
    } else if (registers.has(B, B_SET) && (registers.get(A) & A_DIVIDER) <= 0x20) {
      counter.keepFraction();
      take();
    }
    boolean wanted = (value & registers.get(C) & C_FLAGS) != 0; // it interrupts at once
    registers.clear(C, C_INTERRUPT);
    registers.set(C, wanted ? C_INTERRUPT : 0);
    irq.set(wanted);
    registers.put(B, value);
    if (periodicChanges) {
      period.changed(counter.now(), before);
    }
    planUpdate();
  }

  /** Has the registers show the time, unless software is setting them. */
  private void refresh() {
    if (!registers.has(B, B_SET)) {
      registers.show(counter.time());
    }
  }

  /** Software has set the time. */
  private void take() {
    board.rtcChanged(counter.set(registers.shown()));
  }

  private boolean isUpdateNear() {
    if (!registers.isRunning()) {
      return false;
    }
    if (updateDue != Clock.NEVER && counter.now() >= updateDue - WARNING) {
      registers.set(A, A_UPDATE_IN_PROGRESS); // until the update has ended
      return true;
    }
    return counter.nanos() % NS >= NS - WARNING;
  }

  /** Works out when the next update that matters is. */
  private void planUpdate() {
    if (registers.isDividerReset()) {
      updateDue = Clock.NEVER;
      return;
    }
    long next = counter.now() + NS - counter.intoSecond();
    refresh();
    alarmDue = next + (registers.secondsToAlarm() - 1) * NS;
    if (!registers.has(A, A_UPDATE_IN_PROGRESS) && registers.has(C, C_UPDATE)) {
      next = registers.has(B, B_SET) || registers.has(C, C_ALARM) ? Clock.NEVER : alarmDue;
    }
    updateDue = next;
  }

  /** Catches up with what has happened since somebody looked last. */
  private void settle() {
    while (updateDue <= counter.now()) {
      update();
    }
    if (period.due() <= counter.now() && !registers.has(B, B_PERIODIC)) {
      period.stop();
      registers.set(C, C_PERIODIC);
    }
  }

  /** An update has ended. */
  private void update() {
    refresh();
    registers.clear(A, A_UPDATE_IN_PROGRESS);
    int flags = C_UPDATE;
    if (counter.now() >= alarmDue) {
      flags |= C_ALARM;
      if (registers.has(B, B_ALARM)) {
        board.wakeUp();
      }
    }
    int fresh = flags & ~registers.get(C);
    registers.set(C, flags);
    if ((fresh & registers.get(B)) != 0) {
      registers.set(C, C_INTERRUPT);
      irq.set(true);
    }
    planUpdate();
  }

  /** The periodic interrupt. */
  private void tick() {
    if (registers.has(B, B_PERIODIC) && period.due() <= counter.now()) {
      period.next();
      registers.set(C, C_PERIODIC | C_INTERRUPT);
      irq.set(true);
    }
    settleAndPlan();
  }

  private void settleAndPlan() {
    settle();
    plan();
  }

  private void hostTimeChanged() {
    if (!counter.isVirtual()) {
      settle();
      counter.hostChanged();
      plan();
    }
  }

  /** Has the board's clock call when something is due that interrupts, or that qtest waits for. */
  private void plan() {
    Clock clock = board.clock();
    clock.cancel(updateTimer);
    clock.cancel(periodicTimer);
    updateTimer = null;
    periodicTimer = null;
    if (clock.isManual() && !counter.movesWithMachine()) {
      return; // whoever moves the machine's time does not move this
    }
    boolean watched =
        (counter.isVirtual() && clock.isManual()) || registers.has(B, B_ALARM | B_UPDATE);
    if (watched && updateDue != Clock.NEVER) {
      updateTimer = clock.schedule(until(updateDue), this::settleAndPlan);
    }
    if (period.due() != Clock.NEVER) {
      periodicTimer = clock.schedule(until(period.due()), this::tick);
    }
  }

  private long until(long due) {
    return Math.max(0, due - counter.now());
  }
}
