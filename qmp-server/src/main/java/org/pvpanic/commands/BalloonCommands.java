package org.pvpanic.commands;

import org.pvpanic.qmp.ErrorClass;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.vm.Vm;

/**
 * The memory balloon. libvirt gives every domain one and sets it before the machine runs. Ours is
 * inert: no guest driver ever inflates it, so the guest keeps all of its memory, as a real guest
 * without the driver does.
 */
final class BalloonCommands {

  private final Vm vm;

  BalloonCommands(Vm vm) {
    this.vm = vm;
  }

  /** Arguments of {@code balloon}. */
  record Balloon(long value) {}

  /** Result of {@code query-balloon}: how much memory the guest has, in bytes. */
  record BalloonInfo(long actual) {}

  static void addTo(QmpCommands commands, Vm vm) {
    BalloonCommands group = new BalloonCommands(vm);
    commands.add("balloon").takes(Balloon.class).does((client, args) -> group.inflate(args));
    commands
        .add("query-balloon")
        .returns(BalloonInfo.class)
        .does((client, none) -> group.queryBalloon());
  }

  void inflate(Balloon args) throws QmpException {
    checkActive();
    if (args.value() <= 0) {
      throw new QmpException("Parameter 'target' expects a size");
    }
  }

  BalloonInfo queryBalloon() throws QmpException {
    checkActive();
    return new BalloonInfo(vm.machine().memory().size());
  }

  private void checkActive() throws QmpException {
    if (!vm.hasDevice("virtio-balloon-pci-base")) {
      throw new QmpException(ErrorClass.DEVICE_NOT_ACTIVE, "No balloon device has been activated");
    }
  }
}
