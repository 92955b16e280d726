package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/**
 * The magic SysRq keys (drivers/tty/sysrq.c) that these kernels have registered; every other key
 * lists them.
 */
final class SysRq {

  /** Where a key came from. /proc asks nobody; the others obey {@code kernel.sysrq}. */
  enum Origin {
    PROC,
    KEYBOARD,
    SERIAL
  }

  private static final int HEADER_LEVEL = 7;
  private static final int MASK_LOG = 0x0002;
  private static final int MASK_KEYBOARD = 0x0004;
  private static final int MASK_DUMP = 0x0008;
  private static final int MASK_SYNC = 0x0010;
  private static final int MASK_REMOUNT = 0x0020;
  private static final int MASK_SIGNAL = 0x0040;
  private static final int MASK_BOOT = 0x0080;
  private static final int MASK_NICE = 0x0100;

  /** Only {@code kernel.sysrq=1} allows it. */
  private static final int MASK_ALL = 0x0001;

  /** In the order of the help text. */
  enum Key {
    LOGLEVEL("0123456789", "loglevel(0-9)", "Changing Loglevel", MASK_LOG),
    REBOOT("b", "reboot(b)", "Resetting", MASK_BOOT),
    CRASH("c", "crash(c)", "Trigger a crash", MASK_DUMP),
    TERMINATE("e", "terminate-all-tasks(e)", "Terminate All Tasks", MASK_SIGNAL),
    OOM("f", "memory-full-oom-kill(f)", "Manual OOM execution", MASK_SIGNAL),
    KILL("i", "kill-all-tasks(i)", "Kill All Tasks", MASK_SIGNAL),
    THAW("j", "thaw-filesystems(j)", "Emergency Thaw of all frozen filesystems", MASK_SIGNAL),
    SAK("k", "sak(k)", "SAK", MASK_KEYBOARD),
    BACKTRACE(
        "l", "show-backtrace-all-active-cpus(l)", "Show backtrace of all active CPUs", MASK_DUMP),
    MEMORY("m", "show-memory-usage(m)", "Show Memory", MASK_DUMP),
    NICE("n", "nice-all-RT-tasks(n)", "Nice All RT Tasks", MASK_NICE),
    POWER_OFF("o", "poweroff(o)", "Power Off", MASK_BOOT),
    REGISTERS("p", "show-registers(p)", "Show Regs", MASK_DUMP),
    TIMERS(
        "q",
        "show-all-timers(q)",
        "Show clockevent devices & pending hrtimers (no others)",
        MASK_ALL),
    UNRAW("r", "unraw(r)", "Keyboard mode set to system default", MASK_KEYBOARD),
    SYNC("s", "sync(s)", "Emergency Sync", MASK_SYNC),
    STATES("t", "show-task-states(t)", "Show State", MASK_DUMP),
    UNMOUNT("u", "unmount(u)", "Emergency Remount R/O", MASK_REMOUNT),
    BLOCKED("w", "show-blocked-tasks(w)", "Show Blocked State", MASK_DUMP),
    FTRACE("z", "dump-ftrace-buffer(z)", "Dump ftrace buffer", MASK_DUMP);

    private final String keys;
    private final String help;
    private final String action;
    private final int mask;

    Key(String keys, String help, String action, int mask) {
      this.keys = keys;
      this.help = help;
      this.action = action;
      this.mask = mask;
    }
  }

  private final Kernel kernel;

  SysRq(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Whether keyboard and serial lines are listened to at all. */
  boolean isOn() {
    return kernel.sysctl().sysrq() != 0 || kernel.arguments().has("sysrq_always_enabled");
  }

  private boolean allows(int mask) {
    int enabled = kernel.sysctl().sysrq();
    return enabled == 1
        || (enabled & mask & ~MASK_ALL) != 0
        || kernel.arguments().has("sysrq_always_enabled");
  }

  /** Does what {@code key} stands for, as steps that follow the running one. */
  void trigger(char key, Origin origin) {
    Task task = kernel.current();
    kernel.cpu().call(() -> announce(key, origin, task));
  }

  private static @Nullable Key key(char pressed) {
    for (Key each : Key.values()) {
      if (pressed != 0 && each.keys.indexOf(pressed) >= 0) {
        return each;
      }
    }
    return null;
  }

  private void announce(char pressed, Origin origin, @Nullable Task task) {
    Printk printk = kernel.printk();
    int level = printk.consoleLevel();
    printk.setConsoleLevel(HEADER_LEVEL);
    Key key = key(pressed);
    if (key == null) {
      printk.print(Printk.INFO, header(help()));
      printk.setConsoleLevel(level);
    } else if (origin != Origin.PROC && !allows(key.mask)) {
      printk.print(Printk.INFO, header("This sysrq operation is disabled."));
      if (era().restoresLevel()) {
        printk.setConsoleLevel(level);
      }
    } else {
      printk.print(Printk.INFO, header(key.action));
      printk.setConsoleLevel(level);
      if (key == Key.LOGLEVEL) {
        kernel.cpu().call(() -> setLevel(pressed - '0'));
      } else {
        new SysRqActions(kernel, origin, task).perform(key);
      }
    }
  }

  private Era era() {
    return kernel.profile().era();
  }

  private String header(String text) {
    return era().sysRqHeader() + text;
  }

  private static String help() {
    StringBuilder help = new StringBuilder("HELP : ");
    for (Key each : Key.values()) {
      help.append(each.help).append(' ');
    }
    return help.toString();
  }

  private void setLevel(int level) {
    Printk printk = kernel.printk();
    printk.setConsoleLevel(HEADER_LEVEL);
    String text = "Loglevel set to " + level;
    if (kernel.isEl7()) {
      printk.print(Printk.WARNING, text);
    } else {
      printk.print(Printk.INFO, header(text));
    }
    printk.setConsoleLevel(level);
  }
}
