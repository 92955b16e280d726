package org.pvpanic.machine;

/**
 * What the machine does on its own when the guest reboots, shuts down, panics or hangs ({@code
 * -action}, {@code set-action}). {@link #DEFAULT} is QEMU's.
 */
public record Actions(Reboot reboot, Shutdown shutdown, Panic panic, Watchdog watchdog) {

  /** QEMU's defaults: reset, poweroff, shutdown, reset. */
  public static final Actions DEFAULT =
      new Actions(Reboot.RESET, Shutdown.POWEROFF, Panic.SHUTDOWN, Watchdog.RESET);

  /** On guest reboot. */
  public enum Reboot {
    RESET,
    SHUTDOWN
  }

  /** On guest shutdown. */
  public enum Shutdown {
    POWEROFF,
    PAUSE
  }

  /** On guest panic. */
  public enum Panic {
    PAUSE,
    SHUTDOWN,
    EXIT_FAILURE,
    NONE
  }

  /** When a watchdog fires. */
  public enum Watchdog {
    RESET,
    SHUTDOWN,
    POWEROFF,
    PAUSE,
    DEBUG,
    NONE,
    INJECT_NMI
  }

  /** These actions with another one for reboot. */
  public Actions withReboot(Reboot action) {
    return new Actions(action, shutdown, panic, watchdog);
  }

  /** These actions with another one for shutdown. */
  public Actions withShutdown(Shutdown action) {
    return new Actions(reboot, action, panic, watchdog);
  }

  /** These actions with another one for panic. */
  public Actions withPanic(Panic action) {
    return new Actions(reboot, shutdown, action, watchdog);
  }

  /** These actions with another one for the watchdog. */
  public Actions withWatchdog(Watchdog action) {
    return new Actions(reboot, shutdown, panic, action);
  }
}
