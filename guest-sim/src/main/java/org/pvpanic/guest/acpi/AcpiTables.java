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

  /**
   * A table.
   *
   * @param address where it is
   * @param bytes all of it
   */
  public record Table(long address, byte[] bytes) {

    /** The four characters that it begins with. */
    public String signature() {
      return AcpiTables.signature(bytes, 4);
    }

    /** {@code size} characters. */
    public String text(int at, int size) {
      return new String(bytes, at, size, ISO_8859_1);
    }

    /** A little-endian number of {@code size} bytes; 0 behind the end. */
    public long number(int at, int size) {
      long number = 0;
      for (int i = Math.min(at + size, bytes.length) - 1; i >= at; i--) {
        number = number << 8 | (bytes[i] & 0xff);
      }
      return number;
    }
  }

  private static final int FADT_FACS = 36;
  private static final int FACS = 64;

  private final MemoryIo memory;
  private final Table rsdp;
  private final @Nullable Table root;
  private final List<Table> listed = new ArrayList<>(6);

  private AcpiTables(MemoryIo memory, long address) {
    this.memory = memory;
    byte[] bytes = new byte[RSDP];
    memory.read(address, bytes, 0, RSDP);
    this.rsdp = new Table(address, bytes);
    this.root = list(address);
  }

  /** The tables, or null when there is no RSDP. */
  public static @Nullable AcpiTables find(MemoryIo memory) {
    byte[] page = new byte[PAGE];
    for (long base = BIOS_AREA; base < BIOS_AREA_END; base += PAGE) {
      memory.read(base, page, 0, PAGE);
      for (int at = 0; at < PAGE; at += 16) {
        if (page[at] == 'R' && isRsdp(memory, base + at)) {
          return new AcpiTables(memory, base + at);
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

  private @Nullable Table list(long address) {
    byte[] pointer = new byte[RSDP_2];
    memory.read(address, pointer, 0, RSDP_2);
    boolean extended = pointer[RSDP_REVISION] >= 2 && sum(pointer) == 0;
    long xsdt = extended ? number(pointer, RSDP_XSDT, 8) : 0;
    int width = xsdt != 0 ? 8 : 4;
    Table found = read(xsdt != 0 ? xsdt : number(pointer, RSDP_RSDT, 4));
    if (found != null) {
      for (int at = HEADER; at + width <= found.bytes().length; at += width) {
        Table table = read(found.number(at, width));
        if (table != null) {
          listed.add(table);
        }
      }
    }
    return found;
  }

  /** The pointer that leads to the others. */
  public Table rsdp() {
    return rsdp;
  }

  /** The list of the others, or null when it makes no sense. */
  public @Nullable Table root() {
    return root;
  }

  /** The tables of the list, in its order. */
  public List<Table> listed() {
    return listed;
  }

  /** The DSDT, or null when there is none. */
  public @Nullable Table dsdt() {
    Table fadt = find("FACP");
    if (fadt == null) {
      return null;
    }
    long wide = fadt.bytes().length >= FADT_X_DSDT + 8 ? fadt.number(FADT_X_DSDT, 8) : 0;
    return read(wide != 0 ? wide : fadt.number(FADT_DSDT, 4));
  }

  /** The FACS, which has no checksum, or null when there is none. */
  public @Nullable Table facs() {
    Table fadt = find("FACP");
    long address = fadt == null ? 0 : fadt.number(FADT_FACS, 4);
    if (address == 0) {
      return null;
    }
    byte[] bytes = new byte[FACS];
    memory.read(address, bytes, 0, FACS);
    return new Table(address, bytes);
  }

  /** The first table of the list with that signature, or null. */
  public @Nullable Table find(String signature) {
    for (Table table : listed) {
      if (table.signature().equals(signature)) {
        return table;
      }
    }
    return null;
  }

  /** The first table with that signature of four characters, whole, or null. */
  public byte @Nullable [] table(String signature) {
    Table found = find(signature);
    return found == null ? null : found.bytes();
  }

  /** The tables that hold definitions: the DSDT first, then each SSDT. */
  public List<byte[]> definitions() {
    List<byte[]> found = new ArrayList<>(2);
    Table dsdt = dsdt();
    if (dsdt != null) {
      found.add(dsdt.bytes());
    }
    for (Table table : listed) {
      if (table.signature().equals("SSDT")) {
        found.add(table.bytes());
      }
    }
    return found;
  }

  private @Nullable Table read(long address) {
    long length = address == 0 ? 0 : memory.load(address + LENGTH, 4);
    if (length < HEADER || length > MOST_BYTES) {
      return null;
    }
    byte[] table = new byte[(int) length];
    memory.read(address, table, 0, table.length);
    return sum(table) == 0 ? new Table(address, table) : null;
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
