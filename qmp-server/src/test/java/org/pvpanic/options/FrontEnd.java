package org.pvpanic.options;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.VersionProfile;

/** Reads a whole command line in QEMU's order, as the emulator will, and keeps what it says. */
final class FrontEnd {

  static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00.000045Z"));

  private FrontEnd() {}

  /** The project's own JSON reader. */
  static Object json(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new QemuError(String.valueOf(e.getMessage()));
    }
  }

  /** Standard error for those arguments, with the exit status if there is one. */
  static List<String> standardError(List<String> argv) {
    List<String> lines = new ArrayList<>();
    Diagnostics diagnostics = new Diagnostics(lines::add, NOON);
    try {
      read(argv, diagnostics);
    } catch (QemuError e) {
      diagnostics.error(e);
    }
    return lines;
  }

  static Settings settings(String... argv) {
    return Settings.parse(
        CommandLine.parse(VersionProfile.QEMU_7_2, List.of(argv)),
        FrontEnd::json,
        new Diagnostics(
            line -> {
              throw new AssertionError(line);
            },
            NOON));
  }

  private static void read(List<String> argv, Diagnostics diagnostics) {
    CommandLine line = CommandLine.parse(VersionProfile.QEMU_7_2, argv);
    Settings settings = Settings.parse(line, FrontEnd::json, diagnostics);
    String cpu = line.value("cpu");
    ActionSpec.apply(settings.merged(OptionGroup.ACTION), Actions.DEFAULT);
    settings.each(OptionGroup.ADD_FD).forEach(values -> FdSetMember.of(values, fd -> false));
    MemorySize.of(settings.merged(OptionGroup.MEMORY), diagnostics.at(null));
    CpuTopology.of(settings.machine(), "pc-i440fx-7.2", 255, true, diagnostics.at(null));
    BootSpec.of(settings.machine());
    settings.accelerators();
    Set<String> chardevs = new HashSet<>();
    settings.each(OptionGroup.CHARDEV).forEach(values -> chardevs.add(values.id()));
    settings.each(OptionGroup.MON).forEach(values -> MonitorSpec.of(values, chardevs::contains));
    if (cpu != null) {
      CpuSpec.parse(cpu);
    }
    for (KeyValues values : settings.each(OptionGroup.FW_CFG)) {
      FwCfgItem.of(values, diagnostics.at(values.origin())).contents();
    }
  }
}
