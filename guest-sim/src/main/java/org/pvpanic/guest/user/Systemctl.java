package org.pvpanic.guest.user;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.user.command.HelpText;

/** systemctl: asks pid 1 about units, and to change them. */
final class Systemctl implements Program {

  private static final Set<String> NEED_UNITS =
      Set.of(
          "start",
          "stop",
          "restart",
          "try-restart",
          "reload",
          "reload-or-restart",
          "enable",
          "disable",
          "reenable",
          "mask",
          "unmask",
          "is-active",
          "is-failed",
          "is-enabled",
          "isolate",
          "cat");

  private static final Set<String> WITHOUT_UNITS =
      Set.of(
          "status",
          "show",
          "list-units",
          "list-unit-files",
          "daemon-reload",
          "daemon-reexec",
          "reset-failed",
          "get-default",
          "is-system-running",
          "default",
          "rescue",
          "emergency",
          "halt",
          "poweroff",
          "reboot",
          "kexec");

  private final Userland userland;
  private final Services services;
  private final SystemctlWords words;
  private final boolean old;

  Systemctl(Userland userland) {
    this.userland = userland;
    this.services = userland.services();
    this.old = services.isOld();
    this.words = new SystemctlWords(old);
  }

  @Override
  public void main(Task task, List<String> arguments) {
    Replies replies = new Replies(task);
    SystemctlOptions options = SystemctlOptions.parse(arguments, old);
    String error = options.error();
    if (error != null) {
      replies.err(error + "\n");
      replies.exit(1);
      return;
    }
    if (options.has("help") || options.has("version")) {
      replies.out(
          options.has("help")
              ? HelpText.of("systemctl")
              : old ? "systemd 219\n" : "systemd 252 (252.39-1~deb12u2)\n");
      replies.exit(0);
      return;
    }
    String verb = options.words().isEmpty() ? "list-units" : options.words().get(0);
    List<String> units =
        options.words().isEmpty() ? List.of() : options.words().subList(1, options.words().size());
    if (!NEED_UNITS.contains(verb) && !WITHOUT_UNITS.contains(verb)) {
      replies.err(words.unknownVerb(verb));
      replies.exit(1);
    } else if (NEED_UNITS.contains(verb) && units.isEmpty()) {
      replies.err("Too few arguments.\n");
      replies.exit(1);
    } else {
      perform(replies, options, verb, units);
    }
  }

  private void perform(Replies replies, SystemctlOptions options, String verb, List<String> units) {
    PowerAction action = PowerAction.ofVerb(verb);
    if (action != null) {
      new PowerRequest(userland, replies).perform(action, options.count("force"));
      return;
    }
    switch (verb) {
      case "list-units" -> {
        replies.out(new UnitList(services, options).units());
        replies.exit(0);
      }
      case "list-unit-files" -> {
        replies.out(new UnitList(services, options).files());
        replies.exit(0);
      }
      case "daemon-reload", "daemon-reexec", "reset-failed" -> {
        services.resetFailed(verb.equals("reset-failed"));
        replies.exit(0);
      }
      case "get-default" -> {
        replies.out(old ? "multi-user.target\n" : "graphical.target\n");
        replies.exit(0);
      }
      case "is-system-running" -> {
        boolean degraded = services.all().stream().anyMatch(u -> u.state() == Unit.State.FAILED);
        replies.out(degraded ? "degraded\n" : "running\n");
        replies.exit(degraded ? 1 : 0);
      }
      case "default", "rescue", "emergency" -> isolate(replies, verb + ".target");
      case "isolate" -> isolate(replies, units.get(0));
      case "status" -> status(replies, units);
      default -> eachUnit(replies, options, verb, units);
    }
  }

  private void isolate(Replies replies, String target) {
    PowerAction action = PowerAction.ofTarget(target);
    if (action != null) {
      new PowerRequest(userland, replies).perform(action, 0);
    } else if (services.find(target) == null && !target.equals("default.target")) {
      replies.err(words.notFound("isolate", Services.fullName(target)));
      replies.exit(5);
    } else {
      replies.exit(0);
    }
  }

  private void status(Replies replies, List<String> names) {
    UnitStatus form = new UnitStatus(services);
    int status = 0;
    if (names.isEmpty()) {
      replies.out(
          "● "
              + services.host()
              + "\n    State: running\n     Jobs: 0 queued\n   Failed: 0 units\n");
    }
    boolean first = true;
    for (String name : names) {
      Unit unit = services.find(name);
      if (unit == null) {
        replies.err("Unit " + Services.fullName(name) + " could not be found.\n");
        status = 4;
      } else {
        replies.out((first ? "" : "\n") + form.of(unit));
        first = false;
        status = unit.isActive() || status == 4 ? status : 3;
      }
    }
    replies.exit(status);
  }

