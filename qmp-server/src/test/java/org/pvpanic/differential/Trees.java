package org.pvpanic.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonWriter;

/** JSON values as trees: writing them in their own order, and making them simpler. */
final class Trees {

  private Trees() {}

  /** Writes a value; unlike {@link Json#write} it keeps the order of an object's members. */
  static String write(Object value) {
    return write(value, new JsonWriter()).toString();
  }

  private static JsonWriter write(Object value, JsonWriter out) {
    Map<String, Object> object = Json.asObject(value);
    if (object != null) {
      out.beginObject();
      object.forEach((name, member) -> write(member, out.name(name)));
      return out.endObject();
    } else if (value instanceof List<?> list) {
      out.beginArray();
      list.forEach(element -> write(element, out));
      return out.endArray();
    }
    return out.value(value);
  }

  /** Objects with one member less, or with one that is simpler. */
  static Stream<Map<String, Object>> simplerObjects(Map<String, Object> object) {
    List<Map.Entry<String, Object>> members = List.copyOf(object.entrySet());
    return Stream.concat(
            Lists.shorter(members),
            Lists.<Map.Entry<String, Object>>withSimplerElement(
                members, m -> simpler(m.getValue()).map(v -> Map.entry(m.getKey(), v))))
        .map(Trees::object);
  }

  private static Stream<Object> simpler(Object value) {
    Map<String, Object> object = Json.asObject(value);
    if (object != null) {
      return Stream.concat(simplerObjects(object), object.values().stream());
    } else if (value instanceof List<?> list) {
      return Stream.of(
              Lists.shorter(list),
              Lists.<Object>withSimplerElement(list, Trees::simpler),
              list.stream())
          .flatMap(candidates -> candidates);
    } else if (value instanceof String text) {
      List<Integer> codePoints = text.codePoints().boxed().toList();
      return Lists.shorter(codePoints).map(Trees::text);
    }
    return value.equals(0L) ? Stream.empty() : Stream.of(0L);
  }

  private static String text(List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }

  /** An object with those members, in that order. */
  static Map<String, Object> object(List<Map.Entry<String, Object>> members) {
    Map<String, Object> object = new LinkedHashMap<>();
    members.forEach(m -> object.put(m.getKey(), m.getValue()));
    return object;
  }
}
