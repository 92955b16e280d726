package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;

/** sudo, called by root: runs the rest of its arguments as a child. */
final class Sudo implements Program {

  private static final String USAGE =
      """
      usage: sudo -h | -K | -k | -V
      usage: sudo [-D level] [-g group] [-h host] [-p prompt] [-u user] [command]
      """;

  private final Userland userland;

  Sudo(Userland userland) {
    this.userland = userland;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    List<String> rest = arguments.subList(1, arguments.size());
    if (rest.isEmpty()) {
      task.printAndExit(Task.STDERR, USAGE, 1);
      return;
    }
    String name = rest.get(0);
    Program program = userland.command(name);
    if (name.startsWith("-")) {
      String error = Options.parse(List.of("sudo", name), "").error();
      task.printAndExit(Task.STDERR, error + "\n" + USAGE, 1);
    } else if (program == null) {
      task.printAndExit(Task.STDERR, "sudo: " + name + ": command not found\n", 1);
    } else {
      task.fork(
          name.substring(name.lastIndexOf('/') + 1),
          task.group(),
          task.files().copy(),
          program,
          rest,
          waitStatus -> task.then(() -> task.exit(Signals.exitStatus(waitStatus))));
    }
  }
}
