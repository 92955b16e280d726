package org.pvpanic.differential;

import java.util.List;

/** Makes command lines of the human monitor. */
final class HumanLines {

  /** pvpanic's port, those beside it, and one that no board has. */
  private static final List<String> PORTS =
      List.of("0x505", "1285", "0x504", "0x506", "0x503", "0x10505", "(0x500+5)", "0x5f0|0x505");

  private static final List<String> FORMATS =
      List.of("", "/b", "/h", "/w", "/x", "/d", "/2xb", "/g", "/l", "/", "/bw", "/i");

  private static final List<String> NUMBERS =
      List.of("0", "1", "2", "3", "4", "0x100", "0x101", "0x0201", "-1", "0x1000000000", "2*3");

  private static final List<String> GARBAGE =
      List.of(
          "foo",
          "FOO",
          "/",
          "/b",
          "'",
          "'A'",
          "\"",
          "(",
          ")",
          "$x",
          "zzz",
          "#",
          "é",
          "\\",
          "-",
          "--1",
          "~",
          "1 2",
          "%",
          "0x",
          "99999999999999999999",
          "\u0001");

  private final Dice dice;
  private final List<String> names;
  private final List<String> infos;

  HumanLines(Dice dice, Vocabulary vocabulary) {
    this.dice = dice;
    this.names = List.copyOf(vocabulary.human());
    this.infos = List.copyOf(vocabulary.info());
  }

  String line() {
    String line =
        switch (dice.below(8)) {
          case 0, 1 -> "o" + dice.oneOf(FORMATS) + " " + dice.oneOf(PORTS) + " " + number();
          case 2 -> "i" + dice.oneOf(FORMATS) + " " + dice.oneOf(PORTS);
          case 3 -> "info " + dice.oneOf(infos);
          case 4 -> "help " + (dice.percent(30) ? "info " + dice.oneOf(infos) : name());
          case 5 -> dice.oneOf(GARBAGE);
          default -> name();
        };
    return dice.percent(80) ? line : spoilt(line);
  }

  private String number() {
    return dice.oneOf(NUMBERS);
  }

  /** A command's name; one that ends the machine is rare. */
  private String name() {
    String name = dice.oneOf(names);
    return !name.startsWith("q") || dice.percent(10) ? name : "stop";
  }

  private String spoilt(String line) {
    return switch (dice.below(4)) {
      case 0 -> " \t" + line;
      case 1 -> line.replace(" ", "   ") + "  ";
      default -> line + " " + dice.oneOf(GARBAGE);
    };
  }
}
