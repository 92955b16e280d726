package org.pvpanic.options;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.VersionProfile;

/**
 * Every option that QEMU 7.2 knows, read from the option table of {@code qemu-system-x86_64}
 * 7.2.22; a version's profile says in what its own differs. The table is the same for all of QEMU's
 * targets; an option of another target is known, takes its argument, and is then refused.
 */
final class OptionTable {

  /** How an option is used. */
  enum Kind {
    FLAG,
    WITH_ARGUMENT,
    FOREIGN_FLAG,
    FOREIGN_WITH_ARGUMENT;

    boolean takesArgument() {
      return this == WITH_ARGUMENT || this == FOREIGN_WITH_ARGUMENT;
    }

    boolean isForeign() {
      return this == FOREIGN_FLAG || this == FOREIGN_WITH_ARGUMENT;
    }
  }

  private static final Map<String, Kind> KINDS = new HashMap<>();

  static {
    add(
        Kind.FLAG,
        """
        h help version mem-prealloc audio-help snapshot usb nographic portrait full-screen
        win2k-hack no-fd-bootchk no-acpi no-hpet singlestep preconfig S s enable-kvm no-reboot
        no-shutdown daemonize only-migratable nodefaults no-user-config async-teardown
        enable-sync-profile\
        """);
    add(
        Kind.WITH_ARGUMENT,
        """
        machine M cpu accel smp numa add-fd set global boot m mem-path k audio audiodev device name
        uuid fda fdb hda hdb hdc hdd cdrom blockdev drive mtdblock sd fsdev virtfs iscsi usbdevice
        display spice rotate vga vnc acpitable smbios netdev nic net chardev tpmdev bios pflash
        kernel append initrd dtb compat fw_cfg serial parallel monitor qmp qmp-pretty mon debugcon
        pidfile overcommit gdb d D dfilter seed L action loadvm option-rom rtc icount
        watchdog-action echr incoming chroot runas sandbox readconfig trace plugin qtest qtest-log
        msg dump-vmstate object\
        """);
    add(Kind.FOREIGN_FLAG, "semihosting old-param xen-attach xen-domid-restrict");
    add(Kind.FOREIGN_WITH_ARGUMENT, "g prom-env semihosting-config xen-domid");
  }

  private OptionTable() {}

  private static void add(Kind kind, String names) {
    for (String name : names.split("\\s", -1)) {
      KINDS.put(name, kind);
    }
  }

  /** How the option of that name (without dashes) is used, or null when that QEMU has none. */
  static @Nullable Kind find(VersionProfile version, String name) {
    if (version.newOptions().contains(name)) {
      return Kind.WITH_ARGUMENT;
    }
    return version.removedOptions().contains(name) ? null : KINDS.get(name);
  }
}
