package org.pvpanic.guest.user.command;

import java.util.Comparator;
import java.util.Locale;

/** The order of texts in the locale of a call: that of bytes, or that of en_US in glibc. */
final class Collation {

  private Collation() {}

  static Comparator<String> of(Call call) {
    String locale = "";
    for (String name : new String[] {"LANG", "LC_COLLATE", "LC_ALL"}) {
      String value = call.task().environment().getOrDefault(name, "");
      locale = value.isEmpty() ? locale : value;
    }
    boolean bytes =
        call.isBusybox()
            || locale.isEmpty()
            || locale.equals("POSIX")
            || locale.equals("C")
            || locale.startsWith("C.");
    if (bytes) {
      return Comparator.naturalOrder();
    }
    boolean ignoresPunctuation = call.dialect() == Dialect.CENTOS_7;
    return (a, b) -> compare(a, b, ignoresPunctuation);
  }

  /** Letters first, then case (small ones first), then all the rest. */
  private static int compare(String a, String b, boolean ignoresPunctuation) {
    int order = key(a, ignoresPunctuation).compareTo(key(b, ignoresPunctuation));
    for (int i = 0; order == 0 && i < Math.min(a.length(), b.length()); i++) {
      order = -Character.compare(a.charAt(i), b.charAt(i));
    }
    return order != 0 ? order : a.compareTo(b);
  }

  /** Punctuation before digits before letters, as it is in ASCII but for what lies behind Z. */
  private static String key(String text, boolean ignoresPunctuation) {
    StringBuilder key = new StringBuilder(text.length());
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (Glob.inClass("alnum", c) || c >= 0x80) {
        key.append(c);
      } else if (!ignoresPunctuation) {
        key.append(c >= ':' ? (char) (c - ':' + 1) : c < '0' ? (char) (c / 2) : c);
      }
    }
    return key.toString();
  }
}
