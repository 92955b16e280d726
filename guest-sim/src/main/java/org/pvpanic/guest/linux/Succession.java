package org.pvpanic.guest.linux;

import org.pvpanic.machine.Vcpu;

/** How a kernel ends without a reset, and what the CPU runs after it. */
public final class Succession {

  private static final int IRQS = 16;

  private final Kernel kernel;
  private boolean alive = true;

  Succession(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Whether it has not ended. */
  boolean isAlive() {
    return alive;
  }

  /** Ends the kernel, which has crashed on that CPU, and starts the one in the crash memory. */
  void startCaptureKernel(int onCpu) {
    end();
    kernel.guest().startCapture(kernel, onCpu);
  }

  /**
   * reboot(LINUX_REBOOT_CMD_KEXEC): goes on with the kernel that is loaded for that; without one,
   * nothing happens.
   */
  public void startLoadedKernel() {
    String line = kernel.kexec().nextArguments();
    if (line != null) {
      String starting = "Starting new kernel";
      String said = kernel.isEl7() ? starting : "kexec_core: " + starting;
      kernel.stopScheduling(null);
      kernel
          .cpu()
          .call(
              () -> kernel.printk().print(Printk.EMERG, said),
              () -> {
                end();
                kernel.guest().startNext(kernel, line);
              });
    }
  }

  /** Jumps to where the firmware begins: the machine is not reset by that. */
  void enterFirmware() {
    end();
    kernel.cpu().call(() -> kernel.guest().start(kernel.cpu()));
  }

  private void end() {
    Vcpu cpu = kernel.cpu();
    alive = false;
    cpu.onTimeJump(null);
    cpu.hang();
    cpu.enableInterrupts(false);
    for (int irq = 0; irq < IRQS; irq++) {
      cpu.onInterrupt(irq, null);
    }
  }
}
