package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;

/** service and chkconfig: the tools of the time before systemd, which hand over to systemctl. */
final class ServiceCommand {

  private static final String SYSV_ONLY =
      """

      Note: This output shows SysV services only and does not include native
            systemd services. SysV configuration data might be overridden by native
            systemd configuration.

            If you want to list systemd services use 'systemctl list-unit-files'.
            To see services enabled on particular target use
            'systemctl list-dependencies [target]'.

      """;

  private ServiceCommand() {}

  static Program service(Userland userland) {
    return (task, arguments) -> {
      boolean old = userland.services().isOld();
      if (arguments.size() < 3) {
        String usage =
            "Usage: service < option > | --status-all | [ service_name [ command | --full-restart ]"
                + " ]\n";
        Replies replies = new Replies(task);
        replies.err(usage);
        replies.exit(arguments.size() == 1 ? old ? 2 : 0 : 2);
        return;
      }
      String unit = Services.fullName(arguments.get(1));
      String verb = arguments.get(2);
      List<String> handed = List.of("systemctl", verb, unit);
      if (old) {
        task.print(
            Task.STDERR,
            "Redirecting to /bin/systemctl " + verb + " " + unit + "\n",
            () -> new Systemctl(userland).main(task, handed));
      } else {
        new Systemctl(userland).main(task, handed);
      }
    };
  }

  static Program chkconfig(Userland userland) {
    return (task, arguments) -> {
      Replies replies = new Replies(task);
      List<String> words = arguments.subList(1, arguments.size());
      if (words.isEmpty() || words.get(0).equals("--list")) {
        replies.err(SYSV_ONLY);
        replies.out("netconsole     \t0:off\t1:off\t2:off\t3:off\t4:off\t5:off\t6:off\n");
        replies.out("network        \t0:off\t1:off\t2:on\t3:on\t4:on\t5:on\t6:off\n");
        replies.exit(0);
        return;
      }
      String unit = Services.fullName(words.get(0));
      if (words.get(0).startsWith("-")) {
        replies.err("chkconfig version 1.7.2 - Copyright (C) 1997-2000 Red Hat, Inc.\n");
        replies.err(
            "This may be freely redistributed under the terms of the GNU Public License.\n");
        replies.exit(1);
      } else if (userland.services().find(unit) == null) {
        replies.err(
            "error reading information on service "
                + words.get(0)
                + ": No such file or directory\n");
        replies.exit(1);
      } else if (words.size() == 1) {
        Unit found = userland.services().find(unit);
        replies.exit(found != null && found.setting().equals("enabled") ? 0 : 1);
      } else {
        String verb = words.get(1).equals("on") ? "enable" : "disable";
        replies.err("Note: Forwarding request to 'systemctl " + verb + " " + unit + "'.\n");
        replies.flush(() -> new Systemctl(userland).main(task, List.of("systemctl", verb, unit)));
      }
    };
  }
}