  private void eachUnit(
      Replies replies, SystemctlOptions options, String verb, List<String> names) {
    int status = 0;
    for (String name : names) {
      String full = Services.fullName(name);
      Unit unit = services.find(name);
      int result =
          unit == null ? unknown(replies, verb, full) : known(replies, options, verb, unit);
      status = result == 0 ? status : result;
    }
    if (verb.startsWith("is-") && !verb.equals("is-failed")) {
      boolean any = names.stream().anyMatch(name -> holds(verb, services.find(name)));
      status = any ? 0 : status;
    }
    replies.exit(status);
  }

  private static boolean holds(String verb, @Nullable Unit unit) {
    return unit != null
        && (verb.equals("is-active")
            ? unit.isActive()
            : !List.of("disabled", "masked").contains(unit.setting()));
  }

  private int known(Replies replies, SystemctlOptions options, String verb, Unit unit) {
    boolean quiet = options.has("quiet");
    if (!verb.startsWith("is-") && !verb.equals("cat") && replies.task().uid() != 0) {
      replies.err(words.notPermitted(verb, unit.name()));
      return 1;
    }
    PowerAction action = PowerAction.ofTarget(unit.name());
    return switch (verb) {
      case "start" -> action == null ? start(replies, verb, unit) : power(action);
      case "stop" -> {
        unit.stop();
        yield 0;
      }
      case "restart", "reload-or-restart" -> {
        unit.stop();
        yield start(replies, verb, unit);
      }
      case "try-restart" -> {
        if (!unit.isActive()) {
          yield 0;
        }
        unit.stop();
        yield start(replies, verb, unit);
      }
      case "reload" -> {
        replies.err(
            "Failed to reload "
                + unit.name()
                + ": Job type reload is not applicable for unit "
                + unit.name()
                + ".\n");
        yield 1;
      }
      case "enable", "reenable" -> enable(replies, options, unit);
      case "disable" -> disable(replies, options, unit);
      case "mask" -> {
        if (!unit.isMasked()) {
          replies.err(words.maskedNow(unit.name()));
        }
        unit.setMasked(true);
        yield 0;
      }
      case "unmask" -> {
        if (unit.isMasked()) {
          replies.err(words.unmasked(unit.name()));
        }
        unit.setMasked(false);
        yield 0;
      }
      case "is-active" -> {
        tell(replies, quiet, unit.state().word());
        yield unit.isActive() ? 0 : 3;
      }
      case "is-failed" -> {
        tell(replies, quiet, unit.state().word());
        yield unit.state() == Unit.State.FAILED ? 0 : 1;
      }
      case "is-enabled" -> {
        tell(replies, quiet, unit.setting());
        yield holds("is-enabled", unit) ? 0 : 1;
      }
      default -> {
        replies.out(new UnitList(services, options).file(unit));
        yield 0;
      }
    };
  }

  private int power(PowerAction action) {
    userland.shutDown(action);
    return 0;
  }

  private static void tell(Replies replies, boolean quiet, String word) {
    if (!quiet) {
      replies.out(word + "\n");
    }
  }

  private int start(Replies replies, String verb, Unit unit) {
    if (unit.isMasked()) {
      replies.err(words.masked(verb, unit.name()));
      return 1;
    }
    if (!unit.start()) {
      replies.err(words.jobFailed(unit.name()));
      return 1;
    }
    return 0;
  }

  private int enable(Replies replies, SystemctlOptions options, Unit unit) {
    if (unit.setting().equals("static")) {
      replies.err(words.noInstall());
      return 0;
    }
    if (unit.isMasked()) {
      replies.err(
          old
              ? "Failed to execute operation: Access denied\n"
              : "Failed to enable unit: Unit file /etc/systemd/system/"
                  + unit.name()
                  + " is masked.\n");
      return 1;
    }
    if (!unit.setting().equals("enabled")) {
      replies.err(words.enabled(unit));
    }
    unit.setEnabled(true);
    return options.has("now") ? start(replies, "start", unit) : 0;
  }

  private int disable(Replies replies, SystemctlOptions options, Unit unit) {
    if (unit.setting().equals("enabled")) {
      replies.err(words.disabled(unit));
      unit.setEnabled(false);
    }
    if (options.has("now")) {
      unit.stop();
    }
    return 0;
  }

  private int unknown(Replies replies, String verb, String unit) {
    switch (verb) {
      case "is-active" -> {
        replies.out(old ? "unknown\n" : "inactive\n");
        return 3;
      }
      case "is-failed" -> {
        replies.out(old ? "unknown\n" : "inactive\n");
        return 1;
      }
      case "is-enabled" -> {
        replies.err(words.noState(unit));
        return 1;
      }
      case "mask" -> {
        if (!old) {
          replies.err("Unit " + unit + " does not exist, proceeding anyway.\n");
        }
        replies.err(words.maskedNow(unit));
        return 0;
      }
      case "enable", "disable", "reenable" -> {
        replies.err(words.noFile(verb, unit));
        return 1;
      }
      case "unmask" -> {
        replies.err(words.noFile(verb, unit));
        return old ? 1 : 0;
      }
      case "cat" -> {
        replies.err("No files found for " + unit + ".\n");
        return 1;
      }
      default -> {
        replies.err(words.notFound(verb, unit));
        return 5;
      }
    }
  }
}
