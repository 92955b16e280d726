package org.pvpanic.qtest;

import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.vm.Vm;

/**
 * The machine's clock under {@code -accel qtest}, which moves only when it is told to. It counts
 * nanoseconds from power-on. With another accelerator there are no such commands.
 */
final class QtestClock {

  private final Vm vm;
  private final boolean owned;
  private long now;

  QtestClock(Vm vm) {
    this.vm = vm;
    this.owned = vm.machine().config().clock() == Clock.Mode.MANUAL;
  }

  boolean knows(String command) {
    return owned && (command.equals("clock_step") || command.equals("clock_set"));
  }

  String execute(Words words) throws QtestException {
    return words.command().equals("clock_set") ? set(words.signed(1)) : step(words);
  }

  private String set(long wanted) {
    advance(wanted - now);
    boolean failed = vm.version().has(Change.QTEST_CLOCK_MUST_MOVE) && now != wanted;
    return (failed ? "FAIL " : "OK ") + now;
  }

  private String step(Words words) throws QtestException {
    long before = now;
    if (words.has(1)) {
      advance(words.signed(1));
    } else if (vm.machine().nextTimer() != Clock.NEVER) {
      advance(vm.machine().nextTimer() - now);
    } else if (vm.version().has(Change.QTEST_CLOCK_MUST_MOVE)) {
      throw new QtestException(
          "cannot advance clock to the next deadline because there is no pending deadline");
    }
    if (vm.version().has(Change.QTEST_CLOCK_MUST_MOVE) && now <= before) {
      throw new QtestException("could not advance time");
    }
    return "OK " + now;
  }

  /** Moves on, and fires every timer on the way. */
  private void advance(long ns) {
    if (ns > 0) {
      now += ns;
      vm.loop().submit(new Input.AdvanceClock(ns));
      long wait = 0;
      while (wait == 0) {
        wait = vm.machine().serve();
      }
    }
  }
}
