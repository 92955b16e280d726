package org.pvpanic.guest.user.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The time servers of the world that a guest believes in: the pools of the distributions. */
final class NtpServers {

  /** Their addresses, out of those that are for documentation (RFC 5737). */
  static final String[] ADDRESSES = {"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"};

  /** What Debian's systemd-timesyncd asks. */
  static final String[] DEBIAN = {
    "0.debian.pool.ntp.org",
    "1.debian.pool.ntp.org",
    "2.debian.pool.ntp.org",
    "3.debian.pool.ntp.org"
  };

  private NtpServers() {}

  /** The address of a server, or null when the name is not known. */
  static @Nullable String address(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String address : ADDRESSES) {
      if (lower.equals(address)) {
        return address;
      }
    }
    if (!lower.equals("pool.ntp.org") && !lower.endsWith(".pool.ntp.org")) {
      return null;
    }
    char first = lower.charAt(0);
    return lower.charAt(1) == '.' && first >= '0' && first <= '3'
        ? ADDRESSES[first - '0']
        : ADDRESSES[0];
  }

  /** Whether it is an address, known or not. */
  static boolean isAddress(String text) {
    return text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }
}
