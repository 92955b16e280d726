package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/**
 * The magic SysRq keys (drivers/tty/sysrq.c of 3.10) that this kernel has registered; every other
 * key lists them.
 */
final class SysRq {

  /** Where a key came from. /proc asks nobody; the keyboard obeys {@code kernel.sysrq}. */
  enum Origin {
    PROC,
    KEYBOARD
  }

  private static final int HEADER_LEVEL = 7;
  private static final int MASK_LOG = 0x0002;
  private static final int MASK_DUMP = 0x0008;
  private static final int MASK_SYNC = 0x0010;
  private static final int MASK_REMOUNT = 0x0020;
  private static final int MASK_BOOT = 0x0080;

  /** In the order of the help text. */
  private enum Key {
    LOGLEVEL("0123456789", "loglevel(0-9)", "Changing Loglevel", MASK_LOG),
    REBOOT("b", "reboot(b)", "Resetting", MASK_BOOT),
    CRASH("c", "crash(c)", "Trigger a crash", MASK_DUMP),
    SYNC("s", "sync(s)", "Emergency Sync", MASK_SYNC),
    UNMOUNT("u", "unmount(u)", "Emergency Remount R/O", MASK_REMOUNT);

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

  /** Whether the keyboard is listened to at all. */
  boolean isOn() {
    return kernel.sysctl().sysrq() != 0 || kernel.arguments().has("sysrq_always_enabled");
  }

  private boolean allows(int mask) {
    int enabled = kernel.sysctl().sysrq();
    return enabled == 1 || (enabled & mask) != 0 || kernel.arguments().has("sysrq_always_enabled");
  }

  /** Does what {@code key} stands for, as steps that follow the running one. */
  void trigger(char key, Origin origin) {
    Task task = kernel.current();
    kernel.cpu().call(() -> announce(key, origin, task));
  }

  private void announce(char pressed, Origin origin, @Nullable Task task) {
    Printk printk = kernel.printk();
    Era era = kernel.profile().era();
    String header = era.sysRqHeader();
    int level = printk.consoleLevel();
    printk.setConsoleLevel(HEADER_LEVEL);
    Key key = null;
    for (Key each : Key.values()) {
      if (each.keys.indexOf(pressed) >= 0) {
        key = each;
      }
    }
    if (key == null) {
      StringBuilder help = new StringBuilder(header + "HELP : ");
      for (Key each : Key.values()) {
        help.append(each.help).append(' ');
      }
      printk.print(Printk.INFO, help.toString());
      printk.setConsoleLevel(level);
    } else if (origin == Origin.KEYBOARD && !allows(key.mask)) {
      printk.print(Printk.INFO, header + "This sysrq operation is disabled.");
      if (era.restoresLevel()) {
        printk.setConsoleLevel(level);
      }
    } else {
      printk.print(Printk.INFO, header + key.action);
      printk.setConsoleLevel(level);
      perform(key, pressed, origin, task);
    }
  }

  private void perform(Key key, char pressed, Origin origin, @Nullable Task task) {
    Printk printk = kernel.printk();
    switch (key) {
      case LOGLEVEL ->
          kernel
              .cpu()
              .call(
                  () -> {
                    printk.setConsoleLevel(HEADER_LEVEL);
                    printk.print(Printk.INFO, "Loglevel set to " + pressed);
                    printk.setConsoleLevel(pressed - '0');
                  });
      case REBOOT -> kernel.crashPath().emergencyRestart();
      case CRASH -> {
        kernel.sysctl().setPanicOnOops(1);
        kernel
            .crashPath()
            .die(
                origin == Origin.KEYBOARD
                    ? SysRqCrash.byKey(kernel)
                    : SysRqCrash.byProc(kernel, task));
      }
      case SYNC -> kernel.cpu().call(() -> printk.print(Printk.WARNING, "Emergency Sync complete"));
      case UNMOUNT ->
          kernel.cpu().call(() -> printk.print(Printk.WARNING, "Emergency Remount complete"));
    }
  }
}
