package org.pvpanic.options;

import java.util.UUID;
import java.util.regex.Pattern;

/** The machine's UUID ({@code -uuid}). */
final class Uuids {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private Uuids() {}

  /** Reads the one form that QEMU takes; Java's own reader takes shorter ones too. */
  static UUID parse(Option option) {
    if (!UUID_FORM.matcher(option.argument()).matches()) {
      throw new QemuError("failed to parse UUID string: wrong format").at(option);
    }
    return UUID.fromString(option.argument());
  }
}
