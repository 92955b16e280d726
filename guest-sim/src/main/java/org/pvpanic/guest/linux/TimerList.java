package org.pvpanic.guest.linux;

import java.util.Locale;
import org.pvpanic.guest.acpi.AcpiTables;

/**
 * High-resolution timers and the devices that make their interrupts (kernel/time/timer_list.c): a
 * tick and a watchdog for each CPU, and a timer for each task that sleeps. Newer kernels end no
 * record within a line, so that consoles show its pieces as lines.
 */
final class TimerList {

  private static final int LEVEL = Printk.WARNING;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long SLACK_NS = 50_000;
  private static final String[] CLOCKS = {"", "_real", "_boottime", "_clocktai"};

  private final Kernel kernel;
  private final boolean el7;
  private final long now;
  private final long tickNs;
  private final Report report = new Report();

  TimerList(Kernel kernel) {
    this.kernel = kernel;
    this.el7 = kernel.isEl7();
    this.now = kernel.printk().uptimeNs();
    this.tickNs = el7 ? 1_000_000 : 4_000_000;
  }

  Report report() {
    int bases = el7 ? CLOCKS.length : 2 * CLOCKS.length;
    say("Timer List Version: " + (el7 ? "v0.8" : "v0.9"));
    say("HRTIMER_MAX_CLOCK_BASES: " + bases);
    say("now at " + now + " nsecs");
    say("");
    int cpus = kernel.view().cpus();
    for (int cpu = 0; cpu < cpus; cpu++) {
      say("cpu: " + cpu);
      for (int base = 0; base < bases; base++) {
        base(cpu, base);
      }
      state();
    }
    devices(cpus);
    return report;
  }

  private void base(int cpu, int index) {
    int clock = index % CLOCKS.length;
    say(" clock " + index + ":");
    say("  .base:       " + (el7 ? Hex.wide(address(cpu, 0x940 + 0x40 * index)) : hidden()));
    say("  .index:      " + index);
    say("  .resolution: 1 nsecs");
    say("  .get_time:   ktime_get" + CLOCKS[clock]);
    long offset = clock % 2 == 0 ? 0 : kernel.realtimeNs() - now;
    say("  .offset:     " + offset + " nsecs");
    say("active timers:");
    if (index == 0) {
      timers(cpu);
    }
  }

  private void timers(int cpu) {
    long tick = nextTick();
    timer(cpu, 0, "tick_sched_timer", tick, 0, "hrtimer_start, swapper/" + cpu + "/0");
    int number = 1;
    long watchdog = kernel.knob("watchdog_thresh", 10) * 400_000_000L;
    if (watchdog > 0) {
      long due = (now / watchdog + 1) * watchdog;
      timer(cpu, number++, "watchdog_timer_fn", due, 0, "hrtimer_start, watchdog/" + cpu + "/10");
    }
    for (Task task : kernel.tasks().all()) {
      long wakes = task.life().wakesNs();
      if (kernel.view().cpuOf(task) == cpu && wakes > kernel.cpu().now()) {
        timer(
            cpu,
            number++,
            "hrtimer_wakeup",
            now + wakes - kernel.cpu().now(),
            SLACK_NS,
            "hrtimer_start_range_ns, " + task.comm() + "/" + task.pid());
      }
    }
  }

  private void timer(int cpu, int number, String function, long due, long slack, String starter) {
    String place = el7 ? Hex.wide(address(cpu, 0xe80 + 0x60 * number)) : hidden();
    String first = " #" + number + ": <" + place + ">, " + function;
    if (el7) {
      say(first + ", S:01, " + starter);
    } else {
      say(first);
      say(", S:01");
      say("");
    }
    long last = due + slack;
    say(
        String.format(
            Locale.ROOT,
            " # expires at %d-%d nsecs [in %d to %d nsecs]",
            due,
            last,
            due - now,
            last - now));
  }

  private long nextTick() {
    return (now / tickNs + 1) * tickNs;
  }

