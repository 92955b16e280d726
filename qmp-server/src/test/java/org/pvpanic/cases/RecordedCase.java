package org.pvpanic.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** All of them. */
  static List<RecordedCase> all() {
    Map<String, List<String>> consoles = sections("consoles.txt");
    Map<String, List<String>> answers = sections("answers.txt");
    Map<String, List<String>> transcripts = sections("transcripts.txt");
    List<RecordedCase> cases = new ArrayList<>();
    for (String row : lines("cases.tsv").subList(1, lines("cases.tsv").size())) {
      String[] field = row.split("\t", -1);
      String name = field[0];
      cases.add(
          new RecordedCase(
              name,
              field[1],
              field[2],
              unescaped(field[3]),
              HostAction.parseAll(field[4]),
              section(consoles, name),
              section(answers, name),
              section(transcripts, name).stream().map(Message::parse).toList()));
    }
    return cases;
  }

  /** The one of that name. */
  static Optional<RecordedCase> find(String name) {
    return all().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The lines of the console from the last line of the boot on. */
  List<String> lines() {
    return Stream.concat(console.stream(), answer.stream()).toList();
  }

  private static List<String> section(Map<String, List<String>> sections, String name) {
    return Objects.requireNonNull(sections.get(name), name);
  }

  private static Map<String, List<String>> sections(String resource) {
    Map<String, List<String>> sections = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : lines(resource)) {
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

  /** The lines of a file of recordings. */
  static List<String> lines(String resource) {
    try (InputStream in = RecordedCase.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
