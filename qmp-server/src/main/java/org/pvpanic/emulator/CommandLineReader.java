package org.pvpanic.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.CommandLine;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.Option;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.RtcSpec;
import org.pvpanic.options.Settings;

/** Reads QEMU's command line, and refuses what would be wrong to ignore. */
final class CommandLineReader {

  /**
   * Options that change what a machine does or shows to others, and that this one cannot do. Disks,
   * graphics and what else only real guests have is accepted without function.
   */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "chroot",
          "dtb",
          "dump-vmstate",
          "gdb",
          "icount",
          "incoming",
          "loadvm",
          "mem-path",
          "parallel",
          "plugin",
          "readconfig",
          "run-with",
          "runas",
          "s",
          "set");

  /**
   * Options whose argument is a disk image. No guest reads it, but a wrong name should not pass.
   */
  private static final Set<String> IMAGES =
      Set.of("hda", "hdb", "hdc", "hdd", "cdrom", "fda", "fdb", "sd", "pflash", "mtdblock");

  /** Options that name a back end in the compact syntax, and {@code -chardev}. */
  private static final Set<String> BACK_ENDS =
      Set.of("serial", "monitor", "qmp", "qmp-pretty", "qtest", "debugcon", "chardev");

  private static final Pattern DRIVE_FILE = Pattern.compile("(?:^|,)file=((?:[^,]|,,)*)");

  private static final Set<String> NOTHING = Set.of("none", "null");

  private CommandLineReader() {}

  /**
   * Reads a command line.
   *
   * @throws QemuError when it is wrong
   */
  static Settings read(VersionProfile version, List<String> args, Diagnostics diagnostics) {
    CommandLine line = CommandLine.parse(version, args);
    for (Option option : line.options()) {
      boolean nothing = option.value() != null && NOTHING.contains(option.value());
      if (UNSUPPORTED.contains(option.name()) && !nothing) {
        throw new QemuError("this option is not supported by the pvpanic emulator").at(option);
      }
    }
    Settings settings = Settings.parse(line, JsonText::read, diagnostics);
    checkImages(line);
    checkTerminal(line);
    RtcSpec.of(settings);
    DirectBoot.of(settings);
    return settings;
  }

  private static void checkImages(CommandLine line) {
    for (Option option : line.options()) {
      if (IMAGES.contains(option.name())) {
        checkImage(option, option.argument());
      } else if (option.name().equals("drive")) {
        Matcher file = DRIVE_FILE.matcher(option.argument());
        if (file.find()) {
          checkImage(option, file.group(1).replace(",,", ","));
        }
      }
    }
  }

  private static void checkImage(Option option, String name) {
    // A name with a protocol, such as nbd:host:port, is none of a file.
    if (!name.isEmpty() && name.indexOf(':') < 0 && !Files.exists(Path.of(name))) {
      throw new QemuError("Could not open '" + name + "': No such file or directory").at(option);
    }
  }

  /** A daemon has no terminal. */
  private static void checkTerminal(CommandLine line) {
    for (Option option : line.options()) {
      if (line.has("daemonize")
          && BACK_ENDS.contains(option.name())
          && option.argument().split(",", 2)[0].equals("stdio")) {
        throw new QemuError("cannot use stdio with -daemonize").at(option);
      }
    }
  }
}
