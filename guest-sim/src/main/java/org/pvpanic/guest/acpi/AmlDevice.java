package org.pvpanic.guest.acpi;

/**
 * A device of the namespace.
 *
 * @param path where it is, such as {@code _SB_.PCI0.S08_.PEVT}
 * @param status its {@code _STA}; present, enabled and working when it has none
 * @param resources its {@code _CRS}, a list of descriptors; empty when it has none
 */
public record AmlDevice(String path, long status, byte[] resources) {

  private static final int STATUS_PRESENT_ENABLED_WORKING = 0x0b;
  private static final int LARGE = 0x80;
  private static final int IO_PORTS = 8;
  private static final int FIXED_IO_PORTS = 9;
  private static final int END = 15;

  /** Whether it is present, enabled, and works. */
  public boolean isWorking() {
    return (status & STATUS_PRESENT_ENABLED_WORKING) == STATUS_PRESENT_ENABLED_WORKING;
  }

  /**
   * The first of its I/O ports, or 0 when it has none.
   *
   * <p>Specification: ACPI 6.5, section 6.4.2.5 and 6.4.2.6.
   */
  public int ioPort() {
    for (int at = 0; at + 3 < resources.length; ) {
      int tag = resources[at] & 0xff;
      int kind = tag >> 3;
      if ((tag & LARGE) != 0) {
        at += 3 + word(at + 1);
      } else if (kind == END) {
        return 0;
      } else if (kind == IO_PORTS || kind == FIXED_IO_PORTS) {
        return kind == IO_PORTS ? word(at + 2) : word(at + 1);
      } else {
        at += 1 + (tag & 7);
      }
    }
    return 0;
  }

  private int word(int at) {
    return (resources[at] & 0xff) | (resources[at + 1] & 0xff) << 8;
  }
}
