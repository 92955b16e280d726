package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.firmware.Firmware;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Vcpu;

/**
 * A Linux system as guest code, after the firmware. Immutable: one serves any number of machines,
 * and everything that a boot makes belongs to that boot.
 *
 * <p>A board with less than 27 MiB of memory cannot hold the kernel; nothing boots there and the
 * CPU halts.
 *
 * @param profile its kernel
 * @param init what runs as pid 1
 * @param captureInit what runs as pid 1 of the capture kernel
 */
public record LinuxGuest(KernelProfile profile, Program init, Program captureInit)
    implements GuestCode {

  private static final String ARGUMENTS_FILE = "opt/org.pvpanic/cmdline";

  @Override
  public void start(Vcpu bootCpu) {
    long ram = bootCpu.memory().size();
    if (ram < KernelLayout.NORMAL.base() + KernelLayout.SIZE) {
      return;
    }
    Firmware firmware = new Firmware(bootCpu.ports(), bootCpu.physical());
    bootCpu.call(firmware::run, () -> boot(bootCpu, firmware.text(ARGUMENTS_FILE)));
  }

  private void boot(Vcpu bootCpu, @Nullable String given) {
    long ram = bootCpu.memory().size();
    CommandLine arguments = new CommandLine(given == null ? profile.arguments() : given);
    MemoryMap map = MemoryMap.ofBoard(ram);
    Kexec kexec = new Kexec(arguments, ram, map);
    KernelLayout.NORMAL.write(bootCpu.memory(), profile);
    new Kernel(bootCpu, this, KernelLayout.NORMAL, arguments, map, kexec)
        .boot(profile.script(), init);
  }

  /** The crash memory becomes the memory of a second kernel, which saves the first one's. */
  void startCapture(Kernel crashed) {
    Kexec crash = crashed.kexec();
    CommandLine arguments = new CommandLine(captureArguments(crashed.arguments(), crash));
    MemoryMap map = MemoryMap.ofCrashMemory(crash.start(), crash.size());
    new Kernel(
            crashed.cpu(),
            this,
            new KernelLayout(crash.start()),
            arguments,
            map,
            new Kexec(arguments, 0, map))
        .boot(profile.captureScript(), captureInit);
  }

  /** As the kdump service makes them: without crashkernel= and quiet, with its own behind. */
  private String captureArguments(CommandLine first, Kexec crash) {
    StringBuilder line = new StringBuilder();
    for (String argument : first.text().split(" ")) {
      if (!List.of("quiet", "rhgb").contains(argument) && !argument.startsWith("crashkernel=")) {
        line.append(argument).append(' ');
      }
    }
    long header = (crash.start() + crash.size()) / 1024 - 4;
    return line.append(profile.captureArguments())
        .append(" disable_cpu_apicid=0 elfcorehdr=")
        .append(header)
        .append('K')
        .toString();
  }
}
