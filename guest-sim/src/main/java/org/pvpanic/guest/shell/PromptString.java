package org.pvpanic.guest.shell;

import java.util.function.UnaryOperator;

/** Expands the backslash escapes of PS1 and PS2 (bash(1), PROMPTING). */
final class PromptString {

  private final UnaryOperator<String> facts;

  /**
   * Expands with what {@code facts} tells by letter.
   *
   * @param facts the value of an escape: {@code u}, {@code h}, {@code H}, {@code w}, {@code W},
   *     {@code $}, {@code t}, {@code T}, {@code @}, {@code A}, {@code d}, {@code s}, {@code v},
   *     {@code V}, {@code !}, {@code #}, {@code j}, {@code l}
   */
  PromptString(UnaryOperator<String> facts) {
    this.facts = facts;
  }

  String expand(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 'a' -> out.append('\007');
        case 'e' -> out.append('\033');
        case '\\' -> out.append('\\');
        case '[' -> out.append('\001');
        case ']' -> out.append('\002');
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int end = i;
          int value = 0;
          while (end < text.length()
              && end < i + 3
              && text.charAt(end) >= '0'
              && text.charAt(end) <= '7') {
            value = value * 8 + text.charAt(end++) - '0';
          }
          out.append((char) (value & 0xff));
          i = end - 1;
        }
        case 'u',
            'h',
            'H',
            'w',
            'W',
            '$',
            't',
            'T',
            '@',
            'A',
            'd',
            's',
            'v',
            'V',
            '!',
            '#',
            'j',
            'l' ->
            out.append(facts.apply(String.valueOf(escaped)));
        default -> out.append('\\').append(escaped);
      }
    }
    return out.toString();
  }
}
