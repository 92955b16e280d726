package org.pvpanic.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;

/**
 * What was said at a monitor.
 *
 * @param seconds when, from the start on
 * @param toClient whether QEMU said it
 * @param text as it was sent, less the line's end
 */
record Message(double seconds, boolean toClient, String text) {

  /** Reads a line of a recording. */
  static Message parse(String line) {
    Map<String, Object> fields = object(line);
    double seconds = ((Number) Objects.requireNonNull(fields.get("t"))).doubleValue();
    boolean toClient = "out".equals(fields.get("dir"));
    return new Message(
        seconds, toClient, Json.write(Objects.requireNonNull(fields.get("msg"))).trim());
  }

  /** As a line of a recording. */
  String line() {
    return String.format(
        Locale.ROOT,
        "{\"t\": %.4f, \"dir\": \"%s\", \"msg\": %s}",
        seconds,
        toClient ? "out" : "in",
        text);
  }

  /** The same with files where recorded hosts had them. */
  Message unplaced(CaseCommand command) {
    return new Message(seconds, toClient, command.unplaced(text));
  }

  /** Its members. */
  Map<String, Object> members() {
    return object(text);
  }

  /** The event that it tells of, or "". */
  String event() {
    return Objects.toString(members().get("event"), "");
  }

  /** Whether it is the reply to the command with that number. */
  boolean answers(long id) {
    return toClient && members().get("id") instanceof Number number && number.longValue() == id;
  }

  /** What of it is the same whenever it is said. */
  String normal() {
    Map<String, Object> lasting = new TreeMap<>(members());
    lasting.remove("timestamp");
    return (toClient ? "<- " : "-> ") + Json.write(sorted(lasting)).trim();
  }

  /** Members in an order that does not depend on the one in which they came. */
  private static Object sorted(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Message::sorted).toList();
    }
    Map<String, Object> members = Json.asObject(value);
    if (members == null) {
      return value;
    }
    Map<String, Object> sorted = new LinkedHashMap<>();
    new TreeMap<>(members).forEach((name, each) -> sorted.put(name, sorted(each)));
    return sorted;
  }

  private static Map<String, Object> object(String json) {
    try {
      return Objects.requireNonNull(Json.asObject(Json.parse(json)), json);
    } catch (JsonException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
