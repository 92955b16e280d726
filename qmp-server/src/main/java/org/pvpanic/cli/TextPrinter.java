package org.pvpanic.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;

/** Columns: elapsed time, who, what. On a terminal each kind has its colour. */
final class TextPrinter implements TimelinePrinter {

  /** Sequences that move a terminal's cursor or change its colours (ECMA-48), and control codes. */
  private static final Pattern CONTROLS =
      Pattern.compile("\\x1b\\[[0-?]*[ -/]*[@-~]|\\x1b[ -/]*[0-~]|[\\x00-\\x08\\x0a-\\x1f\\x7f]");

  private static final String RESET = "\u001b[0m";

  private final PrintWriter out;
  private final boolean colour;

  TextPrinter(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  @Override
  public void print(long ms, Entry entry) {
    String time = "%7d ms  ".formatted(ms);
    String what = "%-8s  %s".formatted(entry.kind(), CONTROLS.matcher(entry.text()).replaceAll(""));
    out.println(colour ? time + colourOf(entry.kind()) + what + RESET : time + what);
    out.flush();
  }

  /** Select graphic rendition: bold is 1, colours are 31 to 36. */
  private static String colourOf(Entry.Kind kind) {
    return switch (kind) {
      case DEMO -> "\u001b[36m";
      case CONSOLE -> "";
      case PORT -> "\u001b[1;31m";
      case EVENT -> "\u001b[1;33m";
      case HANDLING -> "\u001b[1;32m";
    };
  }
}
