package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/**
 * What the kernel does when it goes wrong: the oops (arch/x86/kernel/dumpstack.c) and panic
 * (kernel/panic.c), each line and each thing done a step of its own. Whatever stops the machine in
 * the middle, {@code cont} takes the next one.
 */
final class CrashPath {

  /** What an oops is printed with when its caller names no level. */
  private static final int DEFAULT = Printk.WARNING;

  /** A loaded capture kernel is checked before it is entered. */
  private static final long PURGATORY_NS = 1_100_000_000L;

  private final Kernel kernel;
  private @Nullable CrashWords words;
  private int oopses;

  CrashPath(Kernel kernel) {
    this.kernel = kernel;
  }

  private CrashWords words() {
    CrashWords known = words;
    if (known == null) {
      known = CrashWords.of(kernel);
      words = known;
    }
    return known;
  }

  /** An invalid access to address 0 at {@code site}. */
  void die(CrashSite site) {
    die(new Fault.PageFault(0, true), site);
  }

  /** An exception at {@code site}: its handler, the oops, and what follows. */
  void die(Fault fault, CrashSite site) {
    Vcpu cpu = kernel.cpu();
    cpu.enableInterrupts(false);
    cpu.call(kernel.printk()::verbose);
    print(Printk.ALERT, words().fault(fault, site));
    int number = ++oopses;
    print(DEFAULT, words().oops(fault, site, number));
    cpu.call(() -> oopsEnd(fault, site));
  }

  private void oopsEnd(Fault fault, CrashSite site) {
    kernel.taint().add(Taint.DIE);
    boolean interrupt = site.inInterrupt() || fault instanceof Fault.StackOverflow;
    boolean panics = kernel.sysctl().panicOnOops() != 0;
    if ((interrupt || panics || site.pid() <= 1) && kexecComesFirst()) {
      crashKexec();
      return;
    }
    print(DEFAULT, words().oopsEnd(site));
    if (interrupt) {
      panic("Fatal exception in interrupt", site);
    } else if (panics) {
      panic("Fatal exception", site);
    } else {
      kernel.cpu().enableInterrupts(true);
      Task task = site.task();
      if (task != null) {
        task.kill(fault.signal());
      }
    }
  }

  private boolean kexecComesFirst() {
    return kernel.kexec().isLoaded() && !kernel.crashKexecPostNotifiers();
  }

  /** A WARN in kernel code: told, and nothing else unless the kernel is to panic then. */
  void warn(String place, String message, CrashSite site) {
    boolean panics = kernel.panicOnWarn();
    print(DEFAULT, words().warning(place, message, site));
    kernel
        .cpu()
        .call(
            () -> {
              kernel.taint().add(Taint.WARN);
              if (panics) {
                panic((kernel.isEl7() ? "" : "kernel: ") + "panic_on_warn set ...", site);
              }
            });
  }

  /** The CPU has been in the kernel for too long. */
  void softLockup(int seconds, CrashSite site, boolean panics) {
    print(Printk.EMERG, words().softLockup(seconds, site));
    kernel
        .cpu()
        .call(
            () -> {
              kernel.taint().add(Taint.SOFT_LOCKUP);
              if (panics) {
                panic("softlockup: hung tasks", site);
              }
            });
  }

  /** Pid 1 is gone: with its wait status, there is nothing left to live for. */
  void initEnded(Task task, int waitStatus) {
    String why = "Attempted to kill init! exitcode=0x" + Hex.wide(waitStatus).substring(8);
    // 3.10 ends the message itself, so that an empty line follows.
    panic(kernel.isEl7() ? why + "\n" : why, TaskCrash.ending(kernel, task));
  }

  /** The kernel cannot go on, in the idle task. */
  void panic(String why) {
    panic(why, TaskCrash.idle(kernel));
  }

  /** The kernel cannot go on. */
  void panic(String why, CrashSite site) {
    Vcpu cpu = kernel.cpu();
    cpu.enableInterrupts(false);
    cpu.onNmi(() -> {});
    cpu.call(kernel.printk()::verbose);
    print(Printk.EMERG, List.of("Kernel panic - not syncing: " + why));
    if (!kernel.taint().has(Taint.DIE)) {
      print(DEFAULT, words().panicDump(site));
    }
    cpu.call(
        () -> {
          if (kexecComesFirst()) {
            crashKexec();
          } else {
            cpu.call(kernel.panicNotifiers().steps());
            cpu.call(() -> afterNotifiers(why));
          }
        });
  }

  private void crashKexec() {
    kernel.cpu().delay(PURGATORY_NS);
    kernel.cpu().call(kernel::startCaptureKernel);
  }

  private void afterNotifiers(String why) {
    Vcpu cpu = kernel.cpu();
    String offset = words().kernelOffset();
    if (offset != null) {
      print(Printk.EMERG, List.of(offset));
    }
    if (kernel.kexec().isLoaded()) {
      cpu.call(this::crashKexec);
      return;
    }
    int seconds = kernel.sysctl().panic();
    if (seconds > 0) {
      countDown(seconds);
    }
    if (seconds != 0) {
      cpu.call(kernel.power().machineRestart()::afterPanic);
      return;
    }
    String end = words().panicEnd(why);
    if (end != null) {
      print(Printk.EMERG, List.of(end));
    }
    cpu.call(cpu::hang);
  }

  private void countDown(int seconds) {
    String text = "Rebooting in " + seconds + " seconds..";
    kernel
        .cpu()
        .call(
            () -> {
              if (kernel.isEl7()) {
                kernel.printk().printPiece(Printk.EMERG, text);
              } else {
                kernel.printk().print(Printk.EMERG, text);
              }
            });
    kernel.cpu().delay(seconds * 1_000_000_000L);
  }

  private void print(int level, List<String> lines) {
    List<Step> steps = new ArrayList<>(lines.size());
    for (String line : lines) {
      steps.add(() -> kernel.printk().print(level, line));
    }
    kernel.cpu().call(steps.toArray(Step[]::new));
  }
}
