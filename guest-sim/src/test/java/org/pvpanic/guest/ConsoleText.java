package org.pvpanic.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines of a console without what differs from one run of the same guest to the next: time stamps,
 * addresses, registers, code bytes, numbers of tasks, the frames of a stack, the list of modules;
 * of a further boot, what depends on the speed of the host.
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

  /** Lines that tell how fast the host was, or that come whenever a worker gets to it. */
  private static final Pattern NOISE =
      Pattern.compile(
          "(\\[TIME\\] )?(tsc: |clocksource: tsc|clocksource: Switched to clocksource tsc$"
              + "|sched_clock: Marking|Calibrating delay|audit: type|smpboot: Total of"
              + "|rtc_cmos .* setting system clock|node 0 deferred|Trying to unpack|APIC "
              + "|x86/mm: Checked|Memory: ).*");

  /** Lines of drivers that start side by side. */
  private static final Pattern ORDER_MAY_DIFFER =
      Pattern.compile(
          "(\\[TIME\\] )?(mtrr: |Initialise system trusted|Key type blacklist|input: |serio: ).*");

  private static final Pattern BOOT = Pattern.compile("(\\[TIME\\] )?Linux version .*");

  private ConsoleText() {}

  /** Whether a line of a boot's log depends on more than the machine and the kernel. */
  static boolean isNoise(String line) {
    return NOISE.matcher(line).matches();
  }

  /** Whether a line of a boot's log may come before its neighbours, or after them. */
  static boolean mayMove(String line) {
    return ORDER_MAY_DIFFER.matcher(line).matches();
  }

  /**
   * When the host stopped looking while the kernel of a further boot spoke, both texts end there:
   * as far as both have come they compare.
   */
  static void endTogether(List<String> one, List<String> other) {
    int end = Math.min(one.size(), other.size()) - 1;
    if (end > lastBoot(one) && lastBoot(one) >= 0 && end > lastBoot(other)) {
      one.subList(end, one.size()).clear();
      other.subList(end, other.size()).clear();
    }
  }

  private static int lastBoot(List<String> lines) {
    int last = lines.size() - 1;
    while (last >= 0 && !BOOT.matcher(lines.get(last)).matches()) {
      last--;
    }
    return last;
  }

  /** The lines as they compare; frames that follow each other are one line. */
  static List<String> normal(List<String> lines) {
    List<String> normal = new ArrayList<>();
    boolean booting = false;
    for (String each : lines) {
      String line = STAMP.matcher(each).replaceFirst(TIME);
      booting |= BOOT.matcher(line).matches();
      if (booting && (isNoise(line) || mayMove(line))) {
        continue;
      }
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
