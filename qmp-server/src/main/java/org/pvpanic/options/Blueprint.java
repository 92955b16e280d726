package org.pvpanic.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user wants made: a {@code -device}, an {@code -object} or a {@code -netdev}.
 *
 * @param origin the option, or null if a monitor asked
 * @param type what it is to be (the driver, the QOM type, the type of network)
 * @param id its name, or null
 * @param properties the rest
 */
public record Blueprint(
    @Nullable Option origin, String type, @Nullable String id, Properties properties) {

  /** The name of the debug console that has an option of its own, and of its back end. */
  public static final String DEBUG_CONSOLE = "debugcon";

  /** From the comma form. Ids have been checked. */
  static Blueprint ofText(Option origin, KeyValues values) {
    OptionGroup group = values.group();
    for (String key : required(group)) {
      if ((key.equals("id") ? values.id() : values.get(key)) == null) {
        throw values.error("Parameter '" + key + "' is missing");
      }
    }
    String typeKey = typeKey(group);
    TextProperties.Style style =
        group == OptionGroup.OBJECT ? TextProperties.Style.OBJECT : TextProperties.Style.DEVICE;
    return new Blueprint(
        origin,
        String.valueOf(values.get(typeKey)),
        values.id(),
        TextProperties.of(values, style, typeKey));
  }

  /** From the JSON form. A device's id may be anything there, and counts only if it is a string. */
  static Blueprint ofJson(Option origin, OptionGroup group, JsonReader reader) {
    Object json = reader.read(origin.argument());
    if (!(json instanceof Map<?, ?> object)) {
      throw new QemuError("Expecting a JSON object").at(origin);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    object.forEach((key, value) -> members.put((String) key, value));
    String typeKey = typeKey(group);
    if (group == OptionGroup.DEVICE) {
      members
          .entrySet()
          .removeIf(
              member ->
                  (member.getKey().equals(typeKey) || member.getKey().equals("id"))
                      && !(member.getValue() instanceof String));
    }
    JsonProperties all = new JsonProperties(origin, members);
    required(group).forEach(all::required);
    String id = all.string("id");
    if (group == OptionGroup.OBJECT) {
      KeyValueReader.checkIdentifier(String.valueOf(id));
    }
    Blueprint made = new Blueprint(origin, all.required(typeKey), id, all);
    members.keySet().removeAll(List.of(typeKey, "id"));
    return made;
  }

  /** The device of {@code -debugcon}, on the back end that the option makes. */
  static Blueprint debugConsole(Option origin) {
    KeyValues values = new KeyValues(OptionGroup.DEVICE, origin, DEBUG_CONSOLE);
    values.put("chardev", DEBUG_CONSOLE, Warnings.NONE);
    TextProperties properties = TextProperties.of(values, TextProperties.Style.DEVICE, "driver");
    return new Blueprint(origin, "isa-debugcon", DEBUG_CONSOLE, properties);
  }

  /**
   * From the arguments of {@code device_add}, as text.
   *
   * @throws QemuError when the driver is missing or the id is no identifier
   */
  public static Blueprint ofArguments(Map<String, String> arguments) {
    String id = arguments.get("id");
    if (id != null) {
      KeyValueReader.checkIdentifier(id);
    }
    KeyValues values = new KeyValues(OptionGroup.DEVICE, null, id);
    arguments.forEach(
        (key, value) -> {
          if (!key.equals("id")) {
            values.put(key, value, Warnings.NONE);
          }
        });
    String driver = values.get("driver");
    if (driver == null) {
      throw new QemuError("Parameter 'driver' is missing");
    }
    return new Blueprint(
        null, driver, id, TextProperties.of(values, TextProperties.Style.DEVICE, "driver"));
  }

  private static String typeKey(OptionGroup group) {
    return String.valueOf(group.impliedKey());
  }

  /** What must be there, in the order in which QEMU misses it. */
  private static List<String> required(OptionGroup group) {
    if (group == OptionGroup.DEVICE) {
      return List.of("driver");
    }
    return group == OptionGroup.OBJECT ? List.of("qom-type", "id") : List.of("id", "type");
  }
}
