package org.pvpanic.guest.user.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What busybox prints when an applet is used wrongly. The texts are data: {@code busybox-help.txt}
 * has, for each applet, a line with {@code @} and its name, then the text.
 */
final class BusyboxHelp {

  static final String HEAD =
      "BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n\n";

  private BusyboxHelp() {}

  /** The head line and the applet's usage. */
  static String of(String applet) {
    String texts = texts();
    String mark = "\n@" + applet + "\n";
    int at = texts.indexOf(mark);
    if (at < 0) {
      return HEAD + "Usage: " + applet + "\n";
    }
    int from = at + mark.length();
    int to = texts.indexOf("\n@", from);
    return HEAD + texts.substring(from, to + 1);
  }

  private static String texts() {
    try (InputStream in = BusyboxHelp.class.getResourceAsStream("busybox-help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
