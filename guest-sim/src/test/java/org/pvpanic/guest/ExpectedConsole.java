package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Console lines of CentOS 7's kernels, blanks included, with patterns for what no two machines have
 * in common.
 *
 * <p>In a line <code>{h}</code> is 16 hexadecimal digits, <code>{n}</code> a decimal number and
 * <code>{*}</code> anything. A line of another word in braces stands for the lines of such a part
 * of a dump. A line behind {@code 514|} or {@code 1160|} is printed by that kernel alone.
 */
final class ExpectedConsole {

  private static final String EARLIER = "3.10.0-514.el7.x86_64 #1";
  private static final String LATER = "3.10.0-1160.el7.x86_64 #1";

  private static final Map<String, String> PARTS =
      Map.of(
          "{registers}",
          """
          RAX: {h} RBX: {h} RCX: {h}
          RDX: {h} RSI: {h} RDI: {h}
          RBP: {h} R08: {h} R09: {h}
          R10: {h} R11: {h} R12: {h}
          R13: {h} R14: {h} R15: {h}
          FS:  {h}(0000) GS:{h}(0000) knlGS:0000000000000000
          CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033
          CR2: {h} CR3: {h} CR4: 00000000000006f0
          514|DR0: 0000000000000000 DR1: 0000000000000000 DR2: 0000000000000000
          514|DR3: 0000000000000000 DR6: 00000000ffff0ff0 DR7: 0000000000000400
          """,
          "{stack}",
          """
          514|Stack:
          514| {h} {h} {h} {h}
          514| {h} {h} {h} {h}
          514| {h} {h} {h} {h}
          """,
          "{words}",
          """
          514| {h} {h} {h} {h}
          514| {h} {h} {h} {h}
          514| {h} {h} {h} {h}
          """,
          "{task}",
          """
          Hardware name: {*}
          task: {h} ti: {h} task.ti: {h}
          """,
          "{syscall}",
          """
          514| [<{h}>] system_call_fastpath+0x16/0x1b
          1160| [<{h}>] system_call_fastpath+0x25/0x2a
          """,
          "{loading}",
          """
           [<{h}>] ? 0x{h}
           [<{h}>] do_one_initcall+0xb8/0x230
           [<{h}>] load_module+0x22c8/0x2930
           [<{h}>] SyS_finit_module+0xa6/0xd0
          514| [<{h}>] system_call_fastpath+0x16/0x1b
          1160| [<{h}>] system_call_fastpath+0x25/0x2a
          """,
          "{idle}",
          """
           [<{h}>] arch_cpu_idle+0x26/0x30
           [<{h}>] cpu_startup_entry+0x245/0x290
           [<{h}>] rest_init+0x77/0x80
           [<{h}>] start_kernel+0x42c/0x44d
           [<{h}>] ? repair_env_string+0x5c/0x5c
           [<{h}>] ? early_idt_handler_array+0x120/0x120
           [<{h}>] x86_64_start_reservations+0x2a/0x2c
           [<{h}>] x86_64_start_kernel+0x152/0x175
          """,
          "{fatal}",
          """
          ---[ end trace {h} ]---
          Kernel panic - not syncing: Fatal exception
          """,
          "{panic}",
          """
          514| [<{h}>] panic+0xe3/0x1f2
          1160| [<{h}>] panic+0xe8/0x21f
          """,
          "{kthread}",
          """
          514| [<{h}>] kthread+0xcf/0xe0
          1160| [<{h}>] kthread+0xd1/0xe0
           [<{h}>] ? {*}
          514| [<{h}>] ret_from_fork+0x58/0x90
          1160| [<{h}>] ret_from_fork_nospec_begin+0x21/0x21
           [<{h}>] ? {*}
          """);

  private ExpectedConsole() {}

  /** Compares what was shown from a line on that ends with {@code from}, to the end. */
  static void assertShown(String expected, TestMachine machine, String from) {
    List<String> shown = machine.lines();
    assertLines(expected, machine, shown.subList(indexOf(shown, from), shown.size()));
  }

  /** Compares some of the lines that a machine has shown. */
  static void assertLines(String expected, TestMachine machine, List<String> shown) {
    boolean later = machine.text().contains("Linux version 3.10.0-1160");
    List<String> patterns = lines(expected, later);
    for (int i = 0; i < patterns.size(); i++) {
      String line = i < shown.size() ? shown.get(i) : "(nothing)";
      String before = i == 0 ? "" : " behind: " + shown.get(i - 1);
      assertTrue(
          line.matches(regex(patterns.get(i))),
          "expected " + patterns.get(i) + "|\n but was " + line + "|\n" + before);
    }
    assertEquals(List.of(), shown.subList(patterns.size(), shown.size()), "nothing follows");
  }

  private static int indexOf(List<String> shown, String from) {
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).endsWith(from)) {
        return i;
      }
    }
    throw new AssertionError("no line ends with " + from + " in " + shown);
  }

  private static List<String> lines(String expected, boolean later) {
    String text = expected.replace("{kernel}", later ? LATER : EARLIER);
    for (Map.Entry<String, String> part : PARTS.entrySet()) {
      text = text.replace(part.getKey() + "\n", part.getValue());
    }
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(later ? "1160|" : "514|")) {
        lines.add(line.substring(line.indexOf('|') + 1));
      } else if (!line.startsWith("514|") && !line.startsWith("1160|")) {
        lines.add(line);
      }
    }
    lines.remove(lines.size() - 1);
    return lines;
  }

  private static String regex(String line) {
    return Pattern.quote(line)
        .replace("{h}", "\\E[0-9a-f]{16}\\Q")
        .replace("{n}", "\\E[0-9]+\\Q")
        .replace("{*}", "\\E.*\\Q");
  }
}
