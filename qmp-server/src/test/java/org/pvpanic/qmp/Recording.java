package org.pvpanic.qmp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;

/** Reads what was recorded from QEMU; see the README beside the files. */
final class Recording {
  private Recording() {}

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

  static List<Map<String, Object>> lines(String file) {
    try (InputStream in = Recording.class.getResourceAsStream("/qmp/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException(file);
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

  static List<Case> cases(String file) {
    List<Case> cases = new ArrayList<>();
    for (Map<String, Object> line : lines(file)) {
      String name = text(line, "case");
      if (cases.isEmpty() || !cases.get(cases.size() - 1).name().equals(name)) {
        cases.add(new Case(name, new ArrayList<>()));
      }
      String bytes = line.containsKey("raw") ? text(line, "raw") : restored(line);
      cases.get(cases.size() - 1).steps().add(new Step(text(line, "dir").equals("c2s"), bytes));
    }
    return cases;
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
