package org.pvpanic.emulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.Properties;
import org.pvpanic.options.QemuError;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;

/**
 * The properties of a device to be made: what the user gave, else what {@code -global} says, else
 * the type's default.
 */
final class DeviceProperties {

  private static final Set<String> NOT_PROPERTIES = Set.of("driver", "id", "bus");

  /** {@code SLOT[.FUNCTION]} in hexadecimal. */
  private static final Pattern PCI_ADDRESS =
      Pattern.compile("(0x)?(0?[0-9a-f]|1[0-9a-f])(\\.(0x)?[0-7])?", Pattern.CASE_INSENSITIVE);

  private final QomType type;
  private final Properties given;
  private final Map<String, String> globals;
  private final Map<String, Object> values = new HashMap<>();

  private DeviceProperties(QomType type, Properties given, Map<String, String> globals) {
    this.type = type;
    this.given = given;
    this.globals = globals;
  }

  /**
   * Reads and checks the properties of a device.
   *
   * @param globals defaults by {@code TYPE.PROPERTY}
   * @throws QemuError for the first one that the type does not have or that has a wrong value
   */
  static DeviceProperties of(Blueprint blueprint, QomType type, Map<String, String> globals) {
    DeviceProperties made = new DeviceProperties(type, blueprint.properties(), globals);
    for (String name : made.given.names()) {
      if (!NOT_PROPERTIES.contains(name)) {
        made.check(name);
      }
    }
    for (QomProperty property : type.properties()) {
      if (property.settable()) {
        made.values.put(property.name(), made.read(property));
      }
    }
    return made;
  }

  /** Whether the user gave a value, here or with {@code -global}. */
  boolean isGiven(String name) {
    return given.names().contains(name) || globals.containsKey(type.name() + "." + name);
  }

  /** A value: a Long, a Boolean or a String. */
  Object get(String name) {
    return values.getOrDefault(name, "");
  }

  /** A number. */
  long number(String name) {
    return get(name) instanceof Long number ? number : 0;
  }

  /** A string. */
  String text(String name) {
    return get(name).toString();
  }

  /** Replaces a value by one that the device chose itself. */
  void set(String name, Object value) {
    values.put(name, value);
  }

  private void check(String name) {
    if (type.property(name).filter(QomProperty::settable).isEmpty()) {
      throw given.error("Property '%s.%s' not found".formatted(type.name(), name));
    }
    String address = name.equals("addr") ? given.string(name) : null;
    if (address != null && !PCI_ADDRESS.matcher(address).matches()) {
      throw given.error(
          "Property '%s.addr' doesn't take value '%s'".formatted(type.name(), address));
    }
  }

  private Object read(QomProperty property) {
    String name = property.name();
    if (name.equals("addr")) {
      return Optional.ofNullable(given.string(name)).orElse("-1");
    }
    String global = globals.get(type.name() + "." + name);
    Object otherwise = property.defaultValue().orElse("");
    return switch (property.type()) {
      case "uint8" -> given.unsigned(name, 8, number(global, otherwise));
      case "uint16" -> given.unsigned(name, 16, number(global, otherwise));
      case "uint32" -> given.unsigned(name, 32, number(global, otherwise));
      case "int32" -> given.signed(name, 32, number(global, otherwise));
      case "int" -> given.signed(name, 64, number(global, otherwise));
      case "size" -> given.size(name, number(global, otherwise));
      case "bool" -> given.flag(name, global != null ? isOn(global) : otherwise.equals(true));
      default ->
          Optional.ofNullable(given.string(name))
              .orElse(global != null ? global : otherwise.toString());
    };
  }

  private static boolean isOn(String text) {
    return text.equals("on") || text.equals("yes") || text.equals("true") || text.equals("y");
  }

  private static long number(@Nullable String global, Object otherwise) {
    if (global != null) {
      return Long.decode(global);
    }
    return otherwise instanceof Number number ? number.longValue() : 0;
  }
}
