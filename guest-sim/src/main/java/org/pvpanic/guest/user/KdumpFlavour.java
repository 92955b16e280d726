package org.pvpanic.guest.user;

import java.util.List;

/**
 * How a distribution's kdump service is called and what it says.
 *
 * @param unit its description for systemd
 * @param start the command that arms it
 * @param stop the command that disarms it
 * @param speaker who speaks in the journal
 * @param armed what it says when it is armed
 * @param disarmed what it says when it no longer is
 * @param noMemory what it says when there is no memory for the capture kernel
 */
record KdumpFlavour(
    UnitSpec unit,
    String start,
    String stop,
    String speaker,
    List<String> armed,
    List<String> disarmed,
    List<String> noMemory) {

  /** kexec-tools of CentOS 7. */
  static final KdumpFlavour CENTOS_7 =
      new KdumpFlavour(
          new UnitSpec(
              "kdump.service",
              "Crash recovery kernel arming",
              "enabled",
              "exited",
              "",
              "multi-user.target"),
          "/usr/bin/kdumpctl start",
          "/usr/bin/kdumpctl stop",
          "kdumpctl",
          List.of("kexec: loaded kdump kernel", "Starting kdump: [OK]"),
          List.of("kexec: unloaded kdump kernel", "Stopping kdump: [OK]"),
          List.of("No memory reserved for crash kernel.", "Starting kdump: [FAILED]"));

  /** kdump-tools of Debian 12. */
  static final KdumpFlavour DEBIAN =
      new KdumpFlavour(
          new UnitSpec(
              "kdump-tools.service",
              "Kernel crash dump capture service",
              "enabled",
              "exited",
              "",
              "multi-user.target"),
          "/etc/init.d/kdump-tools start",
          "/etc/init.d/kdump-tools stop",
          "kdump-tools",
          List.of("Starting kdump-tools:", "loaded kdump kernel."),
          List.of("Stopping kdump-tools:", "unloaded kdump kernel."),
          List.of(
              "Starting kdump-tools:",
              "Memory for crashkernel is not reserved",
              "Please reserve memory by passing\"crashkernel=Y@X\" parameter to kernel",
              "Then try to loading kdump kernel",
              "failed to load kdump kernel ... failed!"));
}
