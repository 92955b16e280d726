package org.pvpanic.differential;

/** Makes commands that put PCI devices on a board, take them away, or show them. */
final class Slots {

  private final Dice dice;

  /** Each device has an id of its own, since that of one that goes is free again only later. */
  private int added;

  Slots(Dice dice) {
    this.dice = dice;
  }

  /** A command for the monitor. */
  String command() {
    return switch (dice.below(6)) {
      case 0, 1 -> add();
      case 2, 3 ->
          "{'execute': 'device_del', 'arguments': {'id': 'h" + dice.below(added + 1) + "'}}";
      case 4 -> "{'execute': 'query-pci'}";
      default -> "{'execute': 'human-monitor-command', 'arguments': {'command-line': 'info pci'}}";
    };
  }

  private String add() {
    String properties = dice.percent(40) ? "" : ", 'events': " + dice.oneOf(0, 1, 2, 3, 255, 256);
    String place =
        dice.percent(30)
            ? ""
            : ", 'addr': '" + dice.oneOf("2", "3", "4", "5.0", "1f", "5.1", "1") + "'";
    String id = "'id': 'h" + added++ + "'";
    return "{'execute': 'device_add', 'arguments': {'driver': 'pvpanic-pci', "
        + id
        + place
        + properties
        + "}}";
  }
}
