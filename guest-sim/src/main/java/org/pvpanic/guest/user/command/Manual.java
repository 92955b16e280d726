package org.pvpanic.guest.user.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Help texts of administration programs. They are data: {@code admin-help.txt} has, for each, a
 * line with {@code @} and a name, then the text.
 */
final class Manual {

  private Manual() {}

  /** The text of that name. */
  static String of(String name) {
    String texts = texts();
    String mark = "\n@" + name + "\n";
    int at = texts.indexOf(mark);
    if (at < 0) {
      throw new IllegalStateException("no help called " + name);
    }
    int from = at + mark.length();
    int to = texts.indexOf("\n@", from);
    return texts.substring(from, to + 1);
  }

  private static String texts() {
    try (InputStream in = Manual.class.getResourceAsStream("admin-help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
