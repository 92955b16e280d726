package org.pvpanic.emulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.KeyOrder;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.GlobalProperty;
import org.pvpanic.options.Properties;
import org.pvpanic.options.QemuError;
import org.pvpanic.pci.PciBus;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;

/**
 * The properties of a device to be made: what the user gave, else what {@code -global} says, else
 * the type's default.
 */
final class DeviceProperties {

  private static final Set<String> NOT_PROPERTIES = Set.of("driver", "id", "bus");
  private static final Set<String> READ_ONLY =
      Set.of("type", "parent_bus", "hotplugged", "hotpluggable", "legacy-addr", "guest-stats");

  /** {@code SLOT[.FUNCTION]} in hexadecimal. */
  private static final Pattern PCI_ADDRESS =
      Pattern.compile("(?:0x)?0*([01]?[0-9a-f])(?:\\.(?:0x)?([0-7]))?", Pattern.CASE_INSENSITIVE);

  private final QomType type;
  private final QomObject root;
  private final Map<String, Object> values = new HashMap<>();
  private final Set<String> given = new HashSet<>();

  private DeviceProperties(QomType type, QomObject root) {
    this.type = type;
    this.root = root;
  }

  /**
   * Reads and checks the properties of a device.
   *
   * @param globals defaults, of which later ones win
   * @param root where the objects are that properties name
   * @throws QemuError for the first one that the type does not have or that has a wrong value
   */
  static DeviceProperties of(
      Blueprint blueprint, QomType type, List<GlobalProperty> globals, QomObject root) {
    DeviceProperties made = new DeviceProperties(type, root);
    Properties properties = blueprint.properties();
    for (GlobalProperty global : globals) {
      if (type.isA(global.driver())) {
        made.apply(global, properties);
      }
    }
    List<String> names = new ArrayList<>(properties.names());
    names.removeAll(NOT_PROPERTIES);
    // Of several that are wrong, QEMU complains about the one that comes first in its hash table.
    names.sort(Comparator.comparingInt(KeyOrder::bucket));
    names.forEach(name -> made.read(properties, name));
    return made;
  }

  /**
   * The properties of a device that the board brings.
   *
   * @param globals what the user says of them, of which later ones win
   * @param root where the objects are that properties name
   * @throws QemuError for the first one that the type does not have or that has a wrong value
   */
  static DeviceProperties ofBoard(QomType type, List<GlobalProperty> globals, QomObject root) {
    DeviceProperties made = new DeviceProperties(type, root);
    for (GlobalProperty global : globals) {
      if (type.isA(global.driver())) {
        made.apply(global);
      }
    }
    return made;
  }

  private void apply(GlobalProperty global, Properties place) {
    try {
      apply(global);
    } catch (QemuError e) {
      throw place.error(e.message());
    }
  }

  private void apply(GlobalProperty global) {
    try {
      read(global.asProperties(), global.property());
    } catch (QemuError e) {
      throw new QemuError(
          "can't apply global %s.%s=%s: %s"
              .formatted(global.driver(), global.property(), global.value(), e.message()));
    }
  }

  /** Whether the user gave a value, here or with {@code -global}. */
  boolean isGiven(String name) {
    return given.contains(name);
  }

  /** A value: a Long, a Boolean or a String. */
  Object get(String name) {
    Object value = values.get(name);
    return value != null ? value : type.property(name).map(type::initialValue).orElse("");
  }

  /** The values that are not the type's own. */
  Map<String, Object> changed() {
    return values;
  }

  /** A number. */
  long number(String name) {
    return get(name) instanceof Long number ? number : 0;
  }

  /** A boolean. */
  boolean flag(String name) {
    return get(name).equals(true);
  }

  /** A string. */
  String text(String name) {
    return get(name).toString();
  }

  /** Replaces a value by one that the device chose itself. */
  void set(String name, Object value) {
    values.put(name, value);
  }

  private void read(Properties from, String name) {
    QomProperty property = type.property(name).orElse(null);
    if (READ_ONLY.contains(name) || (property != null && !property.settable())) {
      throw from.error("Property '%s.%s' is not writable".formatted(type.name(), name));
    }
    if (property == null) {
      throw from.error("Property '%s.%s' not found".formatted(type.name(), name));
    }
    values.put(name, value(from, property));
    given.add(name);
  }

  private Object value(Properties from, QomProperty property) {
    String name = property.name();
    if (name.equals("addr")) {
      return address(from);
    }
    return switch (property.type()) {
      case "uint8" -> from.unsigned(name, 8, 0);
      case "uint16" -> from.unsigned(name, 16, 0);
      case "uint32" -> from.unsigned(name, 32, 0);
      case "int32" -> from.signed(name, 32, 0);
      case "int" -> from.signed(name, 64, 0);
      case "size" -> from.size(name, 0);
      case "bool" -> from.flag(name, false);
      default -> word(from, property);
    };
  }

  private Object word(Properties from, QomProperty property) {
    String word = from.required(property.name());
    if (property.isLink()) {
      QomObject target = root.resolve(word);
      if (target == null) {
        throw from.error("Device '" + word + "' not found");
      }
      return target.path();
    }
    List<String> accepted = property.enumeration();
    if (!accepted.isEmpty() && !accepted.contains(word)) {
      throw from.error(
          "Parameter '%s' does not accept value '%s'".formatted(property.name(), word));
    }
    return word;
  }

  /** A place on a PCI bus: a number, or slot and function as text. */
  private long address(Properties from) {
    String text = textOrNull(from);
    if (text == null) {
      long number = from.signed("addr", 32, PciBus.ANY);
      if (number < PciBus.ANY || number > 255) {
        throw from.error("Parameter 'addr' expects a value between -1 and 255");
      }
      return number;
    }
    Matcher matcher = PCI_ADDRESS.matcher(text);
    if (!matcher.matches()) {
      throw from.error("Property '%s.addr' doesn't take value '%s'".formatted(type.name(), text));
    }
    String function = matcher.group(2);
    return Integer.parseInt(matcher.group(1), 16) * 8L
        + (function == null ? 0 : Integer.parseInt(function));
  }

  private static @Nullable String textOrNull(Properties from) {
    try {
      return from.string("addr");
    } catch (QemuError notText) {
      return null;
    }
  }
}
