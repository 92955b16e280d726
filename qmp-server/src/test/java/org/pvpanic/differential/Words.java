package org.pvpanic.differential;

import java.util.List;

/** Makes texts: such as a member takes, and others. */
final class Words {

  private static final List<String> ODD =
      List.of(
          "",
          "a",
          "nonsense",
          "null",
          "b c",
          "'",
          "\"\\/\b\f\n\r\t",
          "\u0000",
          "\u007f",
          "é",
          "€",
          "\ud83d\ude00",
          "\uffff".replace('\uffff', '\ufffc'),
          "%s%n",
          "execute",
          "a.b",
          "on");

  private static final List<String> PATHS =
      List.of(
          "/machine",
          "machine",
          "/machine/peripheral",
          "/machine/peripheral/pv0",
          "peripheral/pv0",
          "pv0",
          "/machine/peripheral-anon",
          "/machine/peripheral-anon/device[0]",
          "/chardevs",
          "/objects",
          "/",
          "",
          "nope",
          "/nope");

  private static final List<String> PROPERTIES = List.of("type", "ioport", "events", "nope", "");

  private static final List<String> PROTOCOLS =
      List.of(
          "file:$DIR/dump",
          "file:$DIR/other",
          "file:/nonexistent/x",
          "file:",
          "fd:nope",
          "fd:",
          "nope:x",
          "file",
          "");

  private final Dice dice;
  private final HumanLines human;

  Words(Dice dice, Vocabulary vocabulary) {
    this.dice = dice;
    this.human = new HumanLines(dice, vocabulary);
  }

  /** Where a dump goes to. */
  String protocol() {
    return dice.oneOf(PROTOCOLS);
  }

  /** Any text. */
  String text() {
    return dice.oneOf(ODD);
  }

  /** A text that makes sense as the value of a member of that name, most of the time. */
  String forMember(String name) {
    return switch (name) {
      case "command-line" -> human.line();
      case "path" -> dice.oneOf(PATHS);
      case "property" -> dice.oneOf(PROPERTIES);
      case "filename" -> dice.oneOf("$DIR/saved", "/nonexistent/x", "");
      case "protocol" -> protocol();
      default -> text();
    };
  }
}
