package org.pvpanic.bus;

/** A wire from a device to the interrupt controller. */
@FunctionalInterface
public interface IrqLine {

  /** Drives the line high or low. */
  void set(boolean level);
}
