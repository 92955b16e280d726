package org.pvpanic.guest.user.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The longer help texts, which are files: they are read when somebody asks for them. */
final class TimeHelp {

  private TimeHelp() {}

  /** The text of {@code name.txt}. */
  static String of(String name) {
    try (InputStream in = TimeHelp.class.getResourceAsStream(name + ".txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
