package org.pvpanic.qtest;

import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.vm.Vm;
import org.pvpanic.vm.VmTimers;

/**
 * The machine's clock under {@code -accel qtest}, which moves only when it is told to. It counts
 * nanoseconds from power-on. With another accelerator there are no such commands.
 */
final class QtestClock {

  private final Vm vm;
  private final VmTimers timers;

  QtestClock(Vm vm) {
    this.vm = vm;
    this.timers = vm.timers();
  }

  boolean knows(String command) {
    return timers.virtual() && (command.equals("clock_step") || command.equals("clock_set"));
  }

  String execute(Words words) throws QtestException {
    return words.command().equals("clock_set") ? set(words.signed(1)) : step(words);
  }

  private String set(long wanted) {
    advanceTo(wanted);
    boolean failed = mustMove() && timers.now() != wanted;
    return (failed ? "FAIL " : "OK ") + timers.now();
  }

  private String step(Words words) throws QtestException {
    long before = timers.now();
    if (words.has(1)) {
      advanceTo(before + words.signed(1)); // what is too far wraps, and so lies in the past
    } else if (nextDue() != Clock.NEVER) {
      advanceTo(nextDue());
    } else if (mustMove()) {
      throw new QtestException(
          "cannot advance clock to the next deadline because there is no pending deadline");
    }
    if (mustMove() && timers.now() == before) {
      throw new QtestException("could not advance time");
    }
    return "OK " + timers.now();
  }

  private boolean mustMove() {
    return vm.version().has(Change.QTEST_CLOCK_MUST_MOVE);
  }

  /** Of the machine, or of what waits outside of it. */
  private long nextDue() {
    return Math.min(vm.machine().nextTimer(), timers.nextDue());
  }

  /** Moves on unless the goal is in the past, and fires every timer on the way at its time. */
  private void advanceTo(long goal) {
    while (timers.now() < goal) {
      long before = timers.now();
      long due = nextDue();
      // A machine that is stopped lets its timers wait, and time passes them by.
      timers.advanceTo(due > before ? Math.min(due, goal) : goal);
      vm.loop().submit(new Input.AdvanceClock(timers.now() - before));
      long wait = 0;
      while (wait == 0) {
        wait = vm.machine().serve();
      }
      timers.runDue();
    }
  }
}
