package org.pvpanic.machine;

/** The device that power events reach. */
public interface PowerPort {

  /** The power button was pressed. */
  void pressPowerButton();

  /** Whether the board can sleep and be woken at all. */
  default boolean canWake() {
    return true;
  }

  /** The machine was woken; the board has just been reset. */
  void wokenUp();
}
