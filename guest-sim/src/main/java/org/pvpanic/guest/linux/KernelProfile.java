package org.pvpanic.guest.linux;

/**
 * What a distribution's kernel is, as data.
 *
 * @param release {@code uname -r}
 * @param version {@code uname -v}
 * @param builder who built it with which compiler, as {@code /proc/version} says
 * @param hostname the name of the machine it was installed on
 * @param hardware the board, as a crash reports it
 * @param arguments its arguments when the board has none for it
 * @param captureArguments what the kdump service adds to the arguments of the capture kernel
 * @param modules the modules that are loaded, as a crash lists them
 * @param script what it prints while it boots
 * @param captureScript what it prints while it boots as a capture kernel
 */
public record KernelProfile(
    String release,
    String version,
    String builder,
    String hostname,
    String hardware,
    String arguments,
    String captureArguments,
    String modules,
    BootScript script,
    BootScript captureScript) {

  /** CentOS 7.3 of 2016 on the board that QEMU calls {@code pc}. */
  public static final KernelProfile CENTOS_7 =
      new KernelProfile(
          "3.10.0-514.el7.x86_64",
          "#1 SMP Tue Nov 22 16:42:41 UTC 2016",
          "(builder@kbuilder.dev.centos.org) (gcc version 4.8.5 20150623 (Red Hat 4.8.5-11) (GCC) )",
          "localhost.localdomain",
          "QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-debian-1.16.2-1 04/01/2014",
          "BOOT_IMAGE=/vmlinuz-3.10.0-514.el7.x86_64 root=/dev/mapper/cl-root ro crashkernel=auto"
              + " rd.lvm.lv=cl/root rd.lvm.lv=cl/swap console=ttyS0,115200n8 LANG=en_US.UTF-8",
          "irqpoll nr_cpus=1 reset_devices cgroup_disable=memory mce=off numa=off"
              + " udev.children-max=2 panic=10 rootflags=nofail acpi_no_memhotplug"
              + " transparent_hugepage=never",
          "ppdev pcspkr sg i2c_piix4 parport_pc parport ip_tables xfs libcrc32c ata_generic pata_acpi"
              + " ata_piix libata serio_raw i2c_core floppy dm_mirror dm_region_hash dm_log dm_mod",
          BootScript.resource(KernelProfile.class, "centos7.boot"),
          BootScript.resource(KernelProfile.class, "centos7-capture.boot"));

  /** The line of {@code /proc/version}. */
  public String banner() {
    return "Linux version " + release + " " + builder + " " + version;
  }
}
