package org.pvpanic.acpi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PCI bus, what is on it, and the buses behind.
 *
 * @param number by which the hot-plug registers know the bus, or {@link #FIXED}
 * @param express whether it is PCI Express, and so has but one slot when devices can come
 * @param functions what is on it, the oldest first
 */
public record PciTree(int number, boolean express, List<Function> functions) {

  /** The number of a bus on which nothing comes or goes by ACPI. */
  public static final int FIXED = -1;

  /** No bus. */
  public static final PciTree NONE = new PciTree(FIXED, false, List.of());

  /** Copies the list. */
  public PciTree {
    functions = List.copyOf(functions);
  }

  boolean hasHotplug() {
    return number != FIXED;
  }

  /**
   * A function on a bus.
   *
   * @param place device * 8 + function
   * @param removable whether it may be taken away
   * @param behind the bus behind it, if it is a bridge that was there from the start
   */
  public record Function(int place, boolean removable, @Nullable PciTree behind) {}
}
