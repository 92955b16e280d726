package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words as history expansion does: operators are words, quotes hold. */
final class HistoryWords {

  private static final String OPERATORS = "<>;&|()";

  private HistoryWords() {}

  static List<String> split(String line) {
    List<String> words = new ArrayList<>(4);
    int at = 0;
    while (true) {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      if (at >= line.length()) {
        return words;
      }
      int end = endOfWord(line, at);
      words.add(line.substring(at, end));
      at = end;
    }
  }

  private static int endOfWord(String line, int start) {
    char first = line.charAt(start);
    if (OPERATORS.indexOf(first) >= 0) {
      int end = start + 1;
      char next = end < line.length() ? line.charAt(end) : 0;
      boolean doubled = next == first && "<>;&|".indexOf(first) >= 0;
      boolean paired =
          (next == '&' && (first == '<' || first == '>')) || (first == '&' && next == '>');
      return doubled || paired ? end + 1 : end;
    }
    int at = start;
    char quote = 0;
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\\' && quote != '\'') {
        at++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else if (Character.isWhitespace(c) || OPERATORS.indexOf(c) >= 0) {
        break;
      }
    }
    return Math.min(at, line.length());
  }
}
