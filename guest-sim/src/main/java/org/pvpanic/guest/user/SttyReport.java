package org.pvpanic.guest.user;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Termios;

/** What stty(1) shows of a terminal: words in lines of 80 columns, a line for each kind of mode. */
final class SttyReport {

  private static final int WIDTH = 80;

  private final Stty.Kind kind;
  private final StringBuilder out = new StringBuilder();
  private int column;
  private String beforeSize = "";

  private SttyReport(Stty.Kind kind) {
    this.kind = kind;
  }

  /** Shows all modes, or those alone that differ from the sane ones. */
  static SttyReport of(Stty.Kind kind, Termios modes, boolean all) {
    SttyReport report = new SttyReport(kind);
    report.show(modes, all);
    return report;
  }

  /** What stands before the size of a terminal that has none, as BusyBox stumbles over it. */
  String beforeSize() {
    return beforeSize;
  }

  /** The rest, which is all of it when the size is known. */
  String text() {
    return out.toString();
  }

  private void show(Termios modes, boolean all) {
    word("speed " + modes.ospeed + " baud;");
    if (all && kind == Stty.Kind.BUSYBOX && modes.rows == 0 && modes.columns == 0) {
      beforeSize = out.toString();
      out.setLength(0);
    } else if (all) {
      word("rows " + modes.rows + ";");
      word("columns " + modes.columns + ";");
    }
    word("line = " + modes.line + ";");
    newline();
    Termios sane = all ? null : SttySettings.sane(modes.copy());
    characters(modes, sane);
    for (SttyMode.Group group : SttyMode.Group.values()) {
      modes(group, modes, sane);
    }
  }

  private void word(String text) {
    if (column > 0) {
      if (column + 1 + text.length() > WIDTH) {
        newline();
      } else {
        out.append(' ');
        column++;
      }
    }
    out.append(text);
    column += text.length();
  }

  private void newline() {
    if (column > 0) {
      out.append('\n');
      column = 0;
    }
  }

  private void characters(Termios modes, @Nullable Termios sane) {
    for (SttyCharacter character : SttyCharacter.ALL) {
      int index = character.index();
      if (sane == null || modes.cc[index] != sane.cc[index]) {
        word(character.shown(kind) + " = " + visible(modes.cc[index] & 0xff) + ";");
      }
    }
    boolean raw = (modes.lflag & Termios.ICANON) == 0;
    if (sane == null || raw) {
      word("min = " + (modes.cc[Termios.VMIN] & 0xff) + ";");
      word("time = " + (modes.cc[Termios.VTIME] & 0xff) + ";");
    }
    newline();
  }

  private void modes(SttyMode.Group group, Termios modes, @Nullable Termios sane) {
    for (SttyMode mode : SttyMode.ALL) {
      if (mode.group() != group
          || (kind == Stty.Kind.COREUTILS_8
              && group == SttyMode.Group.LOCAL
              && (mode.name().equals("flusho") || mode.name().equals("extproc")))) {
        continue;
      }
      boolean on = mode.isSet(modes);
      if (sane != null && (mode.sane() == 0 || on == mode.isSet(sane))) {
        continue;
      }
      if (on) {
        word(mode.name());
      } else if (!mode.isChoice()) {
        word("-" + mode.name());
      }
    }
    newline();
  }

  private String visible(int c) {
    if (c == Termios.DISABLED) {
      return "<undef>";
    }
    if (kind == Stty.Kind.BUSYBOX && (c == '\n' || c == '\t')) {
      return String.valueOf((char) c);
    }
    if (c >= 0x80) {
      return "M-" + visible(c & 0x7f);
    }
    return c < ' ' || c == 0x7f ? "^" + (char) (c ^ 0x40) : String.valueOf((char) c);
  }
}
