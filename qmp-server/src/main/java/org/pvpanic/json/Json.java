package org.pvpanic.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole texts: one value in a string, as on a command line. */
public final class Json {
  private Json() {}

  /**
   * Parses a text that holds exactly one value.
   *
   * @throws JsonException if it does not; the message is QEMU's
   */
  public static Object parse(String text) throws JsonException {
    List<Object> values = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    JsonParser parser =
        new JsonParser(
            new JsonParser.Listener() {
              @Override
              public void value(Object value) {
                if (!values.isEmpty()) {
                  errors.add("Expecting at most one JSON value");
                }
                values.add(value);
              }

              @Override
              public void error(String message) {
                // Whatever follows a value, it is one too many.
                errors.add(values.isEmpty() ? message : "Expecting at most one JSON value");
              }
            });
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; ) {
      at += parser.feed(bytes, at, bytes.length - at);
    }
    parser.finish();
    if (!errors.isEmpty()) {
      throw new JsonException(errors.get(0));
    }
    if (values.isEmpty()) {
      throw new JsonException("Expecting a JSON value");
    }
    return values.get(0);
  }

  /** The members of a value that is an object, in the order of their insertion; else null. */
  @SuppressWarnings("unchecked") // the keys of parsed and of writable objects are strings
  public static @Nullable Map<String, Object> asObject(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : null;
  }

  /** Writes a value on one line, in QEMU's form and key order. */
  public static String write(Object value) {
    return new JsonWriter().value(value).toString();
  }
}
