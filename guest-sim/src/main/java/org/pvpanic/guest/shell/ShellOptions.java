package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** The options of a shell that are on. */
final class ShellOptions {

  /** The order in which bash shows them. */
  private static final String BASH_LETTERS = "abefhkmnptuvxBCEHPT";

  private final Dialect dialect;
  private final EnumSet<Option> on;

  ShellOptions(Dialect dialect) {
    this.dialect = dialect;
    this.on =
        dialect.isBash()
            ? EnumSet.of(Option.BRACES, Option.HASH_ALL, Option.INTERACTIVE_COMMENTS)
            : EnumSet.noneOf(Option.class);
  }

  ShellOptions(ShellOptions other) {
    this.dialect = other.dialect;
    this.on = EnumSet.copyOf(other.on);
  }

  boolean isOn(Option option) {
    return on.contains(option);
  }

  void set(Option option, boolean value) {
    if (value) {
      on.add(option);
    } else {
      on.remove(option);
    }
  }

  /** The options that the shell has, in the order that it lists them. */
  List<Option> known() {
    List<Option> known = new ArrayList<>();
    for (Option option : Option.values()) {
      if (option.isKnown(dialect)) {
        known.add(option);
      }
    }
    if (dialect.isBash()) {
      known.sort(Comparator.comparing(Option::word));
    }
    return known;
  }

  /** The letters that are on, of {@code $-}. */
  String letters() {
    StringBuilder letters = new StringBuilder();
    if (dialect.isBash()) {
      for (int i = 0; i < BASH_LETTERS.length(); i++) {
        char letter = BASH_LETTERS.charAt(i);
        Option option = Option.ofLetter(letter, dialect);
        if (option != null && isOn(option)) {
          letters.append(letter);
        }
      }
      return letters.toString();
    }
    for (Option option : Option.values()) {
      if (option.letter() != '\0' && isOn(option)) {
        letters.append(option.letter());
      }
    }
    return letters.toString();
  }
}
