package org.pvpanic.acpi;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes tables into the file {@code etc/acpi/tables}, and into the loader's script what firmware
 * has to fill in. The root table points to those that were {@linkplain #list listed}.
 */
final class TableWriter {

  static final String FILE = "etc/acpi/tables";

  static final String OEM_ID = "BOCHS ";
  private static final String OEM_TABLE_ID = "BXPC";
  private static final int OEM_TABLE_ID_LENGTH = 8;
  private static final int LENGTH = 4;
  private static final int CHECKSUM = 9;

  private final ByteWriter out = new ByteWriter();
  private final LoaderScript script;
  private final List<Integer> listed = new ArrayList<>();

  TableWriter(LoaderScript script) {
    this.script = script;
  }

  /** What was written. */
  ByteWriter out() {
    return out;
  }

  /** Lists the next table in the root table. */
  void list() {
    listed.add(out.size());
  }

  /**
   * Writes a table of that signature and revision: header (ACPI 6.5, 5.2.6) and body.
   *
   * @return its offset
   */
  int table(String signature, int revision, Runnable body) {
    int start = out.size();
    out.text(signature, 4, ' ').u32(0).u8(revision).u8(0);
    out.text(OEM_ID, OEM_ID.length(), ' ').text(OEM_TABLE_ID, OEM_TABLE_ID_LENGTH, ' ');
    out.u32(1).text(OEM_TABLE_ID, 4, ' ').u32(1);
    body.run();
    int length = out.size() - start;
    out.put(start + LENGTH, length, 4);
    script.addChecksum(FILE, start + CHECKSUM, start, length);
    return start;
  }

  /** Writes a pointer of {@code size} bytes to the table at {@code offset}. */
  void pointer(int offset, int size) {
    int at = out.size();
    out.number(offset, size);
    script.addPointer(FILE, at, size, FILE);
  }

  /** Writes the root table, RSDT with pointers of 4 bytes or XSDT with 8: ACPI 6.5, 5.2.7. */
  int root(int pointerSize) {
    List<Integer> tables = List.copyOf(listed);
    return table(
        pointerSize == 4 ? "RSDT" : "XSDT",
        1,
        () -> tables.forEach(offset -> pointer(offset, pointerSize)));
  }
}
