package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes command lines for machines whose boards are compared. */
final class BoardOptions {

  /** What the RTC shows as long as the machine has not run. */
  static final String CLOCK = "-rtc base=2024-02-29T23:59:50,clock=vm";

  private static final List<String> ACTIONS =
      List.of(
          "panic=none",
          "panic=none",
          "panic=pause",
          "panic=pause,shutdown=pause",
          "panic=shutdown,shutdown=pause",
          "panic=exit-failure",
          "reboot=shutdown,panic=none",
          "watchdog=none,panic=none",
          "watchdog=pause,panic=pause");

  /** Where pvpanic may be: alone, at the ends of I/O space, and in the place of something else. */
  private static final List<String> PVPANIC_PORTS =
      List.of(
          "0x505", "1286", "0", "0xffff", "0xfffe", "0x3f8", "0x3fb", "0x2ff", "0x60", "0x64",
          "0x71", "0x80", "0x92", "0x402", "0x443", "0x510", "0x511", "0x514", "0x600", "0xcf8",
          "0xcf9", "0xcfc", "0xcff");

  private static final List<String> EVENTS = List.of("0", "1", "2", "3", "7", "0x80", "255");

  private final Dice dice;
  private final List<String> options = new ArrayList<>();

  BoardOptions(Dice dice) {
    this.dice = dice;
  }

  List<String> any() {
    String machine = machine();
    options.add("-machine " + machine);
    options.add("-qtest unix:$DIR/t,server=on,wait=off");
    options.add("-action " + dice.oneOf(ACTIONS));
    sometimes(70, "-S");
    if (machine.equals("none")) {
      return List.copyOf(options);
    }
    options.add("-m " + (dice.percent(90) ? dice.oneOf("16", "17", "20") : "3600"));
    sometimes(70, "-device pvpanic" + pvpanic());
    sometimes(60, "-device isa-serial" + serial());
    sometimes(10, "-device isa-serial");
    sometimes(30, "-device ib700");
    if (dice.percent(30)) {
      options.add("-chardev null,id=sink");
      options.add("-device isa-debugcon,chardev=sink" + debugConsole());
    }
    sometimes(50, CLOCK);
    sometimes(20, "-device vmcoreinfo");
    sometimes(20, "-fw_cfg name=opt/org.pvpanic/a,string=b");
    if (machine.startsWith("pc") || machine.startsWith("q35")) {
      for (int i = dice.below(3); i > 0; i--) {
        options.add("-device pvpanic-pci" + pvpanicPci());
      }
    }
    return List.copyOf(options);
  }

  private String machine() {
    return switch (dice.below(10)) {
      case 0 -> "isapc";
      case 1 -> "microvm";
      case 2 -> dice.oneOf("pc-i440fx-5.1", "pc-i440fx-6.0", "pc-i440fx-2.0", "pc-q35-5.1");
      case 3 -> dice.percent(30) ? "none" : "pc-q35-7.0";
      case 4, 5, 6 -> "q35";
      default -> "pc";
    };
  }

  private String pvpanic() {
    String port = dice.percent(50) ? "" : ",ioport=" + port();
    return port + (dice.percent(50) ? "" : ",events=" + dice.oneOf(EVENTS));
  }

  private String port() {
    return dice.percent(80) ? dice.oneOf(PVPANIC_PORTS) : Integer.toString(dice.below(0x10000));
  }

  private String serial() {
    return dice.percent(70) ? "" : ",iobase=" + dice.oneOf("0x2f8", "0x3e0", "0x3f9", "0x500");
  }

  private String debugConsole() {
    return (dice.percent(40) ? "" : ",iobase=" + dice.oneOf("0x402", "0xe8", "0x505", "0x3fa"))
        + (dice.percent(60) ? "" : ",readback=" + dice.oneOf("0", "0x1234", "0xffffffff"));
  }

  private String pvpanicPci() {
    return (dice.percent(50) ? "" : ",addr=" + dice.oneOf("2", "3.0", "4", "1f.7", "0x1e"))
        + (dice.percent(60) ? "" : ",events=" + dice.oneOf(EVENTS))
        + (dice.percent(80) ? "" : ",multifunction=on");
  }

  private void sometimes(int percent, String option) {
    if (dice.percent(percent)) {
      options.add(option);
    }
  }
}
