package org.pvpanic.emulator;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.CommandLine;
import org.pvpanic.options.HelpRequest;
import org.pvpanic.options.LogItems;
import org.pvpanic.options.Option;
import org.pvpanic.options.Settings;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.MachineTypes;

/** What the emulator says of itself when it is asked on the command line, and then ends. */
final class About {

  private static final List<Family> FAMILIES =
      List.of(Family.MICROVM, Family.I440FX, Family.Q35, Family.ISAPC, Family.NONE);

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

  private static final Comparator<MachineType> LISTED =
      Comparator.<MachineType>comparingInt(type -> FAMILIES.indexOf(type.family()))
          .thenComparing(MachineType::name, Comparator.reverseOrder());

  private About() {}

  /**
   * The text for {@code -version}, {@code -help}, {@code -machine help} or {@code -device
   * TYPE,help}; null for all others.
   *
   * @throws HelpRequest when {@code -d} asks for its items
   */
  static @Nullable String answer(Settings settings) {
    CommandLine line = settings.commandLine();
    for (Option option : line.options()) {
      switch (option.name()) {
        case "h", "help" -> {
          return USAGE;
        }
        case "version" -> {
          return version(line.version());
        }
        case "machine", "M" -> {
          if (option.argument().equals("help") || option.argument().equals("?")) {
            return machines(line.version());
          }
        }
        default -> {}
      }
    }
    LogItems.of(line);
    return DeviceHelp.of(settings).orElse(null);
  }

  private static String version(VersionProfile version) {
    return """
        QEMU emulator version %s (%s)
        Copyright (c) 2003-%d Fabrice Bellard and the QEMU Project developers
        """
        .formatted(version.number(), version.packageVersion(), version.copyrightYear());
  }

  /** In QEMU's order: of one family the types by their names, backwards. */
  private static String machines(VersionProfile version) {
    StringBuilder text = new StringBuilder("Supported machines are:\n");
    MachineTypes.of(version).stream().sorted(LISTED).forEach(type -> list(type, text));
    return text.toString();
  }

  private static void list(MachineType type, StringBuilder text) {
    String description = type.family().description();
    type.alias()
        .ifPresent(
            alias ->
                text.append("%-20s %s (alias of %s)\n".formatted(alias, description, type.name())));
    text.append(
        "%-20s %s%s%s\n"
            .formatted(
                type.name(),
                description,
                type.isDefault() ? " (default)" : "",
                type.deprecated() ? " (deprecated)" : ""));
  }
}
