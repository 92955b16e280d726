package org.pvpanic.emulator;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.json.UInt64;
import org.pvpanic.options.QemuError;

/** Reads the one JSON value that an option holds. */
final class JsonText {

  private JsonText() {}

  /**
   * Reads a value.
   *
   * @throws QemuError with the parser's words
   */
  static Object read(String text) {
    try {
      return plain(Json.parse(text));
    } catch (JsonException e) {
      throw new QemuError(String.valueOf(e.getMessage()));
    }
  }

  /** Options know large numbers by Java's own class. */
  private static Object plain(Object json) {
    if (json instanceof UInt64 number) {
      return new BigInteger(number.toString());
    }
    if (json instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key, plain(value)));
      return copy;
    }
    if (json instanceof List<?> list) {
      return list.stream().map(JsonText::plain).toList();
    }
    return json;
  }
}
