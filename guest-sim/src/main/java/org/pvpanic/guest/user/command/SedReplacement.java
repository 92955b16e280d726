package org.pvpanic.guest.user.command;

import java.util.Locale;
import java.util.regex.Matcher;

/**
 * Fills in the right side of sed's {@code s}: {@code &}, references to groups, and GNU's switches
 * of case, of which {@code \\u} and {@code \\l} are for one character and {@code \\U} and {@code
 * \\L} hold until {@code \\E} (sed(1), The "s" Command).
 */
final class SedReplacement {

  private static final char NONE = ' ';

  private final StringBuilder out = new StringBuilder();
  private char nextCase = NONE;
  private char allCase = NONE;

  private SedReplacement() {}

  /** The text that takes the place of a match. */
  static String fill(String text, Matcher match) {
    SedReplacement filled = new SedReplacement();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&') {
        filled.add(match.group());
      } else if (c == '\\' && i + 1 < text.length()) {
        filled.escaped(text.charAt(++i), match);
      } else {
        filled.add(Character.toString(c));
      }
    }
    return filled.out.toString();
  }

  private void escaped(char c, Matcher match) {
    switch (c) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        int group = c - '0';
        String found = group <= match.groupCount() ? match.group(group) : null;
        add(found == null ? "" : found);
      }
      case 'U', 'L' -> allCase = c;
      case 'u', 'l' -> nextCase = c;
      case 'E' -> allCase = NONE;
      default -> add(Character.toString(Escapes.simple(c)));
    }
  }

  private void add(String piece) {
    String text = inCase(piece, allCase);
    if (nextCase != NONE && !text.isEmpty()) {
      text = inCase(text.substring(0, 1), Character.toUpperCase(nextCase)) + text.substring(1);
      nextCase = NONE;
    }
    out.append(text);
  }

  private static String inCase(String text, char which) {
    return switch (which) {
      case 'U' -> text.toUpperCase(Locale.ROOT);
      case 'L' -> text.toLowerCase(Locale.ROOT);
      default -> text;
    };
  }
}