  private void state() {
    long jiffies = SchedDebug.jiffies(kernel);
    long ticks = now / 25_000_000;
    value("expires_next", nextTick() + " nsecs");
    value("hres_active", "1");
    value("nr_events", Long.toString(ticks));
    value("nr_retries", "0");
    value("nr_hangs", "0");
    value("max_hang_time", el7 ? "0 nsecs" : "0");
    value("nohz_mode", "2");
    value("last_tick", now / tickNs * tickNs + " nsecs");
    value("tick_stopped", "0");
    value("idle_jiffies", Long.toString(jiffies));
    value("idle_calls", Long.toString(ticks / 3));
    value("idle_sleeps", Long.toString(ticks / 6));
    value("idle_entrytime", now + " nsecs");
    value("idle_waketime", now + " nsecs");
    value("idle_exittime", now + " nsecs");
    value("idle_sleeptime", Math.max(0, now - kernel.view().busyNs()) + " nsecs");
    value("iowait_sleeptime", "0 nsecs");
    value("last_jiffies", Long.toString(jiffies));
    value("next_timer", Long.toString(nextTick()));
    value("idle_expires", nextTick() + " nsecs");
    say("jiffies: " + jiffies);
    say("");
  }

  private void devices(int cpus) {
    AcpiTables tables = kernel.acpiTables();
    boolean hpet = tables != null && tables.find("HPET") != null;
    device("Broadcast device", hpet ? "hpet" : "pit");
    say(el7 ? "tick_broadcast_mask: 00000000" : "tick_broadcast_mask: 0");
    say(el7 ? "tick_broadcast_oneshot_mask: 00000000" : "tick_broadcast_oneshot_mask: 0");
    say("");
    for (int cpu = 0; cpu < cpus; cpu++) {
      device("Per CPU device: " + cpu, "lapic");
    }
  }

  private void device(String what, String name) {
    boolean local = name.equals("lapic");
    say("Tick Device: mode:     1");
    say(what);
    if (el7) {
      say("Clock Event Device: " + name);
    } else {
      say("Clock Event Device: ");
      say(name);
    }
    boolean pit = name.equals("pit");
    say(" max_delta_ns:   " + (local ? 34_359_875_825L : pit ? 27_461_866L : 21_474_836_451L));
    say(" min_delta_ns:   " + (local ? 1000 : pit ? 12_571 : 1920));
    say(" mult:           " + (local ? 268_434_382L : pit ? 5_124_677L : 429_496_730L));
    say(" shift:          32");
    say(" mode:           " + (local || el7 ? 3 : 1));
    say(" next_event:     " + (local ? nextTick() : NEVER) + " nsecs");
    if (el7) {
      say(" set_next_event: " + (local ? "lapic" : pit ? "pit" : "hpet_legacy") + "_next_event");
      say(
          " set_mode:       "
              + (local ? "lapic_timer_setup" : pit ? "init_pit_timer" : "hpet_legacy_set_mode"));
    } else if (local) {
      say(" set_next_event: lapic_next_event");
      say(" shutdown:       lapic_timer_shutdown");
      say(" periodic:       lapic_timer_set_periodic");
      say(" oneshot:        lapic_timer_set_oneshot");
      say(" oneshot stopped: lapic_timer_shutdown");
    } else if (pit) {
      say(" set_next_event: pit_next_event");
      say(" shutdown:       pit_shutdown");
      say(" periodic:       pit_set_periodic");
      say(" oneshot:        pit_set_oneshot");
    } else {
      say(" set_next_event: hpet_clkevt_set_next_event");
      say(" shutdown:       hpet_clkevt_set_state_shutdown");
      say(" periodic:       hpet_clkevt_set_state_periodic");
      say(" oneshot:        hpet_clkevt_set_state_oneshot");
      say(" resume:         hpet_clkevt_legacy_resume");
    }
    say(" event_handler:  " + (local ? "hrtimer_interrupt" : "tick_handle_oneshot_broadcast"));
    if (!el7) {
      say("");
    }
    say(" retries:        0");
    if (!el7 && local) {
      say("Wakeup Device: <NULL>");
    }
    say("");
  }

  private void value(String name, String value) {
    say(String.format(Locale.ROOT, "  .%-15s: %s", name, value));
  }

  private void say(String line) {
    report.add(LEVEL, line);
  }

  /** In the CPU's own data, at the end of memory. */
  private long address(int cpu, int offset) {
    long size = 2L << 20;
    return kernel.kaslr().directMap()
        + (kernel.memoryMap().lowEnd() & -size)
        - size
        + 0x1_0000L * (cpu + 1)
        + offset;
  }

  /** An address before there are random numbers to hide it with ({@code %p} since 4.15). */
  private static String hidden() {
    return "(____ptrval____)";
  }
}
