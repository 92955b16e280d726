package org.pvpanic.guest.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.acpi.AcpiTables;

/**
 * ACPI's reset register, in I/O space or in memory.
 *
 * <p>Specification: ACPI 6.5, section 4.8.3.6.
 *
 * @param inMemory whether its address is one of memory, not of I/O space
 * @param value what resets the machine
 */
record AcpiReset(boolean inMemory, long address, int value) {

  private static final int REVISION = 8;
  private static final int FLAGS = 112;
  private static final int FLAG_RESET = 1 << 10;
  private static final int SPACE = 116;
  private static final int ADDRESS = 120;
  private static final int VALUE = 128;

  /** The register that the FADT tells of, or null. The first revision has no place for one. */
  static @Nullable AcpiReset of(@Nullable AcpiTables tables) {
    byte[] table = tables == null ? null : tables.table("FACP");
    if (table == null || table.length <= VALUE || table[REVISION] < 2) {
      return null;
    }
    ByteBuffer fadt = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    int space = fadt.get(SPACE);
    return (fadt.getInt(FLAGS) & FLAG_RESET) != 0 && space >= 0 && space <= 1
        ? new AcpiReset(space == 0, fadt.getLong(ADDRESS), fadt.get(VALUE) & 0xff)
        : null;
  }

  void write(PortIo ports, MemoryIo memory) {
    if (inMemory) {
      memory.store(address, 1, value);
    } else {
      ports.outb((int) address, value);
    }
  }
}
