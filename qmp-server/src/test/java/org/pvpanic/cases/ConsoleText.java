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

  /** What one task did, in the scheduler's list: which CPU had it is chance. */
  private static final Pattern TASK =
      Pattern.compile("^\\[TIME\\] (>R| [A-Z]) +\\S+ +\\d+ +[\\d.]+ +\\d+ +\\d+ +[\\d.]+ .*");

  private static final String TASKS = TIME + "TASKS";

  /** How long the host took for an interrupt. */
  private static final Pattern SLOW =
      Pattern.compile(
          "\\[TIME\\] INFO: NMI handler \\(\\w+\\) took too long to run: [\\d.]+ msecs");

  /** Clocks and counts of the timers and the scheduler; what is set or never moves stays. */
  private static final String MOVING =
      "(?:offset|expires_next|nr_events|nr_retries|last_tick|last_jiffies|next_timer|nr_switches"
          + "|idle_(?:jiffies|calls|sleeps|entrytime|waketime|exittime|sleeptime|expires)"
          + "|(?:h_)?nr_running|nr_uninterruptible|next_balance|curr->pid|clock|clock_task|avg_idle"
          + "|max_idle_balance_cost|(?:min|MIN|max)_vruntime|spread0|load|load_avg|runnable_avg|util_avg"
          + "|util_est_enqueued)";

  private static final List<Rule> RULES =
      List.of(
          // What interrupts left to do, and grace periods, are under way or not.
          new Rule(
              "(?<=task:(?:ksoftirqd/\\d|rcu_preempt) {1,8}state:)(?:[SI]|R  running task    )",
              "STATE"),
          new Rule("^(\\[TIME\\]   \\." + MOVING + " *: +)-?[\\d.]+", "$1COUNT"),
          new Rule("^(\\[TIME\\] (?:ktime|sched_clk|cpu_clk|jiffies) *: )[\\d.]+", "$1COUNT"),
          new Rule("^(\\[TIME\\] now at )\\d+", "$1COUNT"),
          new Rule("(?<=# expires at )\\d+-\\d+ nsecs \\[in -?\\d+ to -?\\d+ nsecs\\]", "COUNT"),
          new Rule("^(\\[TIME\\]  (?:next_event|retries|max_delta_ns|mult): +)\\d+", "$1COUNT"),
          new Rule("^(\\[TIME\\] cpu#\\d+, )[\\d.]+", "$1SPEED"),
          new Rule("(?<=Modules linked in:).*", " MODULES"),
          new Rule("(?<=Code: ).*", "CODE"),
          new Rule("\\b[\\w.]+\\+0x[0-9a-f]+/0x[0-9a-f]+( \\[\\w+\\])?", "SYMBOL"),
          new Rule("(?<=RIP: [0-9a-f]{4}:)0x[0-9a-f]+", "SYMBOL"),
          new Rule("(?<=(?i)\\bPID:? ?)\\d+", "PID"),
          new Rule("(?<=EFLAGS: )[0-9a-f]{8}", "FLAGS"),
          new Rule("(?<=unknown reason )[23]1(?= on CPU)", "REASON"),
          new Rule("(?<=stuck for )\\d+(?=s!)", "SECONDS"),
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
          new Rule("(?<=^\\[TIME\\] )\\[ *\\d+\\]( +\\d+) +\\d+(?=( +\\d+){4} )", "[PID]$1 PID"),
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

  /**
   * The kernel's lines, then the others. What tasks print waits for the transmitter's interrupt,
   * and what the kernel says meanwhile comes first: a matter of the host's speed.
   */
  static List<String> kernelFirst(List<String> lines) {
    List<String> sorted = new ArrayList<>(lines);
    sorted.sort((a, b) -> Boolean.compare(b.startsWith(TIME), a.startsWith(TIME)));
    return sorted;
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
      if (SLOW.matcher(line).matches()) {
        continue;
      }
      boolean frame = FRAME.matcher(line).matches();
      if (frame || TASK.matcher(line).matches()) {
        line = frame ? FRAMES : TASKS;
        if (!normal.isEmpty() && normal.get(normal.size() - 1).equals(line)) {
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
