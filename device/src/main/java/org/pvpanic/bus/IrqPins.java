package org.pvpanic.bus;

/**
 * Which pins of a device are meant; QEMU calls them a list of GPIOs.
 *
 * @param type of the device, by its QOM name, such as {@code ioapic}
 * @param number of the device, from 0, among those of its type on the board
 * @param list its name, {@code unnamed-gpio-in} and {@code unnamed-gpio-out} where it has none
 */
public record IrqPins(String type, int number, String list) {

  /** The only inputs of most devices. */
  public static final String IN = "unnamed-gpio-in";

  /** The only outputs of most devices. */
  public static final String OUT = "unnamed-gpio-out";
}
