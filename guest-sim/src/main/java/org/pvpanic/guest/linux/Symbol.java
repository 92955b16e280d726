package org.pvpanic.guest.linux;

/**
 * A place in the kernel's code.
 *
 * @param address where
 * @param name of the function
 * @param offset from its start
 * @param size of the function
 */
record Symbol(long address, String name, int offset, int size) {

  /** {@code name+0x1/0x2}. */
  String place() {
    return name + "+0x" + Integer.toHexString(offset) + "/0x" + Integer.toHexString(size);
  }

  /** {@code [<address>] name+0x1/0x2}. */
  @Override
  public String toString() {
    return Hex.address(address) + " " + place();
  }
}
