package org.pvpanic.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines of a console without what differs from one run of the same guest to the next: time stamps,
 * addresses, registers, code bytes, numbers of tasks, the frames of a stack, the list of modules.
 */
final class ConsoleText {

  private record Rule(Pattern pattern, String replacement) {
    Rule(String pattern, String replacement) {
      this(Pattern.compile(pattern), replacement);
    }
  }

  private static final Pattern STAMP = Pattern.compile("^\\[ *\\d+\\.\\d{6}\\] ");
  private static final String TIME = "[TIME] ";

  /** A stack frame, of either era. */
  private static final Pattern FRAME =
      Pattern.compile(
          "^(\\[TIME\\] )? (\\[<[0-9a-f]+>\\] )?(\\? )?[\\w.]+\\+0x[0-9a-f]+/0x[0-9a-f]+.*");

  private static final String FRAMES = TIME + "FRAMES";

  private static final List<Rule> RULES =
      List.of(
          new Rule("(?<=Modules linked in:).*", " MODULES"),
          new Rule("(?<=Code: ).*", "CODE"),
          new Rule("\\b[\\w.]+\\+0x[0-9a-f]+/0x[0-9a-f]+( \\[\\w+\\])?", "SYMBOL"),
          new Rule("(?<=RIP: [0-9a-f]{4}:)0x[0-9a-f]+", "SYMBOL"),
          new Rule("(?<=(?i)\\bPID:? ?)\\d+", "PID"),
          new Rule("(?<=EFLAGS: )[0-9a-f]{8}", "FLAGS"),
          new Rule("(?<=Kernel Offset: )0x[0-9a-f]+", "NUMBER"),
          new Rule("0x[0-9a-f]{8,16}", "NUMBER"),
          new Rule("(?<![\\w-])[0-9a-f]{16}(?![\\w-])", "NUMBER"),
          new Rule("(?<=P[GU4M]D )[0-9a-f]{2,16}", "NUMBER"),
          new Rule("(?<=login\\[)\\d+", "PID"));

  private ConsoleText() {}

  /** The lines as they compare; frames that follow each other are one line. */
  static List<String> normal(List<String> lines) {
    List<String> normal = new ArrayList<>();
    for (String each : lines) {
      String line = STAMP.matcher(each).replaceFirst(TIME);
      if (FRAME.matcher(line).matches()) {
        line = FRAMES;
        if (!normal.isEmpty() && normal.get(normal.size() - 1).equals(FRAMES)) {
          continue;
        }
      }
      for (Rule rule : RULES) {
        line = rule.pattern.matcher(line).replaceAll(rule.replacement);
      }
      normal.add(line);
    }
    return normal;
  }
}
