package org.pvpanic.guest.user.command;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The programs that administer the kernel, by name. */
final class AdminCommands {

  private AdminCommands() {}

  /** The program of that name, or null when the dialect has none. */
  static @Nullable Consumer<Call> find(Dialect dialect, String name) {
    return switch (name) {
      case "insmod" -> Insmod::run;
      case "rmmod" -> Rmmod::run;
      case "lsmod" -> Lsmod::run;
      case "modinfo" -> Modinfo::run;
      case "modprobe" -> Modprobe::run;
      case "dmesg" -> Dmesg::run;
      case "sysctl" -> SysctlCommand::run;
      case "kexec" -> KexecCommand::run;
      case "acpid" -> dialect.isBusybox() ? Acpid::run : null;
      case "halt", "poweroff", "reboot" -> dialect.isBusybox() ? BusyboxPower::run : null;
      default -> null;
    };
  }
}
