package org.pvpanic.guest.linux;

import java.util.HashMap;
import java.util.Map;
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
  private @Nullable Map<String, String> changed;
  private int sysrq;
  private int panic;
  private int panicOnOops;
  private int panicOnWarn;

  Sysctl(Era era, KernelDefaults defaults, CommandLine arguments) {
    this.era = era;
    sysrq = defaults.sysrq();
    panic = arguments.number("panic", 0);
    panicOnOops = "panic".equals(arguments.value("oops")) ? 1 : defaults.panicOnOops();
    panicOnWarn = arguments.number("panic_on_warn", arguments.has("panic_on_warn") ? 1 : 0);
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

  /** Sets a value that has been checked. */
  public void setText(String path, String value) {
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

  /** Sets {@code kernel.panic}. */
  public void setPanic(int value) {
    panic = value;
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
