package org.pvpanic.machine;

/** The device that power events reach. A board without one cannot be woken. */
public interface PowerPort {

  /** The power button was pressed. */
  void pressPowerButton();

  /** The machine was woken; the board has just been reset. */
  void wokenUp();
}
