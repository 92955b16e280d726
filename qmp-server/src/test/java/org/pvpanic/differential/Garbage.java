package org.pvpanic.differential;

import java.util.List;

/** Makes bytes that are not, or not quite, JSON. A character stands for a byte. */
final class Garbage {

  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "{}",
          "[]",
          "\"a\"",
          "'b'",
          "\"execute\":",
          "'id':",
          "0",
          "-0",
          "1",
          "-1",
          "1.5",
          "1e5",
          "1E+5",
          "1e",
          "-",
          ".",
          "01",
          "0x1",
          "1.",
          "+1",
          "0e1",
          "true",
          "false",
          "null",
          "nope",
          "TRUE",
          "NaN",
          "\"",
          "'",
          "\\",
          "\"\\u0041\"",
          "\"\\u0000\"",
          "\"\\ud83d\\ude00\"",
          "\"\\ud83d\"",
          "\"\\ude00\"",
          "\"\\ufffe\"",
          "\"\\q\"",
          "\"\\u12\"",
          "\"\\'\"",
          "'\\\"'",
          "\"\u00c3\u00a9\"",
          "\"\u00c0\u0080\"",
          "\"\u00c0\u00af\"",
          "\"\u00ed\u00a0\u0080\"",
          "\"\u00ef\u00bf\u00bf\"",
          "\"\u00f4\u008f\u00bf\u00bd\"",
          "\"\u00f4\u0090\u0080\u0080\"",
          "\"\u00f8\u0088\u0080" + "\u0080\u0080\"",
          "\"\u0080\"",
          "\"\u00e2\u0082\"",
          "\u00c3\u00a9",
          "\u00ef\u00bb" + "\u00bf",
          "\u00ff",
          "\u00fe",
          "\u0000",
          "\u0001",
          "\u001f",
          "\u007f",
          "\t",
          "\n",
          "\r\n",
          " ",
          "/",
          "//",
          "#",
          "%",
          "%d",
          "\"%s\"",
          "@",
          "18446744073709551615",
          "18446744073709551616",
          "-9223372036854775809",
          "1e400",
          "{'execute': 'query-status'}",
          "{'execute': 'stop', 'id': ",
          "[{'a': 1}, ");

  private final Dice dice;

  Garbage(Dice dice) {
    this.dice = dice;
  }

  /** A few tokens in no order. */
  Payload.Raw tokens() {
    StringBuilder text = new StringBuilder();
    for (int i = dice.below(12); i >= 0; i--) {
      text.append(dice.oneOf(TOKENS));
    }
    return new Payload.Raw(text.toString());
  }

  /** A request after an accident. */
  Payload.Raw damaged(Payload request) {
    StringBuilder text = new StringBuilder(request.text());
    for (int i = dice.below(3); i >= 0; i--) {
      damage(text);
    }
    return new Payload.Raw(text.toString());
  }

  private void damage(StringBuilder text) {
    int at = dice.below(text.length() + 1);
    int end = Math.min(at + 1 + dice.below(5), text.length());
    switch (dice.below(6)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.setLength(at);
      case 2 -> text.insert(at, text.substring(at, end));
      case 3 -> text.replace(at, Math.min(at + 1, text.length()), dice.oneOf(TOKENS));
      default -> text.insert(at, dice.oneOf(TOKENS));
    }
  }

  /** The beginning of a message. */
  Payload.Raw unfinished(Payload request) {
    return new Payload.Raw(
        request.text().substring(0, 1 + dice.below(request.text().length() - 1)));
  }
}
