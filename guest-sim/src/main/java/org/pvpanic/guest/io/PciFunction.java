package org.pvpanic.guest.io;

/**
 * A function of a PCI device, through its configuration header.
 *
 * <p>Specification: PCI Local Bus 3.0, chapter 6; PCI-to-PCI Bridge Architecture 1.2, chapter 3.
 *
 * @param config where it is
 * @param address bus in bits 8 to 15, device in 3 to 7, function in 0 to 2
 */
public record PciFunction(PciConfig config, int address) {

  /** The command register: 16 bits. */
  public static final int COMMAND = 0x04;

  /** Bit of the command: it answers in I/O space. */
  public static final int COMMAND_IO = 1 << 0;

  /** Bit of the command: it answers in memory. */
  public static final int COMMAND_MEMORY = 1 << 1;

  /** The first base address register. */
  public static final int BAR0 = 0x10;

  private static final int STATUS = 0x06;
  private static final int STATUS_CAPABILITIES = 1 << 4;
  private static final int CLASS = 0x0a;
  private static final int CLASS_PCI_BRIDGE = 0x0604;
  private static final int HEADER_TYPE = 0x0e;
  private static final int MULTIFUNCTION = 1 << 7;
  private static final int SECONDARY_BUS = 0x19;
  private static final int CAPABILITIES = 0x34;
  private static final int MOST_CAPABILITIES = 48;

  /** Number of its bus. */
  public int bus() {
    return address >> 8;
  }

  /** Number of its device on the bus, 0 to 31. */
  public int device() {
    return address >> 3 & 0x1f;
  }

  /** Whether somebody answers. */
  public boolean isPresent() {
    int vendor = read(0, 2);
    return vendor != 0xffff && vendor != 0;
  }

  boolean isMultifunction() {
    return (read(HEADER_TYPE, 1) & MULTIFUNCTION) != 0;
  }

  /** Whether it leads to another bus. */
  public boolean isBridge() {
    return read(CLASS, 2) == CLASS_PCI_BRIDGE;
  }

  /** The bus that a bridge leads to, 0 before anybody has numbered it. */
  public int secondaryBus() {
    return read(SECONDARY_BUS, 1);
  }

  /** Whether it is of that make. */
  public boolean is(int vendor, int device) {
    return read(0, 4) == (device << 16 | vendor);
  }

  /** Reads a register of {@code size} bytes: 1, 2 or 4. */
  public int read(int register, int size) {
    return config.read(address, register, size);
  }

  /** Writes a register of {@code size} bytes: 1, 2 or 4. */
  public void write(int register, int size, int value) {
    config.write(address, register, size, value);
  }

  /** Sets bits of the command register. */
  public void enable(int commandBits) {
    write(COMMAND, 2, read(COMMAND, 2) | commandBits);
  }

  /** Where the capability with that ID is, or 0. */
  public int capability(int id) {
    if ((read(STATUS, 2) & STATUS_CAPABILITIES) == 0) {
      return 0;
    }
    int at = read(CAPABILITIES, 1) & 0xfc;
    for (int i = 0; at != 0 && i < MOST_CAPABILITIES; i++) {
      if (read(at, 1) == id) {
        return at;
      }
      at = read(at + 1, 1) & 0xfc;
    }
    return 0;
  }
}
