package org.pvpanic.cli;

/** Shows a timeline. Used by one thread. */
interface TimelinePrinter {

  /**
   * The next entry.
   *
   * @param ms milliseconds since the timeline began; never less than those of the entry before
   */
  void print(long ms, Entry entry);

  /** No entry follows; {@code ms} is the time at the end. */
  default void end(long ms) {}
}
