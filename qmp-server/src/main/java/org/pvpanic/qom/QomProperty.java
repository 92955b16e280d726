package org.pvpanic.qom;

import java.util.List;
import java.util.Optional;

/**
 * A property of a type.
 *
 * @param name as in {@code -device TYPE,name=value}
 * @param type QEMU's name of its type, such as {@code uint16} or {@code child<memory-region>}
 * @param access what writing to it does
 * @param alias the property of the same object that it stands for
 * @param defaultValue a Long, Boolean, String or {@link org.pvpanic.json.UInt64}, where QEMU
 *     declares a default
 * @param description QEMU's one-line description, where it has one
 */
public record QomProperty(
    String name,
    String type,
    Access access,
    Optional<String> alias,
    Optional<Object> defaultValue,
    Optional<String> description) {

  private static final String CHILD = "child<";

  /** What writing to a property does. */
  public enum Access {
    /** It is refused. */
    READ_ONLY,
    /** It is refused once the device is realized. */
    FROZEN,
    /** The value is kept. */
    WRITABLE
  }

  /** Whether a user can give it a value ({@code child<…>} is part of the device). */
  public boolean settable() {
    return !type.startsWith(CHILD);
  }

  /** The type of the object that is part of the device; only where {@link #settable} is false. */
  public String childType() {
    return type.substring(CHILD.length(), type.length() - 1);
  }

  /** What it is until somebody sets it: its default, else nothing of its type. */
  public Object initialValue() {
    return defaultValue.orElseGet(
        () -> {
          if (type.startsWith("int") || type.startsWith("uint") || type.equals("size")) {
            return 0L;
          }
          return switch (type) {
            case "bool" -> false;
            case "strList" -> List.of();
            default -> "";
          };
        });
  }

  /** Whether it names another object. */
  public boolean isLink() {
    return type.startsWith("link<");
  }

  /** The values of an enumeration, which its description lists; empty for other types. */
  public List<String> enumeration() {
    boolean named = Character.isUpperCase(type.charAt(0));
    String values = type.equals("OnOffAuto") ? "on/off/auto" : description.orElse("");
    values = values.substring(values.lastIndexOf(' ') + 1);
    return named && values.contains("/") ? List.of(values.split("/")) : List.of();
  }
}
