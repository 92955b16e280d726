package org.pvpanic.commands;

import java.util.List;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.qmp.ErrorClass;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.Union;
import org.pvpanic.vm.Vm;

/** The character back ends, and how to cut a connection that hangs. */
final class ChardevCommands {

  private final Vm vm;

  ChardevCommands(Vm vm) {
    this.vm = vm;
  }

  /** An entry of {@code query-chardev}. */
  record ChardevInfo(String label, String filename, boolean frontendOpen) {}

  /** What {@code yank} can cut. */
  @Union(tag = "type")
  sealed interface YankInstance {
    /** A connection of a disk, of which there is none here. */
    record BlockNode(String nodeName) implements YankInstance {}

    /** The connection of a socket back end. */
    record Chardev(String id) implements YankInstance {}

    /** A migration's connections, of which there is none here. */
    record Migration() implements YankInstance {}
  }

  /** Arguments of {@code yank}. */
  record Yank(List<YankInstance> instances) {}

  /** Arguments of {@code chardev-send-break}. */
  record SendBreak(String id) {}

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm) {
    ChardevCommands group = new ChardevCommands(vm);
    commands
        .add("query-chardev")
        .preconfig()
        .returnsListOf(ChardevInfo.class)
        .does((client, none) -> group.queryChardev());
    commands
        .add("chardev-send-break")
        .takes(SendBreak.class)
        .does((client, args) -> group.sendBreak(args.id()));
    commands
        .add("query-yank")
        .outOfBand()
        .returnsListOf(YankInstance.class)
        .does((client, none) -> group.queryYank());
    commands
        .add("yank")
        .takes(Yank.class)
        .outOfBand()
        .does((client, args) -> group.yank(args.instances()));
  }

  private List<ChardevInfo> queryChardev() {
    return vm.listedChardevs().stream()
        .map(c -> new ChardevInfo(c.label(), c.filename(), c.frontendOpen()))
        .toList();
  }

  /** A break reaches whoever has the back end; back ends of all kinds can send one. */
  void sendBreak(String id) throws QmpException {
    vm.chardev(id)
        .orElseThrow(
            () -> new QmpException(ErrorClass.GENERIC_ERROR, "Chardev '" + id + "' not found"))
        .sendBreak();
  }

  private List<YankInstance> queryYank() {
    return vm.chardevs().stream()
        .filter(Chardev::isSocket)
        .<YankInstance>map(c -> new YankInstance.Chardev(c.label()))
        .toList();
  }

  /** Cuts all or, when one of them is unknown, none. */
  private void yank(List<YankInstance> instances) throws QmpException {
    List<Chardev> cut = vm.chardevs().stream().filter(c -> isNamed(c, instances)).toList();
    if (cut.size() < instances.stream().distinct().count()) {
      throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Instance not found");
    }
    cut.forEach(Chardev::disconnect);
  }

  private static boolean isNamed(Chardev chardev, List<YankInstance> instances) {
    return chardev.isSocket() && instances.contains(new YankInstance.Chardev(chardev.label()));
  }
}
