package org.pvpanic.pci;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A function that is to be put on a bus, as {@code -device} and {@code device_add} describe it. Its
 * {@code toString} is a word without blanks, and {@link #parse} reads it back.
 *
 * @param type the name of its type
 * @param bus the name of the bus
 * @param devfn slot * 8 + function, or {@link PciBus#ANY}
 * @param id the name that the user gave it, if any
 * @param properties what else its maker wants to know, numbers all of them
 */
public record PciPlug(
    String type, String bus, int devfn, @Nullable String id, Map<String, Long> properties) {

  /** The property that says that the slot has more functions. */
  public static final String MULTIFUNCTION = "multifunction";

  /** Where the function is to be. */
  PciPlace place(PciBus on, boolean hot) {
    return new PciPlace(on, devfn, property(MULTIFUNCTION) != 0, id, hot);
  }

  /** A property, 0 where it is not given. */
  public long property(String name) {
    return properties.getOrDefault(name, 0L);
  }

  /**
   * Reads back what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it did not
   */
  public static PciPlug parse(String text) {
    List<String> part = Arrays.asList(text.split(":", -1));
    if (part.size() != 5) {
      throw new IllegalArgumentException("'" + text + "' is not type:bus:devfn:id:properties");
    }
    Map<String, Long> properties = new TreeMap<>();
    for (String property : part.get(4).split(",")) {
      int is = property.indexOf('=');
      if (is > 0) {
        properties.put(property.substring(0, is), Long.valueOf(property.substring(is + 1)));
      }
    }
    String id = part.get(3).isEmpty() ? null : part.get(3);
    return new PciPlug(part.get(0), part.get(1), Integer.parseInt(part.get(2)), id, properties);
  }

  @Override
  public String toString() {
    StringBuilder numbers = new StringBuilder();
    new TreeMap<>(properties)
        .forEach((name, value) -> numbers.append(name).append('=').append(value).append(','));
    return String.join(
        ":", type, bus, String.valueOf(devfn), id == null ? "" : id, numbers.toString());
  }
}
