package org.pvpanic.guest.acpi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryIo;

/**
 * The ACPI tables in memory, found as an operating system finds them: the RSDP on a 16-byte
 * boundary of the BIOS area leads to the RSDT or XSDT, that to the FADT, and that to the DSDT.
 *
 * <p>Specification: ACPI 6.5, sections 5.2.5 to 5.2.11. The RSDP and each table count only with a
 * good checksum. The extended BIOS data area is not searched.
 */
public final class AcpiTables {

  private static final long BIOS_AREA = 0xe0000;
  private static final long BIOS_AREA_END = 0x100000;
  private static final int PAGE = 4096;

  private static final int RSDP = 20;
  private static final int RSDP_2 = 36;
  private static final int RSDP_REVISION = 15;
  private static final int RSDP_RSDT = 16;
  private static final int RSDP_XSDT = 24;

  private static final int HEADER = 36;
  private static final int LENGTH = 4;
  private static final int MOST_BYTES = 1 << 20;
  private static final int FADT_DSDT = 40;
  private static final int FADT_X_DSDT = 140;

  private final MemoryIo memory;
  private final List<byte[]> listed = new ArrayList<>(6);

  private AcpiTables(MemoryIo memory) {
    this.memory = memory;
  }

  /** The tables, or null when there is no RSDP. */
  public static @Nullable AcpiTables find(MemoryIo memory) {
    byte[] page = new byte[PAGE];
    for (long base = BIOS_AREA; base < BIOS_AREA_END; base += PAGE) {
      memory.read(base, page, 0, PAGE);
      for (int at = 0; at < PAGE; at += 16) {
        if (page[at] == 'R' && isRsdp(memory, base + at)) {
          AcpiTables tables = new AcpiTables(memory);
          tables.list(base + at);
          return tables;
        }
      }
    }
    return null;
  }

  private static boolean isRsdp(MemoryIo memory, long address) {
    byte[] rsdp = new byte[RSDP];
    memory.read(address, rsdp, 0, RSDP);
    return signature(rsdp, 8).equals("RSD PTR ") && sum(rsdp) == 0;
  }

  private void list(long rsdp) {
    byte[] pointer = new byte[RSDP_2];
    memory.read(rsdp, pointer, 0, RSDP_2);
    boolean extended = pointer[RSDP_REVISION] >= 2 && sum(pointer) == 0;
    long xsdt = extended ? number(pointer, RSDP_XSDT, 8) : 0;
    int width = xsdt != 0 ? 8 : 4;
    byte[] root = read(xsdt != 0 ? xsdt : number(pointer, RSDP_RSDT, 4));
    for (int at = HEADER; root != null && at + width <= root.length; at += width) {
      byte[] table = read(number(root, at, width));
      if (table != null) {
        listed.add(table);
      }
    }
  }

  /** The first table with that signature of four characters, whole, or null. */
  public byte @Nullable [] table(String signature) {
    return listed.stream()
        .filter(table -> signature(table, 4).equals(signature))
        .findFirst()
        .orElse(null);
  }

  /** The tables that hold definitions: the DSDT first, then each SSDT. */
  public List<byte[]> definitions() {
    List<byte[]> found = new ArrayList<>(2);
    byte[] fadt = table("FACP");
    if (fadt != null) {
      long wide = fadt.length >= FADT_X_DSDT + 8 ? number(fadt, FADT_X_DSDT, 8) : 0;
      byte[] dsdt = read(wide != 0 ? wide : number(fadt, FADT_DSDT, 4));
      if (dsdt != null) {
        found.add(dsdt);
      }
    }
    listed.stream().filter(table -> signature(table, 4).equals("SSDT")).forEach(found::add);
    return found;
  }

  private byte @Nullable [] read(long address) {
    long length = address == 0 ? 0 : memory.load(address + LENGTH, 4);
    if (length < HEADER || length > MOST_BYTES) {
      return null;
    }
    byte[] table = new byte[(int) length];
    memory.read(address, table, 0, table.length);
    return sum(table) == 0 ? table : null;
  }

  private static String signature(byte[] table, int length) {
    return new String(table, 0, length, ISO_8859_1);
  }

  private static int sum(byte[] bytes) {
    int sum = 0;
    for (byte b : bytes) {
      sum += b;
    }
    return sum & 0xff;
  }

  private static long number(byte[] table, int at, int size) {
    ByteBuffer bytes = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    return size == 8 ? bytes.getLong(at) : bytes.getInt(at) & 0xffffffffL;
  }
}
