package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that a program knows, as getopt_long(3) is told them.
 *
 * @param letters letters; one colon behind a letter: it takes a value, two: it may have one; a
 *     {@code +} in front: options end at the first operand
 * @param names long names, each {@code name=letter}; the letter's value is its value, too
 */
record OptionSpec(String letters, List<String> names) {

  /** An option that only has a long name is known by a letter from here on. */
  static final char FIRST_UNNAMED = '\u0100';

  /**
   * A specification.
   *
   * @param letters as of getopt(3)
   * @param names {@code name=letter}, separated by blanks
   */
  static OptionSpec of(String letters, String names) {
    return new OptionSpec(letters, names.isEmpty() ? List.of() : List.of(names.split(" ")));
  }

  static OptionSpec of(String letters) {
    return new OptionSpec(letters, List.of());
  }

  /** The same, with a value for an option that only has a long name. */
  OptionSpec with(char unnamed) {
    return new OptionSpec(letters + unnamed + ":", names);
  }

  boolean endsAtOperand() {
    return letters.startsWith("+");
  }

  /** Whether it is a letter of the command line. */
  boolean knows(char letter) {
    return letter != ':' && letter != '+' && letter < FIRST_UNNAMED && letters.indexOf(letter) >= 0;
  }

  boolean takesValue(char letter) {
    int at = letters.indexOf(letter);
    return at >= 0 && letters.startsWith(":", at + 1);
  }

  boolean mayLackValue(char letter) {
    int at = letters.indexOf(letter);
    return at >= 0 && letters.startsWith("::", at + 1);
  }

  /** The names that begin with what was typed; only the one that is it when there is one. */
  List<String> candidates(String typed) {
    List<String> found = new ArrayList<>(2);
    for (String entry : names) {
      String name = name(entry);
      if (name.equals(typed)) {
        return List.of(entry);
      }
      if (name.startsWith(typed)) {
        found.add(entry);
      }
    }
    return found;
  }

  static String name(String entry) {
    return entry.substring(0, entry.length() - 2);
  }

  static char letter(String entry) {
    return entry.charAt(entry.length() - 1);
  }

  /** The same letter for all: they mean one thing. */
  static @Nullable Character common(List<String> entries) {
    for (String entry : entries) {
      if (letter(entry) != letter(entries.get(0))) {
        return null;
      }
    }
    return letter(entries.get(0));
  }
}
