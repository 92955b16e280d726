package org.pvpanic.emulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.chardev.ChardevException;
import org.pvpanic.chardev.ChardevSpec;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.KeyValues;
import org.pvpanic.options.MonitorSpec;
import org.pvpanic.options.Option;
import org.pvpanic.options.OptionGroup;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.qtest.QtestLog;

/**
 * Who speaks through the character back ends of a command line: monitors, serial ports and qtest.
 * Back ends are opened in QEMU's order: {@code -chardev}, {@code -qmp} and {@code -monitor} as
 * typed, then {@code -qtest}, and {@code -serial} once the monitors are known.
 */
final class FrontEnds {

  private final BackEnds backEnds;
  private final Diagnostics diagnostics;
  private final List<Monitor> monitors = new ArrayList<>();
  private final Map<Integer, Chardev> serials = new TreeMap<>();
  private @Nullable Qtest qtest;

  /**
   * A monitor to be started.
   *
   * @param control whether it speaks QMP; otherwise it is for humans
   * @param pretty whether its JSON is indented
   */
  record Monitor(Chardev chardev, boolean control, boolean pretty) {}

  /** A front end for tests, to be started. */
  record Qtest(Chardev chardev, QtestLog log) {}

  FrontEnds(BackEnds backEnds, Diagnostics diagnostics) {
    this.backEnds = backEnds;
    this.diagnostics = diagnostics;
  }

  /**
   * Opens all back ends and gives out those that the options name.
   *
   * @throws QemuError for the first that cannot be had
   */
  void open(Settings settings) {
    backEnds.adoptDescriptors(settings);
    Iterator<KeyValues> chardevs = settings.each(OptionGroup.CHARDEV).iterator();
    List<String> labels = new ArrayList<>();
    for (Option option : settings.commandLine().options()) {
      if (option.name().equals("chardev")) {
        backEnds.openChardev(chardevs.next());
      } else if (namesMonitor(option)) {
        labels.add(openMonitor(option, labels.size()));
      }
    }
    Iterator<KeyValues> mons = settings.each(OptionGroup.MON).iterator();
    Iterator<String> label = labels.iterator();
    for (Option option : settings.commandLine().options()) {
      if (option.name().equals("mon")) {
        addMonitor(mons.next());
      } else if (namesMonitor(option)) {
        Chardev chardev = backEnds.claim(backEnds.find(label.next(), option), option);
        boolean control = !option.name().equals("monitor");
        monitors.add(new Monitor(chardev, control, option.name().equals("qmp-pretty")));
      }
    }
    Option qtestOption = settings.commandLine().last("qtest");
    if (qtestOption != null) {
      Chardev chardev = openQtest(qtestOption.argument());
      qtest = new Qtest(chardev, QtestLog.open(settings.commandLine().value("qtest-log")));
    }
    int serial = 0;
    for (Option option : settings.commandLine().all("serial")) {
      openSerial(option, serial++);
    }
    for (Option option : settings.commandLine().all("debugcon")) {
      openDebugConsole(option, settings);
    }
  }

  /** Whether an option is for a monitor, and names its back end in the compact syntax. */
  private static boolean namesMonitor(Option option) {
    return switch (option.name()) {
      case "qmp", "qmp-pretty" -> true;
      case "monitor" -> !option.argument().equals("none");
      default -> false;
    };
  }

  /** Opens a human monitor on the terminal. */
  void openTerminalMonitor() {
    Option option = new Option("monitor", "stdio", "-monitor stdio");
    Chardev chardev = backEnds.find(openMonitor(option, 0), option);
    monitors.add(new Monitor(backEnds.claim(chardev, option), false, false));
  }

  /** Opens what a machine has as its first serial port where the user says nothing. */
  void openDefaultSerial(boolean onTerminal) {
    String kind = onTerminal ? "stdio" : "vc";
    openSerial(new Option("serial", kind, "-serial " + kind), 0);
  }

  /** Opens a monitor's back end, unless it is one that -chardev makes; returns its label. */
  private String openMonitor(Option option, int number) {
    ChardevSpec spec = monitorSpec(option, "compat_monitor" + number);
    if (spec instanceof ChardevSpec.Existing existing) {
      return existing.id();
    }
    try {
      return backEnds.open(((ChardevSpec.Open) spec).config(), option, null).label();
    } catch (ChardevException e) {
      throw new QemuError(String.valueOf(e.getMessage())).at(option);
    }
  }

