package org.pvpanic.guest.user;

import org.jspecify.annotations.Nullable;

/** How a system ends. */
enum PowerAction {
  HALT("halt", "halt.target", "Halting.", "Halting system."),
  POWER_OFF("poweroff", "poweroff.target", "Powering off.", "Powering off."),
  REBOOT("reboot", "reboot.target", "Rebooting.", "Rebooting."),
  KEXEC("kexec", "kexec.target", "Rebooting with kexec.", "Rebooting with kexec.");

  private final String verb;
  private final String target;
  private final String told;
  private final String last;

  PowerAction(String verb, String target, String told, String last) {
    this.verb = verb;
    this.target = target;
    this.told = told;
    this.last = last;
  }

  static @Nullable PowerAction ofVerb(String verb) {
    for (PowerAction action : values()) {
      if (action.verb.equals(verb)) {
        return action;
      }
    }
    return null;
  }

  static @Nullable PowerAction ofTarget(String target) {
    for (PowerAction action : values()) {
      if (action.target.equals(target)) {
        return action;
      }
    }
    return switch (target) {
      case "runlevel0.target" -> POWER_OFF;
      case "runlevel6.target" -> REBOOT;
      default -> null;
    };
  }

  String verb() {
    return verb;
  }

  /** The service that does it, as systemd 252 names it. */
  String unit() {
    return "systemd-" + verb + ".service - System " + title();
  }

  /** The target, as systemd 252 names it. */
  String targetTitle() {
    return target + " - System " + title();
  }

  private String title() {
    return switch (this) {
      case HALT -> "Halt";
      case POWER_OFF -> "Power Off";
      case REBOOT -> "Reboot";
      case KEXEC -> "Reboot via kexec";
    };
  }

  /** What a program says that does it at once. */
  String told() {
    return told;
  }

  /** What systemd-shutdown says last. */
  String last() {
    return last;
  }
}
