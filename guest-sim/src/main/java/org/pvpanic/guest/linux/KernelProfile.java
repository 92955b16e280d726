package org.pvpanic.guest.linux;

/**
 * What a distribution's kernel is, as data.
 *
 * @param era the generation of kernels that it is of
 * @param release which kernel it is
 * @param defaults what it was configured to do
 * @param arguments its arguments when the board has none for it
 * @param captureArguments what the kdump service adds to the arguments of the capture kernel
 * @param initrdSize bytes of the initial RAM disk that its boot loader loads
 * @param firmwareResets how often the firmware of its board resets it after each reset
 * @param modules the modules that an installed system has loaded, as a crash lists them
 * @param script what it prints while it boots
 */
public record KernelProfile(
    Era era,
    Release release,
    KernelDefaults defaults,
    String arguments,
    String captureArguments,
    long initrdSize,
    int firmwareResets,
    String modules,
    BootScript script) {

  private static final int SEABIOS_RESETS = 1;

  private static final KernelDefaults EL7_3 =
      new KernelDefaults(1, 1, 1, true, false, false, false, true);

  private static final KernelDefaults EL7_9 =
      new KernelDefaults(1, 1, 1, true, true, true, true, true);

  private static final String EL7_CAPTURE_ARGUMENTS =
      "irqpoll nr_cpus=1 reset_devices cgroup_disable=memory mce=off numa=off"
          + " udev.children-max=2 panic=10 rootflags=nofail acpi_no_memhotplug"
          + " transparent_hugepage=never";

  /** kdumpctl adds it in any case, behind what its configuration says. */
  private static final String EL7_NO_BOOT_CPU = " disable_cpu_apicid=0";

  /** CentOS 7.3 of 2016. */
  public static final KernelProfile CENTOS_7_3 =
      new KernelProfile(
          Era.LINUX_3_10,
          new Release(
              "3.10.0-514.el7.x86_64",
              "#1 SMP Tue Nov 22 16:42:41 UTC 2016",
              "(builder@kbuilder.dev.centos.org) (gcc version 4.8.5 20150623 (Red Hat 4.8.5-11)"
                  + " (GCC) )",
              "#1"),
          EL7_3,
          el7Arguments("3.10.0-514.el7.x86_64", "cl"),
          EL7_CAPTURE_ARGUMENTS + EL7_NO_BOOT_CPU,
          20_808L << 10,
          SEABIOS_RESETS,
          "ppdev pcspkr sg i2c_piix4 parport_pc parport ip_tables xfs libcrc32c ata_generic"
              + " pata_acpi ata_piix libata serio_raw i2c_core floppy dm_mirror dm_region_hash"
              + " dm_log dm_mod",
          BootScript.resource(KernelProfile.class, "centos7.boot"));

  /** CentOS 7.9 of 2020. */
  public static final KernelProfile CENTOS_7_9 =
      new KernelProfile(
          Era.LINUX_3_10,
          new Release(
              "3.10.0-1160.el7.x86_64",
              "#1 SMP Mon Oct 19 16:18:59 UTC 2020",
              "(mockbuild@kbuilder.bsys.centos.org) (gcc version 4.8.5 20150623 (Red Hat 4.8.5-44)"
                  + " (GCC) )",
              "#1"),
          EL7_9,
          el7Arguments("3.10.0-1160.el7.x86_64", "centos"),
          EL7_CAPTURE_ARGUMENTS + " nokaslr" + EL7_NO_BOOT_CPU,
          20_612L << 10,
          SEABIOS_RESETS,
          "ppdev pcspkr joydev parport_pc parport sg i2c_piix4 ip_tables xfs libcrc32c sr_mod cdrom"
              + " ata_generic pata_acpi ata_piix libata serio_raw floppy dm_mirror dm_region_hash"
              + " dm_log dm_mod",
          BootScript.resource(KernelProfile.class, "centos7.9.boot"));

  /** Debian 12, the kernel for virtual machines: it takes no machine checks. */
  public static final KernelProfile DEBIAN_12 = debian12("6.1.0-56-cloud-amd64", false);

  /** Debian 12, the kernel for any machine. */
  public static final KernelProfile DEBIAN_12_AMD64 = debian12("6.1.0-56-amd64", true);

  private static KernelProfile debian12(String release, boolean machineChecks) {
    return new KernelProfile(
        Era.LINUX_6_1,
        new Release(
            release,
            "#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)",
            "(debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0, GNU ld"
                + " (GNU Binutils for Debian) 2.40)",
            "#1  Debian 6.1.192-2"),
        new KernelDefaults(0, 0, 438, false, true, true, true, machineChecks),
        "BOOT_IMAGE=/boot/vmlinuz-"
            + release
            + " root=UUID=5f2c1c2e-6d0c-4a4e-9a51-0f3a6c1de7b4 ro console=ttyS0,115200n8",
        "reset_devices systemd.unit=kdump-tools-dump.service nr_cpus=1 irqpoll usbcore.nousb",
        12_316L << 10,
        SEABIOS_RESETS,
        "pvpanic_mmio pvpanic evdev serio_raw button qemu_fw_cfg",
        BootScript.resource(KernelProfile.class, "debian12.boot"));
  }

  private static String el7Arguments(String release, String volumes) {
    return "BOOT_IMAGE=/vmlinuz-"
        + release
        + " root=/dev/mapper/"
        + volumes
        + "-root ro crashkernel=auto rd.lvm.lv="
        + volumes
        + "/root rd.lvm.lv="
        + volumes
        + "/swap console=ttyS0,115200n8 LANG=en_US.UTF-8";
  }
}
