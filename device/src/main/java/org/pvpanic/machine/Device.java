package org.pvpanic.machine;

/** Something on the board. Building it is one thing, {@link #attach} puts it on the buses. */
public interface Device {

  /** Puts the device on the buses of the board, once. */
  void attach(Board board);

  /** The board was reset. */
  default void reset() {}

  /** The board goes to sleep (ACPI S3). */
  default void suspending() {}
}
