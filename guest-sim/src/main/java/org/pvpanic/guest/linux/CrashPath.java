package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/**
 * What the kernel does when it goes wrong: the oops (arch/x86/kernel/dumpstack.c) and panic
 * (kernel/panic.c) of 3.10.0-514, each line and each thing done a step of its own. Whatever stops
 * the machine in the middle, {@code cont} takes the next one.
 */
final class CrashPath {

  private static final int KEYBOARD_COMMAND = 0x64;
  private static final int PULSE_RESET = 0xfe;
  private static final int SIGKILL = 9;

  /** What an oops is printed with when its caller names no level. */
  private static final int DEFAULT = Printk.WARNING;

  /** A loaded capture kernel is checked before it is entered. */
  private static final long PURGATORY_NS = 1_100_000_000L;

  private final Kernel kernel;
  private int oopses;
  private long traceId;

  CrashPath(Kernel kernel) {
    this.kernel = kernel;
  }

  /** An invalid access to address 0 at {@code site}: page fault, oops, and what follows. */
  void die(CrashSite site) {
    Vcpu cpu = kernel.cpu();
    cpu.enableInterrupts(false);
    cpu.call(kernel.printk()::verbose);
    print(Printk.ALERT, OopsText.faultLines(site));
    int number = ++oopses;
    print(DEFAULT, OopsText.bodyLines(kernel, site, number));
    cpu.call(() -> oopsEnd(site));
  }

  private void oopsEnd(CrashSite site) {
    boolean fatal = site.inInterrupt() || kernel.sysctl().panicOnOops() != 0 || site.pid() <= 1;
    if (fatal && kernel.kexec().isLoaded()) {
      crashKexec();
      return;
    }
    print(DEFAULT, List.of("---[ end trace " + Hex.wide(nextTraceId()) + " ]---"));
    if (site.inInterrupt()) {
      panic("Fatal exception in interrupt");
    } else if (kernel.sysctl().panicOnOops() != 0) {
      panic("Fatal exception");
    } else {
      kernel.cpu().enableInterrupts(true);
      Task task = site.task();
      if (task != null) {
        task.kill(SIGKILL);
      }
    }
  }

  /** Random for the first oops of a boot, then counted on. */
  private long nextTraceId() {
    traceId = traceId == 0 ? kernel.entropy().next() : traceId + 1;
    return traceId;
  }

  /** pid 1 ended, which nothing can go on without. */
  void initEnded(Task task, int waitStatus) {
    if (task.pid() == 1) {
      panic("Attempted to kill init! exitcode=0x" + Hex.wide(waitStatus).substring(8) + "\n");
    }
  }

  /** The kernel cannot go on. */
  void panic(String why) {
    Vcpu cpu = kernel.cpu();
    cpu.enableInterrupts(false);
    cpu.onNmi(() -> {});
    cpu.call(kernel.printk()::verbose);
    print(Printk.EMERG, List.of("Kernel panic - not syncing: " + why));
    cpu.call(
        () -> {
          if (kernel.kexec().isLoaded()) {
            crashKexec();
          } else {
            cpu.call(kernel.panicNotifiers().steps());
            cpu.call(this::afterNotifiers);
          }
        });
  }

  private void crashKexec() {
    kernel.cpu().delay(PURGATORY_NS);
    kernel.cpu().call(kernel::startCaptureKernel);
  }

  private void afterNotifiers() {
    Vcpu cpu = kernel.cpu();
    int seconds = kernel.sysctl().panic();
    if (seconds > 0) {
      cpu.call(
          () ->
              kernel.printk().printUnended(Printk.EMERG, "Rebooting in " + seconds + " seconds.."));
      cpu.delay(seconds * 1_000_000_000L);
    }
    if (seconds == 0) {
      cpu.hang();
    } else {
      emergencyRestart();
    }
  }

  /**
   * Pulses the CPU's reset line through the keyboard controller; without one the CPU stays here.
   */
  void emergencyRestart() {
    Vcpu cpu = kernel.cpu();
    cpu.call(
        () -> {
          cpu.enableInterrupts(false);
          cpu.ports().outb(KEYBOARD_COMMAND, PULSE_RESET);
        },
        cpu::hang);
  }

  private void print(int level, List<String> lines) {
    List<Step> steps = new ArrayList<>(lines.size());
    for (String line : lines) {
      steps.add(() -> kernel.printk().print(level, line));
    }
    kernel.cpu().call(steps.toArray(Step[]::new));
  }
}
