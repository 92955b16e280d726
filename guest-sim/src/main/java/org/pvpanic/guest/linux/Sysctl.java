package org.pvpanic.guest.linux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.proc.SysctlTable;

/**
 * What has been set below /proc/sys. The settings that decide about a crash have methods of their
 * own; the others go by their path, such as {@code kernel/hung_task_timeout_secs}.
 */
public final class Sysctl {

  private static final String SYSRQ = "kernel/sysrq";
  private static final String PANIC = "kernel/panic";
  private static final String PANIC_ON_OOPS = "kernel/panic_on_oops";
  private static final String PANIC_ON_WARN = "kernel/panic_on_warn";

  private final Era era;
  private LongSupplier clock = () -> 0;
  private @Nullable Map<String, String> changed;
  private @Nullable Map<String, Long> changedAt;
  private @Nullable Map<String, Runnable> readers;
  private int sysrq;
  private int panic;
  private int panicOnOops;
  private int panicOnWarn;

  Sysctl(Era era, KernelDefaults defaults, CommandLine arguments) {
    this.era = era;
    sysrq = defaults.sysrq();
    panic = arguments.number("panic", 0);
    panicOnOops = "panic".equals(arguments.value("oops")) ? 1 : defaults.panicOnOops();
    obey(arguments);
    panicOnWarn = arguments.number("panic_on_warn", arguments.has("panic_on_warn") ? 1 : 0);
  }

  /** What kernel arguments set besides those that have a field. */
  private void obey(CommandLine arguments) {
    for (String name : List.of("softlockup_panic", "hung_task_panic", "watchdog_thresh")) {
      int value = arguments.number(name, -1);
      if (value >= 0 && !(era == Era.LINUX_3_10 && name.equals("watchdog_thresh"))) {
        store("kernel/" + name, Integer.toString(value));
      }
    }
    if (arguments.has("unknown_nmi_panic")) {
      store("kernel/unknown_nmi_panic", "1");
    }
    if (arguments.has("nowatchdog")) {
      store("kernel/watchdog", "0");
    }
    if (arguments.has("nosoftlockup")) {
      store(era == Era.LINUX_3_10 ? "kernel/watchdog" : "kernel/soft_watchdog", "0");
    }
  }

  /** The value of a setting as its file shows it, without the line's end; "" when it has none. */
  public String text(String path) {
    switch (path) {
      case SYSRQ -> {
        return Integer.toString(sysrq);
      }
      case PANIC -> {
        return Integer.toString(panic);
      }
      case PANIC_ON_OOPS -> {
        return Integer.toString(panicOnOops);
      }
      case PANIC_ON_WARN -> {
        return Integer.toString(panicOnWarn);
      }
      default -> {
        String value = changed == null ? null : changed.get(path);
        if (value == null) {
          value = SysctlTable.standard(era, path);
        }
        return value == null ? "" : value;
      }
    }
  }

  /** Has changes told of: by when, and to whom it may concern. */
  void watch(LongSupplier watched) {
    clock = watched;
  }

  /** When a setting was changed last, by the clock of {@link #watch}; 0 for never. */
  long changedNs(String path) {
    Map<String, Long> known = changedAt;
    return known == null ? 0 : known.getOrDefault(path, 0L);
  }

  /** Calls somebody whenever a setting has been changed. */
  void onChange(String path, Runnable reader) {
    Map<String, Runnable> known = readers;
    if (known == null) {
      known = new HashMap<>(2);
      readers = known;
    }
    known.put(path, reader);
  }

  /** Sets a value that has been checked. */
  public void setText(String path, String value) {
    store(path, value);
    Map<String, Long> times = changedAt;
    if (times == null) {
      times = new HashMap<>(4);
      changedAt = times;
    }
    times.put(path, clock.getAsLong());
    Runnable reader = readers == null ? null : readers.get(path);
    if (reader != null) {
      reader.run();
    }
  }

  private void store(String path, String value) {
    switch (path) {
      case SYSRQ -> sysrq = Integer.parseInt(value);
      case PANIC -> panic = Integer.parseInt(value);
      case PANIC_ON_OOPS -> panicOnOops = Integer.parseInt(value);
      case PANIC_ON_WARN -> panicOnWarn = Integer.parseInt(value);
      default -> {
        Map<String, String> known = changed;
        if (known == null) {
          known = new HashMap<>(4);
          changed = known;
        }
        known.put(path, value);
      }
    }
  }

  /** The value of a setting that is one number; 0 when this kernel lacks it. */
  public long number(String path) {
    String text = text(path);
    return text.isEmpty() ? 0 : Long.parseUnsignedLong(text.replace("-", "")) * sign(text);
  }

  private static int sign(String text) {
    return text.startsWith("-") ? -1 : 1;
  }

  /** {@code kernel.sysrq}: 0 off, 1 all, otherwise a mask of what the keyboard may do. */
  public int sysrq() {
    return sysrq;
  }

  /** Sets {@code kernel.sysrq}. */
  public void setSysrq(int value) {
    sysrq = value;
  }

  /** {@code kernel.panic}: seconds until a panicked kernel reboots; 0 never, negative at once. */
  public int panic() {
    return panic;
  }

  /** {@code kernel.panic_on_oops}. */
  public int panicOnOops() {
    return panicOnOops;
  }

  /** Sets {@code kernel.panic_on_oops}. */
  public void setPanicOnOops(int value) {
    panicOnOops = value;
  }

  /** {@code kernel.panic_on_warn}. */
  public int panicOnWarn() {
    return panicOnWarn;
  }
}
