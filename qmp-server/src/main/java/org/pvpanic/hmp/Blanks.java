package org.pvpanic.hmp;

/** What C's isspace takes for blank. */
final class Blanks {

  private Blanks() {}

  static boolean isBlank(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
