package org.pvpanic.options;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a user gave to something that is to be created: a device, an object, the
 * machine. They come as text ({@code ioport=0x505}) or as JSON ({@code "ioport":1285}), and QEMU
 * refuses wrong ones in different words. Errors carry the option's place.
 */
public sealed interface Properties permits TextProperties, JsonProperties {

  /** The option that they come from, or null. */
  @Nullable Option origin();

  /** The names that were given, in order. */
  Set<String> names();

  /** A string, or null when it was not given. */
  @Nullable String string(String name);

  /** A boolean. */
  boolean flag(String name, boolean otherwise);

  /**
   * An unsigned number.
   *
   * @param bits its width: 8, 16, 32 or 64
   */
  long unsigned(String name, int bits, long otherwise);

  /**
   * A signed number.
   *
   * @param bits its width: 32 or 64
   */
  long signed(String name, int bits, long otherwise);

  /** A size in bytes, an unsigned 64-bit number. */
  long size(String name, long otherwise);

  /** A string that must be there. */
  default String required(String name) {
    String value = string(name);
    if (value == null) {
      throw error("Parameter '" + name + "' is missing");
    }
    return value;
  }

  /** An error about a property that an object does not have. */
  QemuError unexpected(String name);

  /** An error about these properties. */
  default QemuError error(String message) {
    return new QemuError(message).at(origin());
  }
}
