package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Task;

/** Commands that tell about the system: uname, id, whoami, hostname. */
final class SystemInfo {

  private SystemInfo() {}

  static void uname(Task task, List<String> arguments) {
    Options options = Options.parse(arguments, "asnrvm");
    if (options.isBad()) {
      task.printAndExit(Task.STDERR, options.gnuError("uname"), 1);
    } else if (!options.operands().isEmpty()) {
      Commands.extraOperand(task, "uname", options.operands().get(0));
    } else {
      task.printAndExit(Task.STDOUT, uname(task.kernel(), options.flags()) + "\n", 0);
    }
  }

  private static String uname(Kernel kernel, String flags) {
    boolean all = flags.indexOf('a') >= 0;
    List<String> fields = new ArrayList<>(8);
    if (all || flags.isEmpty() || flags.indexOf('s') >= 0) {
      fields.add("Linux");
    }
    if (all || flags.indexOf('n') >= 0) {
      fields.add(kernel.hostname());
    }
    if (all || flags.indexOf('r') >= 0) {
      fields.add(kernel.release());
    }
    if (all || flags.indexOf('v') >= 0) {
      fields.add(kernel.version());
    }
    if (all || flags.indexOf('m') >= 0) {
      fields.add("x86_64");
    }
    if (all) {
      fields.add("x86_64 x86_64 GNU/Linux");
    }
    return String.join(" ", fields);
  }

  static void id(Task task, List<String> arguments) {
    Options options = Options.parse(arguments, "ugn");
    boolean user = options.has('u');
    boolean group = options.has('g');
    if (options.isBad()) {
      task.printAndExit(Task.STDERR, options.gnuError("id"), 1);
    } else if (!options.operands().isEmpty() && !options.operands().get(0).equals("root")) {
      task.printAndExit(Task.STDERR, "id: " + options.operands().get(0) + ": no such user\n", 1);
    } else if (user && group) {
      task.printAndExit(Task.STDERR, "id: cannot print \"only\" of more than one choice\n", 1);
    } else if (user || group) {
      task.printAndExit(Task.STDOUT, options.has('n') ? "root\n" : "0\n", 0);
    } else if (options.has('n')) {
      task.printAndExit(
          Task.STDERR, "id: cannot print only names or real IDs in default format\n", 1);
    } else {
      task.printAndExit(
          Task.STDOUT,
          "uid=0(root) gid=0(root) groups=0(root)"
              + " context=unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\n",
          0);
    }
  }

  static void whoami(Task task, List<String> arguments) {
    Options options = Options.parse(arguments, "");
    if (options.isBad()) {
      task.printAndExit(Task.STDERR, options.gnuError("whoami"), 1);
    } else if (!options.operands().isEmpty()) {
      Commands.extraOperand(task, "whoami", options.operands().get(0));
    } else {
      task.printAndExit(Task.STDOUT, "root\n", 0);
    }
  }

  static void hostname(Task task, List<String> arguments) {
    Options options = Options.parse(arguments, "s");
    String name = task.kernel().hostname();
    if (options.isBad()) {
      task.printAndExit(Task.STDERR, options.error() + "\n", 4);
    } else if (!options.operands().isEmpty()) {
      task.printAndExit(Task.STDERR, "hostname: the specified hostname is invalid\n", 1);
    } else {
      int dot = options.has('s') ? name.indexOf('.') : -1;
      task.printAndExit(Task.STDOUT, (dot < 0 ? name : name.substring(0, dot)) + "\n", 0);
    }
  }
}
