package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;

/** The tables of systemctl. */
final class UnitList {

  private static final String LEGEND =
      """

      LOAD   = Reflects whether the unit definition was properly loaded.
      ACTIVE = The high-level unit activation state, i.e. generalization of SUB.
      SUB    = The low-level unit activation state, values depend on unit type.
      """;

  private final Services services;
  private final SystemctlOptions options;
  private final boolean old;

  UnitList(Services services, SystemctlOptions options) {
    this.services = services;
    this.options = options;
    this.old = services.isOld();
  }

  private boolean isWanted(Unit unit) {
    String type = options.value("type");
    if (type != null && !unit.name().endsWith("." + type)) {
      return false;
    }
    String state = options.has("failed") ? "failed" : options.value("state");
    if (state != null) {
      return List.of(state.split(",")).contains(unit.state().word())
          || List.of(state.split(",")).contains(unit.sub())
          || List.of(state.split(",")).contains(unit.setting());
    }
    return true;
  }

  /** list-units. */
  String units() {
    List<Unit> shown = new ArrayList<>();
    boolean all = options.has("all") || options.has("failed") || options.value("state") != null;
    int width = 4;
    for (Unit unit : services.all()) {
      if (isWanted(unit) && (all || unit.state() != Unit.State.INACTIVE)) {
        shown.add(unit);
        width = Math.max(width, unit.name().length());
      }
    }
    boolean legend = !options.has("no-legend");
    StringBuilder out = new StringBuilder();
    String margin = old ? "" : "  ";
    if (legend) {
      out.append(margin)
          .append(padded("UNIT", width))
          .append(" LOAD   ACTIVE   SUB     DESCRIPTION\n");
    }
    for (Unit unit : shown) {
      boolean failed = unit.state() == Unit.State.FAILED;
      out.append(failed ? "● " : old ? anyFailed(shown) ? "  " : "" : "  ");
      out.append(padded(unit.name(), width)).append(' ');
      out.append(unit.isMasked() ? "masked " : "loaded ");
      out.append(padded(unit.state().word(), 8)).append(' ');
      out.append(padded(unit.sub(), 7)).append(' ');
      out.append(unit.spec().description()).append('\n');
    }
    if (legend) {
      out.append(LEGEND);
      out.append(old ? "\n" : "");
      out.append(shown.size()).append(" loaded units listed.");
      out.append(
          options.has("all") ? "\n" : " Pass --all to see loaded but inactive units, too.\n");
      out.append("To show all installed unit files use 'systemctl list-unit-files'.\n");
    }
    return out.toString();
  }

  private static boolean anyFailed(List<Unit> units) {
    return units.stream().anyMatch(unit -> unit.state() == Unit.State.FAILED);
  }

  /** list-unit-files. */
  String files() {
    int width = 9;
    List<Unit> shown = new ArrayList<>();
    for (Unit unit : services.all()) {
      if (isWanted(unit)) {
        shown.add(unit);
        width = Math.max(width, unit.name().length());
      }
    }
    StringBuilder out = new StringBuilder();
    boolean legend = !options.has("no-legend");
    if (legend) {
      out.append(padded("UNIT FILE", width)).append(old ? " STATE   \n" : " STATE    PRESET\n");
    }
    for (Unit unit : shown) {
      String preset = unit.setting().equals("static") ? "-" : unit.spec().setting();
      out.append(padded(unit.name(), width)).append(' ').append(padded(unit.setting(), 8));
      out.append(old ? "" : " " + preset).append('\n');
    }
    if (legend) {
      out.append('\n').append(shown.size()).append(" unit files listed.\n");
    }
    return out.toString();
  }

  /** The file of a unit. */
  String file(Unit unit) {
    UnitSpec spec = unit.spec();
    StringBuilder out = new StringBuilder();
    out.append("# ").append(old ? "/usr/lib" : "/lib").append("/systemd/system/");
    out.append(unit.name()).append("\n[Unit]\nDescription=").append(spec.description());
    out.append('\n');
    if (unit instanceof KdumpService kdump) {
      out.append("After=network.target network-online.target remote-fs.target\n\n[Service]\n");
      out.append("Type=oneshot\nExecStart=").append(kdump.flavour().start());
      out.append("\nExecStop=").append(kdump.flavour().stop());
      out.append("\nRemainAfterExit=yes\n");
    } else if (spec.isService()) {
      out.append("\n[Service]\n");
      out.append(
          spec.process().isEmpty() ? "Type=oneshot\n" : "ExecStart=" + spec.commandLine() + "\n");
    }
    if (!spec.setting().equals("static")) {
      out.append("\n[Install]\nWantedBy=").append(spec.wantedBy()).append('\n');
    }
    return out.toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
