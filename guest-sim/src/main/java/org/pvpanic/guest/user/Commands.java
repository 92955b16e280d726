package org.pvpanic.guest.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.shell.ShellPrograms;
import org.pvpanic.guest.user.command.CommandTable;
import org.pvpanic.guest.user.command.Dialect;

/** The programs on the guest's disk, by name. */
final class Commands {

  private static final List<String> FOLDERS =
      List.of("/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/", "/usr/local/bin/");

  private final Userland userland;
  private final CommandTable table;

  Commands(Userland userland) {
    this.userland = userland;
    this.table = new CommandTable(userland);
  }

  /** The program that {@code name}, or a path in a folder of programs, stands for, or null. */
  @Nullable Program find(String name) {
    for (String folder : FOLDERS) {
      if (name.startsWith(folder)) {
        return program(name.substring(folder.length()));
      }
    }
    return program(name);
  }

  private @Nullable Program program(String name) {
    Program shell = ShellPrograms.find(userland.kernel(), name);
    if (shell != null) {
      return shell;
    }
    org.pvpanic.guest.shell.Dialect dialect = ShellPrograms.dialect(userland.kernel());
    boolean busybox = dialect == org.pvpanic.guest.shell.Dialect.ASH;
    if (name.equals("stty")) {
      return new Stty(
          busybox
              ? Stty.Kind.BUSYBOX
              : dialect == org.pvpanic.guest.shell.Dialect.BASH_4_2
                  ? Stty.Kind.COREUTILS_8
                  : Stty.Kind.COREUTILS_9);
    }
    if (name.equals("getty") && busybox) {
      return new BusyboxGetty();
    }
    return switch (name) {
      case "sudo" -> new Sudo(userland);
      case "su" -> new Su(userland);
      default -> {
        Program service = userland.dialect() == Dialect.BUSYBOX ? null : service(name);
        yield service == null ? table.find(name) : service;
      }
    };
  }

  /** What systemd and its services bring. */
  private @Nullable Program service(String name) {
    boolean el7 = userland.dialect() == Dialect.CENTOS_7;
    return switch (name) {
      case "systemctl" -> new Systemctl(userland);
      case "service" -> ServiceCommand.service(userland);
      case "chkconfig" -> el7 ? ServiceCommand.chkconfig(userland) : null;
      case "kdumpctl" -> el7 ? Kdumpctl::main : null;
      case "kdump-config" -> el7 ? null : KdumpConfig::main;
      case "halt", "poweroff", "reboot" ->
          (task, words) -> new PowerPrograms(userland, task, words).halt();
      case "shutdown" -> (task, words) -> new PowerPrograms(userland, task, words).shutdown();
      case "init", "telinit" -> (task, words) -> new PowerPrograms(userland, task, words).init();
      default -> null;
    };
  }
}
