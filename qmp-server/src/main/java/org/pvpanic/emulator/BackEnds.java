package org.pvpanic.emulator;

import io.netty.channel.IoEventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.chardev.ChardevConfig;
import org.pvpanic.chardev.ChardevException;
import org.pvpanic.chardev.ChardevSpec;
import org.pvpanic.chardev.Chardevs;
import org.pvpanic.chardev.FdSets;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.FdSetMember;
import org.pvpanic.options.KeyValues;
import org.pvpanic.options.MonitorSpec;
import org.pvpanic.options.Option;
import org.pvpanic.options.OptionGroup;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qtest.QtestLog;

/**
 * The character back ends of a command line, and who has them. They are opened in QEMU's order:
 * {@code -chardev}, {@code -qmp} and {@code -monitor} as typed, and {@code -serial} once the
 * monitors are known.
 */
final class BackEnds {

  private final IoEventLoop loop;
  private final Diagnostics diagnostics;
  private final FdSets fds = new FdSets();
  private final Map<String, Opened> opened = new LinkedHashMap<>();
  private final Set<Chardev> taken = new HashSet<>();
  private final List<Monitor> monitors = new ArrayList<>();
  private final Map<Integer, Chardev> serials = new TreeMap<>();
  private @Nullable Qtest qtest;

  /**
   * A back end.
   *
   * @param kind as QEMU's type names have it
   * @param origin the option that it comes from, where QEMU names it in messages
   * @param consequence what QEMU says, last of all, if it cannot be opened
   */
  private record Opened(
      Chardev chardev, String kind, @Nullable Option origin, @Nullable String consequence) {}

  /**
   * A monitor to be started.
   *
   * @param control whether it speaks QMP; otherwise it is for humans
   * @param pretty whether its JSON is indented
   */
  record Monitor(Chardev chardev, boolean control, boolean pretty) {}

  /** A front end for tests, to be started. */
  record Qtest(Chardev chardev, QtestLog log) {}

  BackEnds(IoEventLoop loop, Diagnostics diagnostics) {
    this.loop = loop;
    this.diagnostics = diagnostics;
  }

