package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/** The values below /proc/sys/kernel that decide about a crash. */
public final class Sysctl {

  private int sysrq;
  private int panic;
  private int panicOnOops;

  Sysctl(KernelDefaults defaults, CommandLine arguments) {
    sysrq = defaults.sysrq();
    panic = arguments.number("panic", 0);
    panicOnOops = "panic".equals(arguments.value("oops")) ? 1 : defaults.panicOnOops();
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

  /** Numbers as proc_dointvec reads them: as many as there are, at most {@code max}; else null. */
  static int @Nullable [] numbers(String text, int max) {
    String[] words = text.trim().split("[ \t\n]+");
    int[] numbers = new int[Math.min(words.length, max)];
    try {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Integer.parseInt(words[i]);
      }
    } catch (NumberFormatException e) {
      return null;
    }
    return numbers;
  }
}
