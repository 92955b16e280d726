package org.pvpanic.guest.shell;

import java.util.List;

/** Says how a word can go on. */
interface Completer {

  /**
   * What a word could be.
   *
   * @param start where the word begins in the line
   * @param common what all candidates begin with, quoted as it is to be typed
   * @param shown the candidates as they are listed, sorted
   * @param suffix what follows when there is a single candidate
   */
  record Completion(int start, String common, List<String> shown, String suffix) {}

  /**
   * Looks for what could stand at a place.
   *
   * @param line what was typed
   * @param point where in it the cursor is
   */
  Completion complete(String line, int point);
}
