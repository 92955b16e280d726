package org.pvpanic.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A case that was recorded with a real guest.
 *
 * @param name what it is called
 * @param machine QEMU's arguments
 * @param arguments the kernel's arguments, besides the console and the name of the case
 * @param script what ran as pid 1
 * @param host what the host sent and awaited, in order
 * @param console the lines of the console, from the last line of the boot on and up to the kernel's
 *     answer
 * @param answer the rest of the console
 */
record RecordedCase(
    String name,
    String machine,
    String arguments,
    String script,
    List<String> host,
    List<String> console,
    List<String> answer) {

  private static final String SECTION = "== ";

  /** What separates the host's actions. */
  private static final String OUTSIDE_QUOTES = "; (?=(?:[^']*'[^']*')*[^']*$)";

  /** All of them. */
  static List<RecordedCase> all() {
    Map<String, List<String>> consoles = sections("consoles.txt");
    Map<String, List<String>> answers = sections("answers.txt");
    List<RecordedCase> cases = new ArrayList<>();
    for (String row : lines("cases.tsv").subList(1, lines("cases.tsv").size())) {
      String[] field = row.split("\t", -1);
      cases.add(
          new RecordedCase(
              field[0],
              field[1],
              field[2],
              unescaped(field[3]),
              List.of(field[4].split(OUTSIDE_QUOTES)),
              Objects.requireNonNull(consoles.get(field[0]), field[0]),
              Objects.requireNonNull(answers.get(field[0]), field[0])));
    }
    return cases;
  }

  /** What follows {@code option} in QEMU's arguments, or "". */
  String option(String option) {
    List<String> words = List.of(machine.split(" "));
    int at = words.indexOf(option);
    return at < 0 ? "" : words.get(at + 1);
  }

  private static Map<String, List<String>> sections(String resource) {
    Map<String, List<String>> consoles = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : lines(resource)) {
      if (line.startsWith(SECTION)) {
        lines = new ArrayList<>();
        consoles.put(line.substring(SECTION.length()), lines);
      } else {
        lines.add(line);
      }
    }
    return consoles;
  }

  /** Line feeds and backslashes are escaped. */
  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        char next = field.charAt(++i);
        text.append(next == 'n' ? "\n" : next == '\\' ? "\\" : "\\" + next);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static List<String> lines(String resource) {
    try (InputStream in = RecordedCase.class.getResourceAsStream("recorded/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
