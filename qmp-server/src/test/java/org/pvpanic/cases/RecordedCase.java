package org.pvpanic.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
 * @param messages what was said at the monitor, but for the greeting and events' time stamps
 */
record RecordedCase(
    String name,
    String machine,
    String arguments,
    String script,
    List<HostAction> host,
    List<String> console,
    List<String> answer,
    List<Message> messages) {

  private static final String SECTION = "== ";
  private static final String COMMENT = "# ";

  /** The folder with the recordings. */
  static final Path RECORDED =
      Path.of("../guest-sim/src/test/resources/org/pvpanic/guest/recorded");

  /** All of them. */
  static List<RecordedCase> all() {
    return all(RECORDED);
  }

  /** All in a folder of recordings. */
  static List<RecordedCase> all(Path folder) {
    Map<String, List<String>> consoles = sections(folder.resolve("consoles.txt"));
    Map<String, List<String>> answers = sections(folder.resolve("answers.txt"));
    Map<String, List<String>> transcripts = sections(folder.resolve("transcripts.txt"));
    List<RecordedCase> cases = new ArrayList<>();
    List<String> rows = lines(folder.resolve("cases.tsv"));
    for (String row : rows.subList(1, rows.size())) {
      String[] field = row.split("\t", -1);
      String name = field[0];
      cases.add(
          new RecordedCase(
              name,
              field[1],
              field[2],
              unescaped(field[3]),
              HostAction.parseAll(field[4]),
              consoles.getOrDefault(name, List.of()),
              answers.getOrDefault(name, List.of()),
              transcripts.getOrDefault(name, List.of()).stream().map(Message::parse).toList()));
    }
    return cases;
  }

  private static Map<String, List<String>> sections(Path file) {
    Map<String, List<String>> sections = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : lines(file)) {
      if (line.startsWith(SECTION)) {
        lines = new ArrayList<>();
        sections.put(line.substring(SECTION.length()), lines);
      } else if (!sections.isEmpty() || !line.startsWith(COMMENT)) {
        lines.add(line);
      }
    }
    return sections;
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

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
