package org.pvpanic.guest.user;

/** What {@code systemctl status} prints of a unit. */
final class UnitStatus {

  private final Services services;
  private final boolean old;
  private final int margin;

  UnitStatus(Services services) {
    this.services = services;
    this.old = services.isOld();
    this.margin = old ? 9 : 11;
  }

  String of(Unit unit) {
    StringBuilder out = new StringBuilder();
    String dot = old || unit.isActive() ? "●" : unit.state() == Unit.State.FAILED ? "×" : "○";
    out.append(dot).append(' ').append(unit.name()).append(" - ");
    out.append(unit.spec().description()).append('\n');
    line(out, "Loaded: " + loaded(unit));
    line(out, "Active: " + active(unit));
    for (String line : unit.processes(old)) {
      line(out, line);
    }
    if (!unit.journal().isEmpty()) {
      out.append('\n');
      for (String line : unit.journal()) {
        out.append(line).append('\n');
      }
    }
    return out.toString();
  }

  private String loaded(Unit unit) {
    if (unit.isMasked()) {
      return old
          ? "masked (/dev/null; bad)"
          : "masked (Reason: Unit " + unit.name() + " is masked.)";
    }
    String folder = old ? "/usr/lib/systemd/system/" : "/lib/systemd/system/";
    String file = unit.name();
    int at = file.indexOf('@');
    if (at >= 0) {
      file = file.substring(0, at + 1) + ".service";
    }
    String preset = unit.setting().equals("static") ? "" : old ? "; vendor preset: " : "; preset: ";
    return "loaded ("
        + folder
        + file
        + "; "
        + unit.setting()
        + preset
        + (preset.isEmpty() ? "" : unit.spec().setting())
        + ")";
  }

  private String active(Unit unit) {
    WallClock clock = services.clock();
    String when =
        unit.since() == 0
            ? ""
            : " since " + clock.full(unit.since()) + "; " + clock.ago(unit.since());
    return switch (unit.state()) {
      case ACTIVE -> "active" + (unit.spec().isService() ? " (" + unit.sub() + ")" : "") + when;
      case FAILED -> "failed (Result: exit-code)" + when;
      case INACTIVE -> "inactive (dead)" + when;
    };
  }

  /** The colons stand below each other; a line without one is a leaf of the tree above. */
  private void line(StringBuilder out, String line) {
    int colon = line.indexOf(": ");
    boolean leaf = line.startsWith("└─");
    int blanks = leaf ? margin + 2 : margin - colon;
    out.append(" ".repeat(Math.max(0, blanks))).append(line).append('\n');
  }
}