  private ChardevSpec monitorSpec(Option option, String label) {
    String refusal = "'none' is not a valid char driver";
    try {
      ChardevSpec spec = backEnd(label, option.argument());
      if (!(spec instanceof ChardevSpec.None)) {
        return spec;
      }
    } catch (ChardevException e) {
      refusal = String.valueOf(e.getMessage());
    }
    diagnostics.error(new QemuError(refusal).at(option));
    throw new QemuError("parse error: " + option.argument()).at(option);
  }

  /** What an option names; a back end that it makes needs a name that is free, whatever it is. */
  private ChardevSpec backEnd(String label, String argument) throws ChardevException {
    if (!argument.equals("none") && !argument.startsWith("chardev:")) {
      backEnds.checkFree(label);
    }
    return ChardevSpec.parse(label, argument);
  }

  private Chardev openQtest(String wanted) {
    QemuError refusal = new QemuError("Failed to initialize device for qtest: \"" + wanted + "\"");
    Chardev chardev = null;
    try {
      ChardevSpec spec = backEnd("qtest", wanted);
      if (spec instanceof ChardevSpec.None) {
        throw new ChardevException("'none' is not a valid char driver");
      }
      chardev =
          spec instanceof ChardevSpec.Open made
              ? backEnds.open(made.config(), null, refusal.message())
              : backEnds.find(((ChardevSpec.Existing) spec).id());
    } catch (ChardevException e) {
      diagnostics.error(String.valueOf(e.getMessage()));
    }
    if (chardev == null) {
      throw refusal;
    }
    return backEnds.claim(chardev, null);
  }

  private void openSerial(Option option, int number) {
    if (option.argument().equals("none")) {
      return;
    }
    Chardev chardev =
        openBackEnd(
            option,
            "serial" + number,
            "could not connect serial device to character backend '" + option.argument() + "'");
    serials.put(number, backEnds.claim(chardev, option));
  }

  /** Its device claims it, as it would one of {@code -chardev}. */
  private void openDebugConsole(Option option, Settings settings) {
    String name = Blueprint.DEBUG_CONSOLE;
    boolean named =
        settings.each(OptionGroup.CHARDEV).stream().anyMatch(made -> name.equals(made.id()));
    if (!named && backEnds.find(name) != null) {
      String taken = "attempt to add duplicate property '%s' to object (type 'container')";
      diagnostics.error(new QemuError(taken.formatted(name)).at(option));
      throw new QemuError("invalid character backend '" + option.argument() + "'").at(option);
    }
    openBackEnd(option, name, "invalid character backend '" + option.argument() + "'");
    if (settings.each(OptionGroup.DEVICE).stream().anyMatch(made -> name.equals(made.id()))) {
      throw new QemuError("already have a debugcon device").at(option);
    }
  }

  /**
   * Opens what an option names.
   *
   * @param consequence what is said after the reason when it cannot be had
   */
  private Chardev openBackEnd(Option option, String label, String consequence) {
    Chardev chardev = null;
    try {
      ChardevSpec spec = backEnd(label, option.argument());
      if (spec instanceof ChardevSpec.None) {
        throw new ChardevException("'none' is not a valid char driver");
      }
      chardev =
          spec instanceof ChardevSpec.Open made
              ? backEnds.open(made.config(), option, consequence)
              : backEnds.find(((ChardevSpec.Existing) spec).id());
    } catch (ChardevException e) {
      diagnostics.error(new QemuError(String.valueOf(e.getMessage())).at(option));
    }
    if (chardev == null) {
      throw new QemuError(consequence).at(option);
    }
    return chardev;
  }

  private void addMonitor(KeyValues values) {
    MonitorSpec spec = MonitorSpec.of(values, id -> backEnds.find(id) != null);
    Chardev chardev = backEnds.find(spec.chardev(), values.origin());
    monitors.add(
        new Monitor(backEnds.claim(chardev, values.origin()), spec.control(), spec.pretty()));
  }

  /** The back ends, open or not. */
  BackEnds backEnds() {
    return backEnds;
  }

  /** The monitors, in order. */
  List<Monitor> monitors() {
    return monitors;
  }

  /** The back ends of serial ports by the number of their {@code -serial}, from 0. */
  Map<Integer, Chardev> serials() {
    return serials;
  }

  /** What {@code -qtest} asks for, or null. */
  @Nullable Qtest qtest() {
    return qtest;
  }

  /** Closes all back ends and what belongs to them. */
  void close() {
    backEnds.close();
    if (qtest != null) {
      qtest.log().close();
    }
  }
}
