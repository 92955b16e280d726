package org.pvpanic.hmp;

import java.util.List;
import java.util.TreeSet;

/**
 * What could stand where the cursor is.
 *
 * @param candidates whole words, sorted
 * @param typed how many characters of them are there already
 */
public record Completion(List<String> candidates, int typed) {

  /** Nothing could. */
  public static final Completion NONE = new Completion(List.of(), 0);

  private static final int SCREEN_WIDTH = 80;
  private static final int LEAST_WIDTH = 10;
  private static final int GAP = 2;

  /** The words among {@code words} that begin with {@code prefix}. */
  public static Completion of(Iterable<String> words, String prefix) {
    TreeSet<String> matching = new TreeSet<>();
    words.forEach(
        word -> {
          if (word.startsWith(prefix)) {
            matching.add(word);
          }
        });
    return new Completion(List.copyOf(matching), prefix.length());
  }

  boolean isEmpty() {
    return candidates.isEmpty();
  }

  boolean isUnique() {
    return candidates.size() == 1;
  }

  /**
   * What can be typed in the user's place: a whole word and a blank, or what all have in common.
   */
  String rest() {
    String first = candidates.get(0);
    if (isUnique()) {
      return first.substring(typed) + (first.endsWith("/") ? "" : " ");
    }
    int common = first.length();
    for (String other : candidates) {
      while (!other.startsWith(first.substring(0, common))) {
        common--;
      }
    }
    return first.substring(typed, common);
  }

  /** The candidates in columns; lines end in CR LF. */
  String table() {
    int longest = candidates.stream().mapToInt(String::length).max().orElse(0);
    int width = Math.min(Math.max(longest + GAP, LEAST_WIDTH), SCREEN_WIDTH);
    int columns = SCREEN_WIDTH / width;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < candidates.size(); i++) {
      String word = candidates.get(i);
      text.append(word).append(" ".repeat(Math.max(0, width - word.length())));
      if ((i + 1) % columns == 0 || i + 1 == candidates.size()) {
        text.append("\r\n");
      }
    }
    return text.toString();
  }
}
