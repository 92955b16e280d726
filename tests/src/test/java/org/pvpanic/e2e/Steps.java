package org.pvpanic.e2e;

import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** Steps that lines of text go through in order, with any lines between them. */
final class Steps {
  private Steps() {}

  /** The patterns that were not found in order: the first that was not, and all after it. */
  static List<String> missing(List<String> patterns, List<String> lines) {
    Iterator<String> rest = lines.iterator();
    for (int i = 0; i < patterns.size(); i++) {
      Pattern pattern = Pattern.compile(patterns.get(i));
      boolean found = false;
      while (!found && rest.hasNext()) {
        found = pattern.matcher(rest.next()).find();
      }
      if (!found) {
        return patterns.subList(i, patterns.size());
      }
    }
    return List.of();
  }
}
