package org.pvpanic.guest.user.command;

/** The order of version numbers, as {@code sort -V} and {@code ls -v} have it. */
final class Versions {

  private Versions() {}

  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while ((i < a.length() && !isDigit(a, i)) || (j < b.length() && !isDigit(b, j))) {
        int x = i < a.length() && !isDigit(a, i) ? rank(a.charAt(i)) : 0;
        int y = j < b.length() && !isDigit(b, j) ? rank(b.charAt(j)) : 0;
        if (x != y) {
          return Integer.compare(x, y);
        }
        i++;
        j++;
      }
      int firstEnd = digitsEnd(a, i);
      int secondEnd = digitsEnd(b, j);
      int byNumber = compareNumbers(a.substring(i, firstEnd), b.substring(j, secondEnd));
      if (byNumber != 0) {
        return byNumber;
      }
      i = firstEnd;
      j = secondEnd;
    }
    return a.compareTo(b);
  }

  private static int rank(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c == '~' ? -1 : letter ? c : c + 256;
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static int digitsEnd(String text, int from) {
    int end = Math.min(from, text.length());
    while (end < text.length() && isDigit(text, end)) {
      end++;
    }
    return end;
  }

  private static int compareNumbers(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }
}
