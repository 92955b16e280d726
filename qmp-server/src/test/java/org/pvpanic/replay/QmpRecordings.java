package org.pvpanic.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.json.JsonNull;

/** Reads what was recorded from QEMU; see the README beside the files. */
public final class QmpRecordings {
  /** Stands for the end of a connection. */
  static final String END = "<EOF>";

  private QmpRecordings() {}

  /**
   * A part of a recorded conversation.
   *
   * @param name what it shows
   * @param steps what was sent and what came back, in order
   */
  record Case(String name, List<Step> steps) {}

  /**
   * One write or one line.
   *
   * @param fromClient whether the client sent it
   * @param bytes its bytes, a character each
   */
  record Step(boolean fromClient, String bytes) {}

  /** The objects of a file about QMP, one a line. */
  public static List<Map<String, Object>> lines(String file) {
    return linesOf("/qmp/" + file);
  }

  /** The objects of a file, one a line. */
  public static List<Map<String, Object>> linesOf(String resource) {
    try (InputStream in = QmpRecordings.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(resource);
      }
      List<Map<String, Object>> lines = new ArrayList<>();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        Map<String, Object> object = line.isEmpty() ? null : Json.asObject(Json.parse(line));
        if (object != null) {
          lines.add(object);
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The cases of a file in their order; lines without a name make one nameless case. */
  static List<Case> cases(String file) {
    List<Case> cases = new ArrayList<>();
    for (Map<String, Object> line : lines(file)) {
      if ("meta".equals(line.get("dir")) || line.getOrDefault("ch", "qmp").equals("proc")) {
        continue;
      }
      String name = String.valueOf(line.getOrDefault("case", ""));
      if (cases.isEmpty() || !cases.get(cases.size() - 1).name().equals(name)) {
        cases.add(new Case(name, new ArrayList<>()));
      }
      cases.get(cases.size() - 1).steps().add(step(line));
    }
    return cases;
  }

  private static Step step(Map<String, Object> line) {
    return new Step(text(line, "dir").equals("c2s"), bytes(line));
  }

  /** The bytes, a character each: as they were, or as the value that they stood for. */
  static String bytes(Map<String, Object> line) {
    if (line.containsKey("raw")) {
      return text(line, "raw");
    }
    if (line.containsKey("elided")) {
      return restored(line);
    }
    Object message = line.getOrDefault("msg", JsonNull.NULL);
    if (message == JsonNull.NULL) {
      return END;
    }
    return message instanceof String text ? text : Json.write(message);
  }

  /** Of a long text, head and tail are known, and that what is between goes on as they do. */
  private static String restored(Map<String, Object> line) {
    String head = text(line, "head");
    String tail = text(line, "tail");
    int length = ((Long) line.getOrDefault("elided", 0L)).intValue();
    int between = length - head.length() - tail.length();
    String filling = tail.startsWith("x") ? "x".repeat(between) : ",1".repeat(between / 2) + ",";
    String text = head + filling + tail;
    if (text.length() != length) {
      throw new IllegalStateException("cannot restore " + head);
    }
    return text;
  }

  private static String text(Map<String, Object> line, String key) {
    return String.valueOf(line.get(key));
  }
}
