package org.pvpanic.emulator;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pvpanic.json.JsonParser;
import org.pvpanic.json.UInt64;
import org.pvpanic.options.QemuError;

/** Reads the one JSON value that an option holds. */
final class JsonText implements JsonParser.Listener {

  private final List<Object> values = new ArrayList<>(1);

  private JsonText() {}

  /**
   * Reads a value.
   *
   * @throws QemuError with the parser's words
   */
  static Object read(String text) {
    JsonText reader = new JsonText();
    JsonParser parser = new JsonParser(reader);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; ) {
      at += parser.feed(bytes, at, bytes.length - at);
    }
    parser.finish();
    if (reader.values.size() != 1) {
      throw new QemuError("JSON parse error, expecting value");
    }
    return plain(reader.values.get(0));
  }

  @Override
  public void value(Object value) {
    values.add(value);
  }

  @Override
  public void error(String message) {
    throw new QemuError(message);
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
