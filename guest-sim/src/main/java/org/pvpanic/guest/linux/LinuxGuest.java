package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.firmware.DirectBoot;
import org.pvpanic.guest.firmware.Firmware;
import org.pvpanic.guest.firmware.Restart;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/**
 * A Linux system as guest code, after the firmware. Immutable: one serves any number of machines,
 * and everything that a boot makes belongs to that boot.
 *
 * <p>A board with less than 27 MiB of memory cannot hold the kernel; nothing boots there and the
 * CPU halts.
 *
 * <p>The board's user chooses through files of the firmware configuration device: {@code
 * opt/org.pvpanic/cmdline} holds the kernel's arguments, {@code opt/org.pvpanic/init} a script that
 * runs as pid 1 of an initramfs in place of the installed system, and {@code
 * opt/org.pvpanic/rc.local} one that runs at the end of boot. Without the first of them, those
 * arguments count that came with a kernel for direct boot ({@code -kernel} and {@code -append}).
 *
 * @param profile its kernel
 * @param userSpace what its kernel runs
 */
public record LinuxGuest(KernelProfile profile, UserSpace userSpace) implements GuestCode {

  private static final String FILES = "opt/org.pvpanic/";

  /** An initramfs with a script, a handful of modules and busybox. */
  private static final long SCRIPT_INITRAMFS = 2_412L << 10;

  /** A machine has a disk of its own, which its resets leave alone. */
  @Override
  public GuestCode installed() {
    Disk disk = new Disk();
    return bootCpu -> start(bootCpu, disk);
  }

  @Override
  public void start(Vcpu bootCpu) {
    start(bootCpu, new Disk());
  }

  private void start(Vcpu bootCpu, Disk disk) {
    long ram = bootCpu.memory().size();
    if (ram < KernelLayout.NORMAL.base() + KernelLayout.SIZE) {
      return;
    }
    Firmware firmware = new Firmware(bootCpu.ports(), bootCpu.physical());
    Step boot = () -> bootCpu.call(firmware::run, () -> boot(bootCpu, firmware, disk));
    new Restart(bootCpu, profile.firmwareResets()).then(boot);
  }

  private void boot(Vcpu bootCpu, Firmware firmware, Disk disk) {
    long ram = bootCpu.memory().size();
    DirectBoot direct = firmware.directBoot();
    BootOptions options =
        new BootOptions(firmware.text(FILES + "init"), firmware.text(FILES + "rc.local"));
    CommandLine arguments =
        new CommandLine(arguments(firmware.text(FILES + "cmdline"), direct, options));
    RootKind root = options.init() == null ? RootKind.INSTALLED : RootKind.INITRAMFS;
    long initrd = direct != null ? direct.initrdSize() : initrdSize(root);
    MemoryMap map = MemoryMap.of(firmware.memoryMap(ram), initrd);
    Kexec kexec = new Kexec(arguments, ram, map, profile.era());
    KernelLayout.NORMAL.write(bootCpu.memory(), profile.release());
    Kernel.Setup setup =
        new Kernel.Setup(
            this,
            KernelLayout.NORMAL,
            arguments,
            map,
            options,
            root,
            firmware.boardName(),
            disk,
            null);
    new Kernel(bootCpu, setup, kexec).boot(profile.script());
  }

  private long initrdSize(RootKind root) {
    return root == RootKind.INITRAMFS ? SCRIPT_INITRAMFS : profile.initrdSize();
  }

  private String arguments(
      @Nullable String file, @Nullable DirectBoot direct, BootOptions options) {
    if (file != null) {
      return file;
    }
    if (direct != null) {
      return direct.arguments();
    }
    return options.init() == null ? profile.arguments() : "console=ttyS0,115200n8";
  }

  /** A kernel takes the place of the one before, without the firmware. */
  void startNext(Kernel before, String line) {
    CommandLine arguments = new CommandLine(line);
    MemoryMap map = before.memoryMap();
    Kernel.Setup setup =
        new Kernel.Setup(
            this,
            KernelLayout.NORMAL,
            arguments,
            map,
            before.options(),
            before.root(),
            before.hardware(),
            before.disk(),
            null);
    KernelLayout.NORMAL.write(before.cpu().memory(), profile.release());
    Kexec kexec = new Kexec(arguments, before.cpu().memory().size(), map, profile.era());
    new Kernel(before.cpu(), setup, kexec).boot(profile.script());
  }

  /** The crash memory becomes the memory of a second kernel, which saves the first one's. */
  void startCapture(Kernel crashed, int cpu) {
    Kexec crash = crashed.kexec();
    Kexec.Image image = crash.image();
    String given = image == null ? null : image.arguments();
    InitialRamdisk ramdisk = image == null ? null : image.ramdisk();
    boolean installed = crashed.root() == RootKind.INSTALLED;
    CommandLine arguments =
        new CommandLine(given == null ? captureArguments(crashed.arguments(), crash) : given);
    long initrd = ramdisk == null ? profile.initrdSize() / 2 : ramdisk.size();
    MemoryMap map =
        MemoryMap.ofCrashMemory(crash.start(), crash.size(), crashed.memoryMap(), initrd);
    String init = ramdisk == null ? null : ramdisk.init();
    Kernel.Setup setup =
        new Kernel.Setup(
            this,
            new KernelLayout(crash.start()),
            arguments,
            map,
            new BootOptions(init, null),
            captureRoot(init == null && installed),
            crashed.hardware(),
            crashed.disk(),
            new OldMemory(crashed, cpu));
    setup.layout().write(crashed.cpu().memory(), profile.release());
    new Kernel(crashed.cpu(), setup, new Kexec(arguments, 0, map, profile.era()))
        .boot(profile.script());
  }

  /** EL7 saves a dump in the initramfs, Debian in the installed system. */
  private RootKind captureRoot(boolean ofService) {
    if (!ofService) {
      return RootKind.INITRAMFS;
    }
    return profile.era() == Era.LINUX_3_10 ? RootKind.CAPTURE : RootKind.INSTALLED;
  }

  /** As the kdump service makes them: without crashkernel=, EL7's without quiet, too. */
  private String captureArguments(CommandLine first, Kexec crash) {
    StringBuilder line = new StringBuilder();
    boolean el7 = profile.era() == Era.LINUX_3_10;
    for (String argument : first.text().split(" ")) {
      boolean hushes = el7 && List.of("quiet", "rhgb").contains(argument);
      if (!hushes && !argument.startsWith("crashkernel=")) {
        line.append(argument).append(' ');
      }
    }
    long header = (crash.start() + crash.size()) / 1024 - 4;
    return line.append(profile.captureArguments())
        .append(" elfcorehdr=")
        .append(header)
        .append('K')
        .toString();
  }
}
