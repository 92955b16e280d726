package org.pvpanic.emulator;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.options.CommandLine;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.KeyValues;
import org.pvpanic.options.Option;
import org.pvpanic.options.OptionGroup;
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

  private static final Pattern DATE = Pattern.compile("\\d+-\\d+-\\d+(T\\d+:\\d+:\\d+)?");

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
    Settings settings = Settings.parse(line, JsonText::read, diagnostics);
    checkClock(settings.merged(OptionGroup.RTC));
    return settings;
  }

  /** The guest's clock shows the host's time; any other beginning would be ignored. */
  private static void checkClock(KeyValues rtc) {
    String base = rtc.get("base");
    if (base != null && !base.equals("utc") && !base.equals("localtime")) {
      if (!DATE.matcher(base).matches()) {
        throw new QemuError(
            "invalid datetime format", "valid formats: '2006-06-17T16:01:21' or '2006-06-17'");
      }
      throw rtc.error("a date is not supported by the pvpanic emulator");
    }
    checkChoice(rtc.get("clock"), Set.of("host", "rt", "vm"));
    checkChoice(rtc.get("driftfix"), Set.of("none", "slew"));
  }

  private static void checkChoice(@Nullable String value, Set<String> choices) {
    if (value != null && !choices.contains(value)) {
      throw new QemuError("invalid option value '" + value + "'");
    }
  }
}
