package org.pvpanic.pci;

/** The controller that tells a guest of functions that come, and asks it to let others go. */
public interface PciHotplug {

  /**
   * Whether it serves a bus.
   *
   * @throws IllegalArgumentException in QEMU's words when it does not
   */
  void check(PciBus bus);

  /** A function has come while the machine was there. */
  void plugged(PciFunction function);

  /** A function is to go as soon as the guest lets it. */
  void requestRemoval(PciFunction function);
}
