package org.pvpanic.guest.user;

import java.util.List;
import java.util.Set;
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
    UnitVerbs verbs = new UnitVerbs(userland, words, options, replies);
    int status = 0;
    for (String name : names) {
      String full = Services.fullName(name);
      Unit unit = services.find(name);
      int result = unit == null ? verbs.unknown(verb, full) : verbs.known(verb, unit);
      status = result == 0 ? status : result;
    }
    if (verb.startsWith("is-") && !verb.equals("is-failed")) {
      boolean any = names.stream().anyMatch(name -> UnitVerbs.holds(verb, services.find(name)));
      status = any ? 0 : status;
    }
    replies.exit(status);
  }
}
