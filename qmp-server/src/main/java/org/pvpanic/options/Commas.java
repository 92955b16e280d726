package org.pvpanic.options;

/** How a value ends in QEMU's comma-separated options: at a comma that is not doubled. */
final class Commas {

  private Commas() {}

  /** Where the value that begins at {@code from} ends: at its comma, or at the end of the text. */
  static int valueEnd(String text, int from) {
    int at = from;
    while (at < text.length()) {
      if (text.charAt(at) != ',') {
        at++;
      } else if (text.startsWith(",,", at)) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  /** The value between two places, its doubled commas made single. */
  static String value(String text, int from, int to) {
    return text.substring(from, to).replace(",,", ",");
  }
}
