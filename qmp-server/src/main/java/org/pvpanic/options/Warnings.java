package org.pvpanic.options;

/** Where a parser reports what is accepted but should not have been written so. */
@FunctionalInterface
public interface Warnings {

  /** Drops every warning, as QEMU does where it parses in silence. */
  Warnings NONE = (message, hint) -> {};

  /**
   * Reports one.
   *
   * @param message one line, without the word "warning"
   * @param hint a line of advice, or ""
   */
  void warn(String message, String hint);
}