  /**
   * Opens them all.
   *
   * @throws QemuError for the first that cannot be
   */
  void open(Settings settings) {
    for (KeyValues values : settings.each(OptionGroup.ADD_FD)) {
      FdSetMember member = FdSetMember.of(values, FdSets::isInherited);
      try {
        fds.add(member.fd(), (int) member.set(), member.opaque());
      } catch (ChardevException e) {
        throw values.error(String.valueOf(e.getMessage()));
      }
    }
    Iterator<KeyValues> chardevs = settings.each(OptionGroup.CHARDEV).iterator();
    List<String> labels = new ArrayList<>();
    for (Option option : settings.commandLine().options()) {
      if (option.name().equals("chardev")) {
        openChardev(chardevs.next());
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
        Chardev chardev = claim(find(label.next(), option), option);
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
    Chardev chardev = find(openMonitor(option, 0), option);
    monitors.add(new Monitor(claim(chardev, option), false, false));
  }

  /** Opens what a machine has as its first serial port where the user says nothing. */
  void openDefaultSerial(boolean onTerminal) {
    String kind = onTerminal ? "stdio" : "vc";
    openSerial(new Option("serial", kind, "-serial " + kind), 0);
  }

  private void openChardev(KeyValues values) {
    String id = values.id();
    if (id == null) {
      throw values.error("chardev: no id specified");
    }
    String backend = values.get("backend");
    if (backend == null) {
      throw values.error("chardev: \"" + id + "\" missing backend");
    }
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("id", id);
    for (String key : values.keys()) {
      if (!key.equals("backend")) {
        keys.put(key, String.valueOf(values.get(key)));
      }
    }
    try {
      open(ChardevConfig.parse(backend, keys), values.origin(), null);
    } catch (ChardevException e) {
      throw values.error(String.valueOf(e.getMessage()));
    }
  }

  /** Opens a monitor's back end, unless it is one that -chardev makes; returns its label. */
  private String openMonitor(Option option, int number) {
    ChardevSpec spec = monitorSpec(option, "compat_monitor" + number);
    if (spec instanceof ChardevSpec.Existing existing) {
      return existing.id();
    }
    try {
      return open(((ChardevSpec.Open) spec).config(), option, null).label();
    } catch (ChardevException e) {
      throw new QemuError(String.valueOf(e.getMessage())).at(option);
    }
  }

  private ChardevSpec monitorSpec(Option option, String label) {
    String refusal = "'none' is not a valid char driver";
    try {
      ChardevSpec spec = ChardevSpec.parse(label, option.argument());
      if (!(spec instanceof ChardevSpec.None)) {
        return spec;
      }
    } catch (ChardevException e) {
      refusal = String.valueOf(e.getMessage());
    }
    diagnostics.error(new QemuError(refusal).at(option));
    throw new QemuError("parse error: " + option.argument()).at(option);
  }

  private Chardev openQtest(String wanted) {
    QemuError refusal = new QemuError("Failed to initialize device for qtest: \"" + wanted + "\"");
    Chardev chardev = null;
    try {
      ChardevSpec spec = ChardevSpec.parse("qtest", wanted);
      if (spec instanceof ChardevSpec.None) {
        throw new ChardevException("'none' is not a valid char driver");
      }
      chardev =
          spec instanceof ChardevSpec.Open made
              ? open(made.config(), null, refusal.message())
              : find(((ChardevSpec.Existing) spec).id());
    } catch (ChardevException e) {
      diagnostics.error(String.valueOf(e.getMessage()));
    }
    if (chardev == null) {
      throw refusal;
    }
    return claim(chardev, null);
  }

  private void openSerial(Option option, int number) {
    String consequence =
        "could not connect serial device to character backend '" + option.argument() + "'";
    Chardev chardev = null;
    try {
      ChardevSpec spec = ChardevSpec.parse("serial" + number, option.argument());
      if (spec instanceof ChardevSpec.None) {
        return;
      }
      chardev =
          spec instanceof ChardevSpec.Open made
              ? open(made.config(), option, consequence)
              : find(((ChardevSpec.Existing) spec).id());
    } catch (ChardevException e) {
      diagnostics.error(new QemuError(String.valueOf(e.getMessage())).at(option));
    }
    if (chardev == null) {
      throw new QemuError(consequence).at(option);
    }
    serials.put(number, claim(chardev, option));
  }

  private Chardev open(ChardevConfig config, @Nullable Option origin, @Nullable String consequence)
      throws ChardevException {
    Chardev chardev =
        Chardevs.open(config, loop, fds, warning -> diagnostics.at(origin).warn(warning, ""));
    opened.put(chardev.label(), new Opened(chardev, kind(config), origin, consequence));
    return chardev;
  }

  private static String kind(ChardevConfig config) {
    if (config instanceof ChardevConfig.Inert inert) {
      return inert.backend();
    }
    if (config instanceof ChardevConfig.Pty) {
      return "pty";
    }
    if (config instanceof ChardevConfig.File) {
      return "file";
    }
    if (config instanceof ChardevConfig.Null) {
      return "null";
    }
    return config instanceof ChardevConfig.Stdio ? "stdio" : "socket";
  }

  private void addMonitor(KeyValues values) {
    MonitorSpec spec = MonitorSpec.of(values, opened::containsKey);
    Chardev chardev = find(spec.chardev(), values.origin());
    monitors.add(new Monitor(claim(chardev, values.origin()), spec.control(), spec.pretty()));
  }

  /** The back end of that name, or null. */
  @Nullable Chardev find(String id) {
    Opened found = opened.get(id);
    return found == null ? null : found.chardev();
  }

  private Chardev find(String id, @Nullable Option origin) {
    Chardev found = find(id);
    if (found == null) {
      throw new QemuError("chardev \"" + id + "\" not found").at(origin);
    }
    return found;
  }

  /** Gives a back end to a front end; a back end has one at most. */
  boolean claim(Chardev chardev) {
    return taken.add(chardev);
  }

  private Chardev claim(Chardev chardev, @Nullable Option origin) {
    if (!claim(chardev)) {
      throw new QemuError("Device '" + chardev.label() + "' is in use").at(origin);
    }
    return chardev;
  }

  /** The back ends, oldest first. */
  List<Chardev> all() {
    return opened.values().stream().map(Opened::chardev).toList();
  }

  /** The descriptors that were handed over by number. */
  FdSets fdSets() {
    return fds;
  }

  /** The monitors, in order. */
  List<Monitor> monitors() {
    return monitors;
  }

  /** The back ends of serial ports by the number of their {@code -serial}, from 0. */
  Map<Integer, Chardev> serials() {
    return serials;
  }

  /** Puts them into the object tree. */
  void addTo(QomObject chardevs) {
    opened.forEach((label, it) -> chardevs.add(label, "chardev-" + it.kind()));
  }

  /**
   * Tells which pseudo terminals there are, as QEMU does on standard output.
   *
   * @param news takes a line each
   */
  void announce(Consumer<String> news) {
    for (Chardev chardev : all()) {
      chardev
          .ptyPath()
          .ifPresent(
              path ->
                  news.accept(
                      "char device redirected to " + path + " (label " + chardev.label() + ")"));
    }
  }

  /**
   * Waits for the clients and servers without which the machine is not to start. Not on the loop.
   *
   * @throws QemuError when one cannot be reached
   */
  void awaitReady() {
    for (Opened it : List.copyOf(opened.values())) {
      if (it.chardev().isWaiting()) {
        diagnostics.info(it.origin(), "QEMU waiting for connection on: " + it.chardev().filename());
      }
      try {
        it.chardev().awaitReady();
      } catch (ChardevException e) {
        throw refused(it, String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new QemuError("interrupted while waiting for a connection").at(it.origin());
      }
    }
  }

  private QemuError refused(Opened it, String message) {
    QemuError refusal = new QemuError(message).at(it.origin());
    if (it.consequence() == null) {
      return refusal;
    }
    diagnostics.error(refusal);
    return new QemuError(it.consequence()).at(it.origin());
  }

  /** What {@code -qtest} asks for, or null. */
  @Nullable Qtest qtest() {
    return qtest;
  }

  /** Closes them and all descriptors that were handed over. */
  void close() {
    all().forEach(Chardev::close);
    fds.close();
    if (qtest != null) {
      qtest.log().close();
    }
  }
}
