package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.PowerManagement;
import org.pvpanic.guest.linux.Task;

/** halt, poweroff and reboot of busybox: with -f at once, otherwise pid 1 is asked to. */
final class BusyboxPower {

  private static final int USR1 = 10;
  private static final int USR2 = 12;
  private static final int TERM = 15;
  private static final long NS = 1_000_000_000L;

  private BusyboxPower() {}

  static void run(Call call) {
    boolean halt = call.name().equals("halt");
    Options options = call.options(OptionSpec.of(halt ? "d:nfw" : "d:nf"));
    String delay = options.value('d');
    if (delay != null && (!Text.isNumber(delay) || delay.length() > 8)) {
      throw call.fail("invalid number '" + delay + "'");
    }
    if (options.has('w')) {
      call.exit(0);
    } else if (delay != null) {
      call.sleep(Long.parseLong(delay) * NS, () -> go(call, options.has('f')));
    } else {
      go(call, options.has('f'));
    }
  }

  private static void go(Call call, boolean force) {
    if (call.task().uid() != 0) {
      throw call.fail("Operation not permitted");
    }
    if (force) {
      PowerManagement power = call.kernel().power();
      switch (call.name()) {
        case "halt" -> power.halt();
        case "poweroff" -> power.powerOff();
        default -> power.restart();
      }
      return;
    }
    Task init = call.kernel().tasks().byPid(1);
    if (init != null) {
      init.signal(
          switch (call.name()) {
            case "halt" -> USR1;
            case "poweroff" -> USR2;
            default -> TERM;
          });
    }
    call.exit(0);
  }
}
