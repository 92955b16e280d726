package org.pvpanic.options;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user wants made: a {@code -device}, an {@code -object} or a {@code -netdev}.
 *
 * @param origin the option
 * @param type what it is to be (the driver, the QOM type, the type of network)
 * @param id its name, or null
 * @param properties the rest
 */
public record Blueprint(Option origin, String type, @Nullable String id, Properties properties) {

  /** From the comma form. Ids have been checked. */
  static Blueprint ofText(Option origin, KeyValues values) {
    OptionGroup group = values.group();
    String typeKey = String.valueOf(group.impliedKey());
    String type = values.get(typeKey);
    if (type == null) {
      throw values.error("Parameter '" + typeKey + "' is missing");
    }
    if (values.id() == null && needsId(group)) {
      throw values.error("Parameter 'id' is missing");
    }
    TextProperties.Style style =
        group == OptionGroup.OBJECT ? TextProperties.Style.OBJECT : TextProperties.Style.DEVICE;
    return new Blueprint(origin, type, values.id(), TextProperties.of(values, style, typeKey));
  }

  /** From the JSON form. A device's id may be anything there, and counts only if it is a string. */
  static Blueprint ofJson(Option origin, OptionGroup group, JsonReader reader) {
    Object json = reader.read(origin.argument());
    if (!(json instanceof Map<?, ?> object)) {
      throw new QemuError("Expecting a JSON object").at(origin);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    object.forEach((key, value) -> members.put((String) key, value));
    String typeKey = String.valueOf(group.impliedKey());
    if (group == OptionGroup.DEVICE && !(members.get(typeKey) instanceof String)) {
      members.remove(typeKey);
    }
    JsonProperties all = new JsonProperties(origin, members);
    String type = all.required(typeKey);
    String id = needsId(group) ? all.required("id") : deviceId(members);
    if (group == OptionGroup.OBJECT) {
      KeyValueReader.checkIdentifier(id == null ? "" : id);
    }
    members.remove(typeKey);
    members.remove("id");
    return new Blueprint(origin, type, id, all);
  }

  private static boolean needsId(OptionGroup group) {
    return group != OptionGroup.DEVICE;
  }

  private static @Nullable String deviceId(Map<String, Object> members) {
    return members.get("id") instanceof String id ? id : null;
  }
}
