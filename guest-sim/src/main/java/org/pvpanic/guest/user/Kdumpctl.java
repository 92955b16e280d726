package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Task;

/** kdumpctl of CentOS 7: the script behind kdump.service. */
final class Kdumpctl {

  private static final String USAGE =
      "Usage: /usr/bin/kdumpctl {start|stop|status|restart|propagate|showmem}\n";

  private Kdumpctl() {}

  static void main(Task task, List<String> arguments) {
    Replies replies = new Replies(task);
    Kernel kernel = task.kernel();
    String verb = arguments.size() > 1 ? arguments.get(1) : "";
    if (task.uid() != 0 && !verb.isEmpty()) {
      replies.err("kdumpctl must be run as root\n");
      replies.exit(1);
      return;
    }
    switch (verb) {
      case "start" -> replies.exit(start(kernel, replies));
      case "stop" -> replies.exit(stop(kernel, replies));
      case "restart" -> {
        stop(kernel, replies);
        replies.exit(start(kernel, replies));
      }
      case "status" -> status(kernel, replies);
      case "showmem" -> {
        if (kernel.kexec().size() == 0) {
          replies.out("No memory reserved for crash kernel\n");
          replies.exit(1);
        } else {
          replies.out("Reserved " + (kernel.kexec().size() >> 20) + "MB memory for crash kernel\n");
          replies.exit(0);
        }
      }
      case "propagate" -> {
        replies.out("kdump.conf: no ssh target is configured\n");
        replies.exit(1);
      }
      default -> {
        replies.out(USAGE);
        replies.exit(1);
      }
    }
  }

  private static int start(Kernel kernel, Replies replies) {
    if (kernel.kexec().size() == 0) {
      replies.out("No memory reserved for crash kernel.\n");
      replies.out("Starting kdump: [FAILED]\n");
      return 1;
    }
    if (kernel.kexec().isLoaded()) {
      replies.out("Kdump already running: [WARNING]\n");
      return 0;
    }
    if (!kernel.kexec().load()) {
      replies.out("kexec: failed to load kdump kernel\nStarting kdump: [FAILED]\n");
      return 1;
    }
    replies.out("kexec: loaded kdump kernel\nStarting kdump: [OK]\n");
    return 0;
  }

  private static int stop(Kernel kernel, Replies replies) {
    kernel.kexec().unload();
    replies.out("kexec: unloaded kdump kernel\nStopping kdump: [OK]\n");
    return 0;
  }

  private static void status(Kernel kernel, Replies replies) {
    boolean loaded = kernel.kexec().isLoaded();
    replies.out(loaded ? "Kdump is operational\n" : "Kdump is not operational\n");
    replies.exit(loaded ? 0 : 3);
  }
}
