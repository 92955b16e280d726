package org.pvpanic.emulator;

import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.CommandLine;
import org.pvpanic.options.Option;
import org.pvpanic.vm.MachineType;

/** What the emulator says of itself when it is asked on the command line, and then ends. */
final class About {

  private static final String USAGE =
      """
      usage: qemu-system-x86_64 [options]

      A stand-in for QEMU whose guest is simulated. It takes QEMU's command line: what concerns a
      machine without CPU and disks is acted on, what cannot matter is accepted, and what would be
      wrong to ignore is refused. Options that matter most:

      -machine TYPE       pc, q35, isapc, microvm, none (-machine help lists them)
      -m SIZE -smp N      memory and CPUs that the guest finds
      -device pvpanic[,ioport=P][,events=E]
      -serial BACKEND, -device isa-serial,chardev=ID
      -qmp BACKEND, -mon chardev=ID,mode=control
      -chardev socket|pty|file|null|stdio,id=ID,...
      -action panic=pause|shutdown|exit-failure|none, -no-shutdown, -no-reboot
      -fw_cfg name=opt/org.pvpanic/profile,string=centos7|none
      -fw_cfg name=opt/org.pvpanic/cmdline,string=ARGUMENTS
      -S, -daemonize, -pidfile FILE, -name, -uuid
      """;

  private About() {}

  /** The text for {@code -version}, {@code -help} or {@code -machine help}; null for all others. */
  static @Nullable String answer(CommandLine line) {
    for (Option option : line.options()) {
      switch (option.name()) {
        case "h", "help" -> {
          return USAGE;
        }
        case "version" -> {
          return version(VersionProfile.QEMU_7_2);
        }
        case "machine", "M" -> {
          if (option.argument().equals("help") || option.argument().equals("?")) {
            return machines();
          }
        }
        default -> {}
      }
    }
    return null;
  }

  /** The first line is QEMU's, since programs read it. */
  private static String version(VersionProfile version) {
    return "QEMU emulator version %s (%s)\nThis is pvpanic, a simulation, and not QEMU.\n"
        .formatted(version.number(), version.packageVersion());
  }

  private static String machines() {
    StringBuilder text = new StringBuilder("Supported machines are:\n");
    for (MachineType type : MachineType.all()) {
      type.alias()
          .ifPresent(alias -> text.append("%-20s (alias of %s)\n".formatted(alias, type.name())));
      text.append(
          "%-20s%s%s\n"
              .formatted(
                  type.name(),
                  type.isDefault() ? " (default)" : "",
                  type.deprecated() ? " (deprecated)" : ""));
    }
    return text.toString();
  }
}
