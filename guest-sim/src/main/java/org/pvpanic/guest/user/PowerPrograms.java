package org.pvpanic.guest.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.user.command.HelpText;

/** halt, poweroff, reboot, shutdown, init and telinit: other names of systemctl. */
final class PowerPrograms {

  private static final long NS = 1_000_000_000L;
  private static final long MINUTE = 60;
  private static final long DAY = 24 * 60 * MINUTE;

  private final Userland userland;
  private final Replies replies;
  private final List<String> arguments;
  private final String name;

  PowerPrograms(Userland userland, Task task, List<String> arguments) {
    this.userland = userland;
    this.replies = new Replies(task);
    this.arguments = arguments;
    String path = arguments.get(0);
    this.name = path.substring(path.lastIndexOf('/') + 1);
  }

  /** halt, poweroff, reboot. */
  void halt() {
    PowerAction action = PowerAction.ofVerb(name);
    int force = 0;
    boolean only = false;
    for (String argument : arguments.subList(1, arguments.size())) {
      switch (argument) {
        case "--help" -> {
          replies.out(HelpText.of("reboot").replace("reboot [", name + " ["));
          replies.exit(0);
          return;
        }
        case "--halt" -> action = PowerAction.HALT;
        case "-p", "--poweroff" -> action = PowerAction.POWER_OFF;
        case "--reboot" -> action = PowerAction.REBOOT;
        case "-f", "--force" -> force = 2;
        case "-ff" -> force = 2;
        case "-w", "--wtmp-only" -> only = true;
        case "-d", "--no-wtmp", "--no-wall", "-n", "--no-sync" -> {
          // there is no such record here, nobody else to tell, and nothing to write back
        }
        default -> {
          if (argument.startsWith("-")) {
            complain(argument);
            return;
          }
        }
      }
    }
    if (only || action == null) {
      replies.exit(0);
    } else {
      new PowerRequest(userland, replies).perform(action, force);
    }
  }

  private void complain(String argument) {
    replies.err(
        name
            + (argument.startsWith("--")
                ? ": unrecognized option '" + argument + "'\n"
                : ": invalid option -- '" + argument.charAt(1) + "'\n"));
    replies.exit(1);
  }

  /** shutdown: now, or in a while. */
  void shutdown() {
    PowerAction action = PowerAction.POWER_OFF;
    boolean cancel = false;
    boolean onlyTell = false;
    String time = null;
    for (String argument : arguments.subList(1, arguments.size())) {
      switch (argument) {
        case "--help" -> {
          replies.out(HelpText.of("shutdown"));
          replies.exit(0);
          return;
        }
        case "-H", "--halt" -> action = PowerAction.HALT;
        case "-h" -> action = action == PowerAction.HALT ? action : PowerAction.POWER_OFF;
        case "-P", "--poweroff" -> action = PowerAction.POWER_OFF;
        case "-r", "--reboot" -> action = PowerAction.REBOOT;
        case "-c" -> cancel = true;
        case "-k" -> onlyTell = true;
        case "--no-wall", "-t", "-f", "-F", "-a" -> {
          // nobody else to tell; the others are for compatibility
        }
        default -> {
          if (argument.startsWith("-")) {
            complain(argument);
            return;
          }
          time = time == null ? argument : time;
        }
      }
    }
    if (cancel) {
      userland.schedule(null);
      replies.exit(0);
    } else if (replies.task().uid() != 0) {
      new PowerRequest(userland, replies).perform(action, 0);
    } else {
      at(action, time, onlyTell);
    }
  }

  private void at(PowerAction action, @Nullable String time, boolean onlyTell) {
    long now = userland.clock().seconds();
    long due = time == null ? now + MINUTE : due(time, now);
    if (due < 0) {
      replies.err("Failed to parse time specification: " + time + "\n");
      replies.exit(1);
    } else if (onlyTell) {
      replies.exit(0);
    } else if (due == now) {
      new PowerRequest(userland, replies).perform(action, 0);
    } else {
      schedule(action, due, due - now);
    }
  }

  /** {@code now}, {@code +minutes} or {@code hh:mm}; negative when it is none of them. */
  private static long due(String time, long now) {
    if (time.equals("now")) {
      return now;
    }
    String digits = time.startsWith("+") ? time.substring(1) : time;
    int colon = time.indexOf(':');
    try {
      if (colon < 0) {
        long minutes = Long.parseLong(digits);
        return minutes < 0 || minutes > 10_000_000 ? -1 : now + minutes * MINUTE;
      }
      long hour = Long.parseLong(time.substring(0, colon));
      long minute = Long.parseLong(time.substring(colon + 1));
      if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return -1;
      }
      long due = now / DAY * DAY + (hour * 60 + minute) * MINUTE;
      return due > now ? due : due + DAY;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void schedule(PowerAction action, long due, long wait) {
    ScheduledShutdown shutdown = new ScheduledShutdown(action, due);
    userland.schedule(shutdown);
    userland
        .kernel()
        .timer(
            wait * NS,
            () -> {
              if (shutdown.equals(userland.scheduled())) {
                userland.shutDown(action);
              }
            });
    String what =
        userland.services().isOld()
            ? "Shutdown"
            : action == PowerAction.REBOOT ? "Reboot" : "Shutdown";
    replies.err(
        what + " scheduled for " + userland.clock().full(due) + ", use 'shutdown -c' to cancel.\n");
    replies.exit(0);
  }

  /** init and telinit: the run levels of old. */
  void init() {
    List<String> operands = arguments.subList(1, arguments.size());
    if (operands.isEmpty()) {
      replies.err(name + ": required argument missing.\n");
      replies.exit(1);
      return;
    }
    String level = operands.get(0);
    if (level.startsWith("-")) {
      complain(level);
      return;
    }
    switch (level) {
      case "0" -> new PowerRequest(userland, replies).perform(PowerAction.POWER_OFF, 0);
      case "6" -> new PowerRequest(userland, replies).perform(PowerAction.REBOOT, 0);
      case "1", "s", "S", "2", "3", "4", "5", "q", "Q", "u", "U" -> replies.exit(0);
      default -> {
        replies.err("Invalid argument " + level + ".\n");
        replies.exit(1);
      }
    }
  }
}
