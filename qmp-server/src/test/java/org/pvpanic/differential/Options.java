package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes command lines for machines that both programs start. */
final class Options {

  private static final List<String> ACTIONS =
      List.of(
          "panic=none",
          "panic=pause",
          "panic=shutdown",
          "panic=exit-failure",
          "shutdown=pause",
          "shutdown=poweroff",
          "reboot=shutdown",
          "reboot=reset",
          "watchdog=none");

  private final Dice dice;

  Options(Dice dice) {
    this.dice = dice;
  }

  List<String> any() {
    List<String> options = new ArrayList<>();
    String machine = dice.percent(60) ? "pc" : dice.oneOf("q35", "isapc", "microvm", "none");
    options.add("-machine " + machine);
    sometimes(50, "-S", options);
    sometimes(40, "-no-shutdown", options);
    sometimes(10, "-no-reboot", options);
    for (int i = dice.below(3); i > 0; i--) {
      options.add("-action " + dice.oneOf(ACTIONS));
    }
    if (!machine.equals("none")) { // it would have memory then, and nothing to use it
      options.add("-m " + dice.oneOf("16", "17", "20"));
      sometimes(70, "-device " + dice.oneOf("pvpanic", "pvpanic,id=pv0"), options);
    }
    if (!machine.equals("none") && !machine.equals("isapc")) {
      sometimes(20, "-smp " + dice.oneOf("2", "4", "2,maxcpus=4"), options);
    }
    if (machine.equals("pc") || machine.equals("q35")) {
      sometimes(10, "-device virtio-balloon-pci", options);
    }
    sometimes(20, "-name " + dice.oneOf("demo", "guest=d\u00e9mo,debug-threads=on"), options);
    sometimes(20, "-uuid 6b1f0c7e-6a4e-4f57-9d0e-0c5a7f0b0001", options);
    return options;
  }

  private void sometimes(int percent, String option, List<String> options) {
    if (dice.percent(percent)) {
      options.add(option);
    }
  }
}
