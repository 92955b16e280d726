package org.pvpanic.guest.shell;

import org.pvpanic.guest.shell.Word.DoubleQuoted;
import org.pvpanic.guest.shell.Word.Literal;
import org.pvpanic.guest.shell.Word.Part;
import org.pvpanic.guest.shell.Word.Quoted;

/** Quoting, taken off and put on. */
final class Quotes {

  private Quotes() {}

  /** The text of a word without its quotes; expansions stay as they were typed. */
  static String removed(Word word) {
    StringBuilder out = new StringBuilder();
    for (Part part : word.parts()) {
      if (!append(part, out)) {
        return word.typed();
      }
    }
    return out.toString();
  }

  private static boolean append(Part part, StringBuilder out) {
    if (part instanceof Literal literal) {
      out.append(literal.text());
    } else if (part instanceof Quoted quoted) {
      out.append(quoted.text());
    } else if (part instanceof DoubleQuoted quoted) {
      for (Part inner : quoted.parts()) {
        if (!append(inner, out)) {
          return false;
        }
      }
    } else {
      return false;
    }
    return true;
  }

  /** A text in single quotes, for the shell to read again. */
  static String single(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** As ash shows values: a quote within is put in double quotes. */
  static String ash(String text) {
    return "'" + text.replace("'", "'\"'\"'") + "'";
  }
}
