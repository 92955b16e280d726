package org.pvpanic.options;

import org.jspecify.annotations.Nullable;

/**
 * One option of the command line.
 *
 * @param name its name without dashes, as in QEMU's list ({@code hda} for a bare disk image)
 * @param value its argument, or null when it takes none
 * @param text the option and its argument as typed, which is how messages name it
 */
public record Option(String name, @Nullable String value, String text) {

  /** The argument of an option that takes one. */
  public String argument() {
    if (value == null) {
      throw new IllegalStateException(text + " has no argument");
    }
    return value;
  }
}
