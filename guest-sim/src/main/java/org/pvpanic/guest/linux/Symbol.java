package org.pvpanic.guest.linux;

/**
 * A place in the kernel's code.
 *
 * @param address where
 * @param name of the function
 * @param offset from its start
 * @param size of the function
 * @param module that it is in, "" for the kernel itself
 */
record Symbol(long address, String name, int offset, int size, String module) {

  private static final int CALL = 13;

  /** A place in the kernel itself. */
  Symbol(long address, String name, int offset, int size) {
    this(address, name, offset, size, "");
  }

  /** A call some bytes before it. */
  Symbol before() {
    return new Symbol(address - CALL, name, offset - CALL, size, module);
  }

  /** {@code name+0x1/0x2}, then the module. */
  String place() {
    String place = name + "+0x" + Integer.toHexString(offset) + "/0x" + Integer.toHexString(size);
    return module.isEmpty() ? place : place + " [" + module + "]";
  }

  /** {@code [<address>] name+0x1/0x2}. */
  @Override
  public String toString() {
    return Hex.address(address) + " " + place();
  }
}
