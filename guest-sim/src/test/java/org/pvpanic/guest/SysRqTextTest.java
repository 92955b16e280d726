package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SysRq keys of 3.10 dump (sources of 514 and 1160). */
final class SysRqTextTest {

  private static final String WORDS = "( [0-9a-f]{16}){4}";
  private static final String FRAME =
      " \\[<[0-9a-f]{16}>\\] (\\? )?[\\w.]+\\+0x[0-9a-f]+/0x[0-9a-f]+( \\[\\w+\\])?";

  private static List<String> told(String profile, SysRqWay way, char key, int cpus) {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().profile(profile).cpus(cpus));
    m.type("echo 1 > /proc/sys/kernel/sysrq\r");
    int from = m.lines().size();
    way.press(m, key);
    List<String> lines = m.lines();
    return lines.subList(from - (way == SysRqWay.PROC ? 0 : 1), lines.size()).stream()
        .filter(line -> !line.startsWith("[root@"))
        .toList();
  }

  private static void assertMatches(String pattern, String line) {
    assertTrue(line.matches(pattern), () -> line + " is not " + pattern);
  }

  /** Lines up to the one before {@code end}, and where that is. */
  private static int assertTrace(List<String> lines, int from, String end) {
    int at = from;
    while (lines.get(at).matches(FRAME)) {
      at++;
    }
    assertTrue(at > from && lines.get(at).matches(end), () -> String.join("\n", lines));
    return at;
  }

  /** show_state_filter, sched_show_task: 514 has the words of the stack, later ones do not. */
  @ParameterizedTest
  @CsvSource({"centos7, PROC", "centos7, KEYBOARD", "centos7.9, PROC", "centos7.9, SERIAL"})
  void tShowsEveryTask(String profile, SysRqWay way) {
    List<String> lines = told(profile, way, 't', 1);
    int at = lines.indexOf("  task                        PC stack   pid father") + 1;
    assertTrue(at > 0, () -> String.join("\n", lines));
    int tasks = 0;
    int running = 0;
    while (!lines.get(at).startsWith("Sched Debug Version: v0.1")) {
      String head = lines.get(at);
      assertMatches(
          ".{15} ([SD] [0-9a-f]{16} |R  running task    ) {4}0 [ 0-9]{5} [ 0-9]{6} 0x[0-9a-f]{8}",
          head);
      running += head.contains(" R ") ? 1 : 0;
      tasks++;
      at++;
      if (profile.equals("centos7")) {
        for (int i = 0; i < 3; i++) {
          assertMatches(WORDS, lines.get(at++));
        }
      }
      assertEquals("Call Trace:", lines.get(at++));
      at = assertTrace(lines, at, "(?! \\[<).*");
    }
    assertTrue(tasks > 40, "all tasks");
    assertEquals(way == SysRqWay.PROC ? 1 : 0, running, "who writes; an interrupt finds none");
    assertTrue(lines.contains("runnable tasks:"));
  }

  /** 3.10 shows the scheduler behind the blocked tasks, of which there are none. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void wShowsBlockedTasksAndTheScheduler(String profile) {
    List<String> lines = told(profile, SysRqWay.PROC, 'w', 1);
    int at = lines.indexOf("  task                        PC stack   pid father");
    assertMatches(
        "Sched Debug Version: v0\\.11, 3\\.10\\.0-[0-9]+\\.el7\\.x86_64 #1", lines.get(at + 1));
    assertTrue(lines.contains("cfs_rq[0]:/") && lines.contains("rt_rq[0]:/"));
  }

  /** show_regs: only an interrupt has found registers. */
  @ParameterizedTest
  @CsvSource({"centos7, KEYBOARD", "centos7.9, SERIAL", "centos7, PROC", "centos7.9, PROC"})
  void pShowsWhatTheInterruptHasFound(String profile, SysRqWay way) {
    List<String> lines = told(profile, way, 'p', 1);
    if (way == SysRqWay.PROC) {
      assertEquals(List.of("SysRq : Show Regs"), lines);
      return;
    }
    String head = lines.get(0);
    assertMatches("CPU: 0 PID: 0 Comm: swapper/0 Not tainted 3\\.10\\.0-.*", head);
    int at = lines.indexOf(head) + 2;
    assertMatches("task: (\\w{16}) ti: (\\w{16}) task\\.ti: \\2", lines.get(at++));
    assertMatches(
        "RIP: 0010:\\[<(\\w{16})>\\]  \\[<\\1>\\] native_safe_halt\\+0x6/0x10", lines.get(at++));
    assertMatches("RSP: 0018:(\\w{16})  EFLAGS: 00000246", lines.get(at++));
    assertEquals(
        Stream.of("RAX", "RDX", "RBP", "R10", "R13", "FS", "CS", "CR2").toList(),
        lines.subList(at, at + 8).stream().map(line -> line.split(":")[0]).toList());
    at += 8;
    if (profile.equals("centos7")) {
      assertMatches("DR0: .* DR2: .*", lines.get(at++));
      assertMatches("DR3: .* DR7: .*", lines.get(at++));
      assertEquals("Stack:", lines.get(at++));
      for (int i = 0; i < 3; i++) {
        assertMatches(WORDS, lines.get(at++));
      }
    }
    assertEquals("Call Trace:", lines.get(at++));
    at = assertTrace(lines, at, "Code: (\\w\\w ){43}<5d> (\\w\\w ){20}");
  }

  /** arch_trigger_all_cpu_backtrace: each CPU for itself, or the one that is not idle. */
  @ParameterizedTest
  @CsvSource({"centos7, PROC", "centos7, KEYBOARD", "centos7.9, SERIAL", "centos7.9, PROC"})
  void lShowsEveryCpu(String profile, SysRqWay way) {
    List<String> lines = told(profile, way, 'l', 2);
    int at = lines.indexOf("sending NMI to all CPUs:");
    assertTrue(at >= 0, () -> String.join("\n", lines));
    int asking = 0;
    for (int cpu = 0; cpu < 2; cpu++) {
      String start = "NMI backtrace for cpu " + cpu;
      List<String> heads = lines.stream().filter(line -> line.startsWith(start)).toList();
      assertEquals(1, heads.size());
      List<String> dump = lines.subList(lines.indexOf(heads.get(0)), lines.size());
      boolean asks = dump.size() > 4 && dump.get(4).contains("native_apic_mem_write");
      if (asks) {
        asking++;
        String who = way == SysRqWay.PROC ? "PID: [0-9]+ Comm: bash" : "PID: 0 Comm: swapper/0";
        assertMatches("CPU: " + cpu + " " + who + " Not tainted .*", dump.get(1));
      } else if (profile.equals("centos7")) {
        assertMatches("CPU: " + cpu + " PID: 0 Comm: swapper/" + cpu + " .*", dump.get(1));
        assertMatches(".*\\] native_safe_halt\\+0x6/0x10", dump.get(4));
      } else {
        assertMatches(start + " skipped: idling at pc 0x\\w{16}", dump.get(0));
      }
    }
    assertEquals(1, asking, () -> String.join("\n", lines));
  }

  /** sysrq_timer_list_show. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void qShowsTimersOfEveryCpu(String profile) {
    List<String> lines = told(profile, SysRqWay.PROC, 'q', 2);
    int at = lines.indexOf("Timer List Version: v0.8");
    assertEquals("HRTIMER_MAX_CLOCK_BASES: 4", lines.get(at + 1));
    assertMatches("now at [0-9]+ nsecs", lines.get(at + 2));
    for (int cpu = 0; cpu < 2; cpu++) {
      int first = lines.indexOf("cpu: " + cpu);
      assertTrue(first > 0);
      List<String> clocks =
          lines.subList(first, lines.size()).stream()
              .filter(line -> line.startsWith("  .get_time:"))
              .limit(4)
              .map(line -> line.substring(line.lastIndexOf(' ') + 1))
              .toList();
      assertEquals(
          List.of("ktime_get", "ktime_get_real", "ktime_get_boottime", "ktime_get_clocktai"),
          clocks);
      assertTrue(lines.contains("Per CPU device: " + cpu));
    }
    assertTrue(lines.contains("Broadcast device"));
    assertTrue(lines.contains(" event_handler:  hrtimer_interrupt"));
    assertTrue(lines.contains(" set_mode:       lapic_timer_setup"), "not yet a callback a state");
  }

  /** show_mem(0), ftrace_dump. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void mShowsMemoryAndZNoTrace(String profile) {
    List<String> memory = told(profile, SysRqWay.PROC, 'm', 1);
    assertTrue(memory.contains("Mem-Info:"));
    assertMatches("active_anon:[0-9]+ inactive_anon:[0-9]+ isolated_anon:0", memory.get(2));
    for (String end :
        List.of("[0-9]+ total pagecache pages", "[0-9]+ pages RAM", "[0-9]+ pages reserved")) {
      assertEquals(1, memory.stream().filter(line -> line.matches(end)).count(), end);
    }
    List<String> trace = told(profile, SysRqWay.PROC, 'z', 1);
    int at = trace.indexOf("Dumping ftrace buffer:");
    assertEquals("   (ftrace buffer empty)", trace.get(at + 1));
  }
}
