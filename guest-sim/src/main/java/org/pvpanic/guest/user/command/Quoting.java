package org.pvpanic.guest.user.command;

import java.util.Map;

/** How the GNU programs quote a name in a message (gnulib's quotearg). */
final class Quoting {

  private static final String LEFT = Bytes.of("\u2018");
  private static final String RIGHT = Bytes.of("\u2019");

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:@_]";

  private Quoting() {}

  /** {@code quote()}: curved quotes where the locale has them. */
  static String quote(Call call, String text) {
    return isUtf8(call) ? LEFT + escape(text) + RIGHT : "'" + escape(text) + "'";
  }

  /** {@code quoteaf()} of coreutils 8.25 and later: always quoted, for the shell. */
  static String file(Call call, String name) {
    return switch (call.dialect()) {
      case CENTOS_7 -> quote(call, name);
      case DEBIAN_12 -> shell(name);
      case BUSYBOX -> "'" + name + "'";
    };
  }

  /**
   * {@code quotef()} of coreutils 8.25 and later: quoted only where a shell would need it, or where
   * a colon could be taken for the one that ends the name.
   */
  static String bareFile(Call call, String name) {
    boolean quotes = needsQuotes(name) || name.indexOf(':') >= 0;
    return call.dialect() == Dialect.DEBIAN_12 && quotes ? shell(name) : name;
  }

  /** Whether a shell would read the name as something else. */
  static boolean needsQuotes(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          switch (c) {
            case '~', '#' -> i > 0;
            case '{', '}' -> name.length() > 1;
            default -> PLAIN.indexOf(c) >= 0 || c >= 0x80;
          };
      if (!plain) {
        return true;
      }
    }
    return name.isEmpty();
  }

  private static String shell(String name) {
    return "'" + name.replace("'", "'\\''") + "'";
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** Whether the locale of the task's environment is one of UTF-8. */
  private static boolean isUtf8(Call call) {
    Map<String, String> environment = call.task().environment();
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value.endsWith("UTF-8") || value.endsWith("utf8");
      }
    }
    return false;
  }
}
