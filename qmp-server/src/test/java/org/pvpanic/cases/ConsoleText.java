package org.pvpanic.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
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
          // Where memory for a capture kernel is free depends on where the first one was put.
          new Rule("(?<=last_pfn = )0x[0-9a-f]+", "NUMBER"),
          new Rule("(?<=zone DMA32: )\\d+(?= pages in unavailable)", "NUMBER"),
          new Rule("(?<=MB of memory at )\\d+(?=MB for crashkernel)", "NUMBER"),
          new Rule("(?<= )[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d(?= /)", "DATE"),
          new Rule("0x[0-9a-f]{8,16}", "NUMBER"),
          new Rule("(?<![\\w-])[0-9a-f]{16}(?![\\w-])", "NUMBER"),
          new Rule("(?<=P[GU4M]D )[0-9a-f]{2,16}", "NUMBER"),
          new Rule("(?<=\\w\\[)\\d+(?=\\])", "PID"),
          new Rule("(?<=(?:\\[|task )[\\w/]{1,16}:)\\d+(?=\\]| blocked)", "PID"));

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

  /** These come from a timer, wherever they happen to fall. */
  private static final Pattern CALIBRATION =
      Pattern.compile(
          "(?m)^\\[ *[0-9.]+\\] (tsc: Refined|clocksource: tsc: mask|clocksource: Switched to"
              + " clocksource tsc).*\\r\\n");

  private static final Pattern BOOTED = Pattern.compile("Run \\S+ as init process|/dev/root: ");

  private ConsoleText() {}

  /**
   * The lines that a console has shown from the last line of the boot on; one that does not end yet
   * counts when it is not empty.
   *
   * @param quiet whether the kernel says nothing of its boot
   */
  static List<String> sinceBoot(String console, boolean quiet) {
    String all = CALIBRATION.matcher(console).replaceAll("");
    int from = 0;
    if (!quiet) {
      Matcher booted = BOOTED.matcher(all);
      if (!booted.find()) {
        return List.of();
      }
      from = all.lastIndexOf('\n', booted.start()) + 1;
    }
    List<String> lines = new ArrayList<>();
    for (int end = all.indexOf("\r\n", from); end >= 0; end = all.indexOf("\r\n", from)) {
      lines.add(all.substring(from, end).replace("\r", "\\r"));
      from = end + 2;
    }
    if (from < all.length()) {
      lines.add(all.substring(from).replace("\r", "\\r") + "\\c");
    }
    return lines;
  }

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
