package org.pvpanic.qom;

import java.util.Optional;

/**
 * A property of a type.
 *
 * @param name as in {@code -device TYPE,name=value}
 * @param type QEMU's name of its type, such as {@code uint16} or {@code child<memory-region>}
 * @param defaultValue a Long, Boolean, String or {@link org.pvpanic.json.UInt64}, where QEMU
 *     declares a default
 * @param description QEMU's one-line description, where it has one
 */
public record QomProperty(
    String name, String type, Optional<Object> defaultValue, Optional<String> description) {

  /** Whether a user can give it a value ({@code child<…>} is part of the device). */
  public boolean settable() {
    return !type.startsWith("child<");
  }
}
