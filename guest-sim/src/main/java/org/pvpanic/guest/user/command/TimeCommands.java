package org.pvpanic.guest.user.command;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The programs that have to do with clocks, as the distributions install them. */
final class TimeCommands {

  private TimeCommands() {}

  /** The program with a name, or null where it is not installed. */
  static @Nullable Consumer<Call> find(String name, Dialect dialect) {
    return switch (name) {
      case "hwclock" -> Hwclock::run;
      case "timedatectl" -> dialect == Dialect.BUSYBOX ? null : Timedatectl::run;
      case "chronyc" -> dialect == Dialect.CENTOS_7 ? Chronyc::run : null;
      case "ntpdate" -> dialect == Dialect.CENTOS_7 ? Ntpdate::run : null;
      default -> null;
    };
  }
}
