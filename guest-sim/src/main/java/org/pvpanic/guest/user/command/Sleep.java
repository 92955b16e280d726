package org.pvpanic.guest.user.command;

import java.util.List;

/** sleep, usleep and sync. */
final class Sleep {

  private static final OptionSpec NONE = OptionSpec.of("");
  private static final OptionSpec SYNC = OptionSpec.of("df", "data=d file-system=f");
  private static final OptionSpec SYNC_BUSYBOX = OptionSpec.of("df");

  private Sleep() {}

  static void sleep(Call call) {
    List<String> operands = call.options(NONE).operands();
    if (operands.isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    long sum = 0;
    boolean bad = false;
    for (String operand : operands) {
      Long ns = Durations.ns(operand, call.isBusybox());
      if (ns == null) {
        if (call.isBusybox()) {
          throw call.fail("invalid number '" + operand + "'");
        }
        call.warn("invalid time interval " + call.quote(operand));
        bad = true;
      } else {
        sum = sum + ns < 0 ? Long.MAX_VALUE : sum + ns;
      }
    }
    if (bad) {
      throw call.usage("");
    }
    call.sleep(Math.min(sum, Long.MAX_VALUE / 4), call::exit);
  }

  static void usleep(Call call) {
    List<String> operands = call.options(NONE).operands();
    Long us = operands.size() == 1 ? Numbers.decimal(operands.get(0)) : null;
    if (us == null) {
      throw operands.isEmpty()
          ? call.usage("")
          : call.fail("invalid number '" + operands.get(0) + "'");
    }
    call.sleep(us * 1000, call::exit);
  }

  /** Nothing waits to be written: a file is where it is kept. */
  static void sync(Call call) {
    List<String> names = call.options(SYNC, SYNC_BUSYBOX).operands();
    if (call.dialect() == Dialect.CENTOS_7 && !names.isEmpty()) {
      call.warn("ignoring all arguments");
    }
    for (String name : call.dialect() == Dialect.CENTOS_7 ? List.<String>of() : names) {
      try {
        Disk.openToRead(call, name);
      } catch (org.pvpanic.guest.linux.SysError e) {
        call.complain(
            call.isBusybox()
                ? "can't open '" + name + "': " + e.errno().message()
                : "error opening " + Quoting.file(call, name) + ": " + e.errno().message());
      }
    }
    call.exit();
  }
}
