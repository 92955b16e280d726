package org.pvpanic.guest.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What systemctl's verbs for single units do, and what they say of it (systemctl(1)). */
final class UnitVerbs {

  private final Userland userland;
  private final Services services;
  private final SystemctlWords words;
  private final SystemctlOptions options;
  private final Replies replies;
  private final boolean old;

  UnitVerbs(Userland userland, SystemctlWords words, SystemctlOptions options, Replies replies) {
    this.userland = userland;
    this.services = userland.services();
    this.words = words;
    this.options = options;
    this.replies = replies;
    this.old = services.isOld();
  }

  /** Whether what an {@code is-} verb asks is so. */
  static boolean holds(String verb, @Nullable Unit unit) {
    return unit != null
        && (verb.equals("is-active")
            ? unit.isActive()
            : !List.of("disabled", "masked").contains(unit.setting()));
  }

  /** Does it to a unit that there is; returns the exit status. */
  int known(String verb, Unit unit) {
    if (!verb.startsWith("is-") && !verb.equals("cat") && replies.task().uid() != 0) {
      replies.err(words.notPermitted(verb, unit.name()));
      return 1;
    }
    PowerAction action = PowerAction.ofTarget(unit.name());
    return switch (verb) {
      case "start" -> action == null ? start(verb, unit) : power(action);
      case "stop" -> {
        unit.stop();
        yield 0;
      }
      case "restart", "reload-or-restart" -> {
        unit.stop();
        yield start(verb, unit);
      }
      case "try-restart" -> {
        if (!unit.isActive()) {
          yield 0;
        }
        unit.stop();
        yield start(verb, unit);
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
      case "enable", "reenable" -> enable(unit);
      case "disable" -> disable(unit);
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
        tell(unit.state().word());
        yield unit.isActive() ? 0 : 3;
      }
      case "is-failed" -> {
        tell(unit.state().word());
        yield unit.state() == Unit.State.FAILED ? 0 : 1;
      }
      case "is-enabled" -> {
        tell(unit.setting());
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

  private void tell(String word) {
    if (!options.has("quiet")) {
      replies.out(word + "\n");
    }
  }

  private int start(String verb, Unit unit) {
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

  private int enable(Unit unit) {
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
    return options.has("now") ? start("start", unit) : 0;
  }

  private int disable(Unit unit) {
    if (unit.setting().equals("enabled")) {
      replies.err(words.disabled(unit));
      unit.setEnabled(false);
    }
    if (options.has("now")) {
      unit.stop();
    }
    return 0;
  }

  /** The same for a unit that nobody knows. */
  int unknown(String verb, String unit) {
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
