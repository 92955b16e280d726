package org.pvpanic.guest.user;

import java.util.List;
import java.util.Set;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;

/** systemctl of systemd 219, for the services that this guest has. */
final class Systemctl implements Program {

  private static final Set<String> VERBS =
      Set.of("start", "stop", "restart", "enable", "disable", "status", "is-active", "is-enabled");
  private static final String WANTS =
      "/etc/systemd/system/multi-user.target.wants/" + KdumpService.NAME;

  private final KdumpService kdump;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();

  Systemctl(KdumpService kdump) {
    this.kdump = kdump;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    Options options = Options.parse(arguments, "");
    if (options.isBad()) {
      task.printAndExit(Task.STDERR, options.error() + "\n", 1);
      return;
    }
    List<String> words = options.operands();
    String verb = words.isEmpty() ? "list-units" : words.get(0);
    int status = 0;
    if (!VERBS.contains(verb)) {
      err.append("Unknown operation '").append(verb).append("'.\n");
      status = 1;
    } else if (words.size() == 1) {
      err.append("Too few arguments.\n");
      status = 1;
    }
    for (int i = 1; i < words.size() && VERBS.contains(verb); i++) {
      String unit = words.get(i).indexOf('.') < 0 ? words.get(i) + ".service" : words.get(i);
      int result = unit.equals(KdumpService.NAME) ? perform(verb) : unknownUnit(verb, unit);
      status = result == 0 ? status : result;
    }
    int last = status;
    task.print(
        Task.STDOUT, out.toString(), () -> task.printAndExit(Task.STDERR, err.toString(), last));
  }

  private int perform(String verb) {
    return switch (verb) {
      case "start" -> start();
      case "stop" -> {
        kdump.stop();
        yield 0;
      }
      case "restart" -> {
        kdump.stop();
        yield start();
      }
      case "enable" -> {
        if (!kdump.isEnabled()) {
          err.append("Created symlink from ").append(WANTS);
          err.append(" to /usr/lib/systemd/system/").append(KdumpService.NAME).append(".\n");
        }
        kdump.setEnabled(true);
        yield 0;
      }
      case "disable" -> {
        if (kdump.isEnabled()) {
          err.append("Removed symlink ").append(WANTS).append(".\n");
        }
        kdump.setEnabled(false);
        yield 0;
      }
      case "status" -> {
        out.append(kdump.status());
        yield kdump.state() == KdumpService.State.ACTIVE ? 0 : 3;
      }
      case "is-active" -> {
        out.append(kdump.state().word()).append('\n');
        yield kdump.state() == KdumpService.State.ACTIVE ? 0 : 3;
      }
      default -> {
        out.append(kdump.isEnabled() ? "enabled\n" : "disabled\n");
        yield kdump.isEnabled() ? 0 : 1;
      }
    };
  }

  private int start() {
    if (kdump.start()) {
      return 0;
    }
    err.append("Job for ").append(KdumpService.NAME);
    err.append(
        " failed because the control process exited with error code. See \"systemctl status ");
    err.append(KdumpService.NAME).append("\" and \"journalctl -xe\" for details.\n");
    return 1;
  }

  private int unknownUnit(String verb, String unit) {
    switch (verb) {
      case "start", "restart" ->
          err.append("Failed to ")
              .append(verb)
              .append(' ')
              .append(unit)
              .append(": Unit not found.\n");
      case "stop" ->
          err.append("Failed to stop ")
              .append(unit)
              .append(": Unit ")
              .append(unit)
              .append(" not loaded.\n");
      case "status" -> err.append("Unit ").append(unit).append(" could not be found.\n");
      case "is-active" -> out.append("unknown\n");
      case "is-enabled" ->
          err.append("Failed to get unit file state for ")
              .append(unit)
              .append(": No such file or directory\n");
      default -> err.append("Failed to execute operation: No such file or directory\n");
    }
    return switch (verb) {
      case "start", "restart", "stop" -> 5;
      case "status" -> 4;
      case "is-active" -> 3;
      default -> 1;
    };
  }
}
