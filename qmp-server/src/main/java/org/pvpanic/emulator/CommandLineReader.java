package org.pvpanic.emulator;

import java.util.List;
import java.util.Set;
import org.pvpanic.options.CommandLine;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.Option;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;

/** Reads QEMU's command line, and refuses what would be wrong to ignore. */
final class CommandLineReader {

  /** Options that change what a machine does or shows, and that this one cannot do. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "incoming",
          "loadvm",
          "preconfig",
          "snapshot",
          "icount",
          "gdb",
          "s",
          "kernel",
          "initrd",
          "append",
          "dtb",
          "watchdog",
          "qtest",
          "qtest-log",
          "chroot",
          "runas",
          "readconfig",
          "dump-vmstate",
          "only-migratable",
          "plugin",
          "tb-size",
          "semihosting",
          "semihosting-config",
          "record",
          "mem-path",
          "parallel");

  private CommandLineReader() {}

  /**
   * Reads a command line.
   *
   * @throws QemuError when it is wrong
   */
  static Settings read(List<String> args, Diagnostics diagnostics) {
    CommandLine line = CommandLine.parse(args);
    for (Option option : line.options()) {
      boolean none = "none".equals(option.value());
      if (UNSUPPORTED.contains(option.name()) && !none) {
        throw new QemuError("this option is not supported by the pvpanic emulator").at(option);
      }
    }
    return Settings.parse(line, JsonText::read, diagnostics);
  }
}
