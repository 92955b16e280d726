package org.pvpanic.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.pvpanic.json.Json;
import org.pvpanic.oncrash.QmpClient;

/**
 * One line of the timeline.
 *
 * @param kind whose it is
 * @param text for people
 * @param fields the same for programs, of the types that {@link org.pvpanic.json.JsonWriter} writes
 */
record Entry(Kind kind, String text, Map<String, Object> fields) {

  /** Who speaks. */
  enum Kind {
    /** This program. */
    DEMO,
    /** The guest, over its serial port. */
    CONSOLE,
    /** The CPU, on the I/O bus. */
    PORT,
    /** The emulator, over QMP. */
    EVENT,
    /** The crash handler. */
    HANDLING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Entry demo(String text) {
    return new Entry(Kind.DEMO, text, Map.of());
  }

  static Entry console(String line) {
    return new Entry(Kind.CONSOLE, line, Map.of());
  }

  static Entry portWrite(int port, int size, int value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("port", port);
    fields.put("size", size);
    fields.put("value", value);
    String text = "write to port 0x%x: 0x%02x".formatted(port, value);
    return new Entry(Kind.PORT, text, fields);
  }

  static Entry event(QmpClient.Event event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", event.name());
    fields.put("data", event.data());
    String data = event.data().isEmpty() ? "" : " " + Json.write(event.data());
    return new Entry(Kind.EVENT, event.name() + data, fields);
  }

  static Entry handling(String text, Map<String, Object> fields) {
    return new Entry(Kind.HANDLING, text, fields);
  }

  /** Whether this is the QMP event of that name. */
  boolean isEvent(String name) {
    return kind == Kind.EVENT && name.equals(fields.get("event"));
  }
}
