package org.pvpanic.bus;

/** A wire that carries an interrupt. */
@FunctionalInterface
public interface IrqLine {

  /** Ends at nothing. */
  IrqLine NOWHERE = level -> {};

  /**
   * Drives the wire.
   *
   * @param level 0 is low and anything else high; qtest alone drives it with other values than 1
   */
  void set(int level);

  /** Drives the wire high or low. */
  default void set(boolean high) {
    set(high ? 1 : 0);
  }
}
