package org.pvpanic.machine;

/** The device on whose buses others come and go while the machine is there. */
public interface HotplugPort {

  /**
   * Puts a device on a bus.
   *
   * @param description what it is, and where it is to be, in the form that the port reads
   * @return where it is
   * @throws MachineException in QEMU's words when it cannot
   */
  long plug(String description);

  /**
   * Asks the guest to let go of a device. It stays until the guest has, or until the next reset.
   *
   * @param bus the name of its bus
   * @param place where it is on the bus
   */
  void requestRemoval(String bus, int place);
}
