package org.pvpanic.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON that is on libvirt's command lines: no escapes, no white space, no fractions. */
final class TinyJson {

  private final String text;
  private int at;

  private TinyJson(String text) {
    this.text = text;
  }

  static Object read(String text) {
    TinyJson json = new TinyJson(text);
    Object value = json.value();
    if (json.at != text.length()) {
      throw new QemuError("JSON parse error at " + json.at);
    }
    return value;
  }

  private Object value() {
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    while (text.charAt(at) != '}') {
      String name = string();
      at++;
      members.put(name, value());
      at += text.charAt(at) == ',' ? 1 : 0;
    }
    at++;
    return members;
  }

  private List<Object> list() {
    List<Object> elements = new ArrayList<>();
    at++;
    while (text.charAt(at) != ']') {
      elements.add(value());
      at += text.charAt(at) == ',' ? 1 : 0;
    }
    at++;
    return elements;
  }

  private String string() {
    int end = text.indexOf('"', at + 1);
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private Object word() {
    int start = at;
    while (at < text.length() && ",}]".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> List.of();
      default -> Long.parseLong(word);
    };
  }
}
