package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a module when it is loaded.
 *
 * @param values by parameter
 * @param unknown words for parameters that it has not
 * @param bad a parameter of it that came without a value, or null
 */
record ModuleParameters(Map<String, String> values, List<String> unknown, @Nullable String bad) {

  /** Splits the words; a value in quotes may contain blanks. */
  static ModuleParameters parse(ModuleType type, String text) {
    Map<String, String> values = new LinkedHashMap<>(2);
    List<String> unknown = new ArrayList<>(0);
    String bad = null;
    for (String word : words(text)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      boolean known = false;
      for (String parameter : type.parameters()) {
        known |= parameter.startsWith(name.replace('-', '_') + ":");
      }
      if (!known) {
        unknown.add(name);
      } else if (equals < 0) {
        bad = name;
      } else {
        values.put(name.replace('-', '_'), word.substring(equals + 1));
      }
    }
    return new ModuleParameters(values, unknown, bad);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(2);
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c > ' ' || quoted) {
        word.append(c);
      } else if (word.length() > 0) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }

  /** The value of a parameter, "" when it was not given. */
  String value(String name) {
    return values.getOrDefault(name, "");
  }
}
