package org.pvpanic.testkit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event, as virsh prints it.
 *
 * @param timestamp when libvirt's client heard of it
 * @param domain the domain's name
 * @param type {@code lifecycle}, {@code reboot} and so on, or the emulator's own name for it, as
 *     {@code GUEST_PANICKED}
 * @param detail what comes after the colon, as {@code Crashed Panicked} or the emulator's data in
 *     JSON; may be empty
 */
public record LibvirtEvent(String timestamp, String domain, String type, String detail) {
  private static final Pattern LINE =
      Pattern.compile("(\\S+ \\S+): event '?([^ ']+)'? for domain '([^']+)'(?:: (.*))?");

  /**
   * Reads a line of {@code virsh event} or {@code virsh qemu-monitor-event}; empty for any other
   * line.
   */
  static Optional<LibvirtEvent> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String detail = matcher.group(4);
    boolean none = detail == null || detail.equals("<null>");
    return Optional.of(
        new LibvirtEvent(matcher.group(1), matcher.group(3), matcher.group(2), none ? "" : detail));
  }

  /**
   * The type and, after a blank, the detail if there is one: {@code lifecycle Crashed Panicked}.
   */
  public String text() {
    return detail.isEmpty() ? type : type + " " + detail;
  }
}
