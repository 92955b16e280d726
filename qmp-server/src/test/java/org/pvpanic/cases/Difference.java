package org.pvpanic.cases;

import java.util.List;

/** Where two lists of lines part. */
final class Difference {

  private Difference() {}

  /** The first line that is not equal, on both sides, or "" when all are. */
  static String first(List<String> wanted, List<String> got) {
    int at = 0;
    while (at < wanted.size() && at < got.size() && wanted.get(at).equals(got.get(at))) {
      at++;
    }
    return at == wanted.size() && at == got.size()
        ? ""
        : "line %d of %d: real '%s', ours '%s'"
            .formatted(at + 1, wanted.size(), lineAt(wanted, at), lineAt(got, at));
  }

  private static String lineAt(List<String> lines, int at) {
    return at < lines.size() ? lines.get(at) : "(the end)";
  }
}
