package org.pvpanic.acpi;

/**
 * The script by which firmware puts tables into guest memory: what to allocate, which pointers
 * between the files to fill in, which checksums to compute. The files are read through fw_cfg.
 *
 * <p>Layout: SeaBIOS's {@code romfile_loader.h} and OVMF's {@code QemuLoader.h}. An entry has 128
 * bytes: a command of 32 bits and its operands, in which file names have 56 bytes. WRITE_POINTER,
 * by which firmware tells QEMU an address, is left out: no table here needs it.
 */
final class LoaderScript {

  /** Where firmware allocates: anywhere, or below 1 MiB where the RSDP is searched. */
  enum Zone {
    HIGH(1),
    F_SEGMENT(2);

    private final int code;

    Zone(int code) {
      this.code = code;
    }
  }

  static final int FILE_NAME = 56;

  private static final int ENTRY = 128;
  private static final int ALLOCATE = 1;
  private static final int ADD_POINTER = 2;
  private static final int ADD_CHECKSUM = 3;

  private ByteWriter allocations = new ByteWriter();
  private final ByteWriter rest = new ByteWriter();

  /**
   * Allocates memory for a file at a multiple of {@code alignment}, and reads it. This comes before
   * everything else, the latest first.
   */
  void allocate(String file, int alignment, Zone zone) {
    ByteWriter older = allocations;
    allocations = begin(new ByteWriter(), ALLOCATE, file).u32(alignment).u8(zone.code);
    allocations.align(ENTRY).bytes(older.toByteArray());
  }

  /** Adds the address of {@code source} to the number of {@code size} bytes at an offset. */
  void addPointer(String file, int offset, int size, String source) {
    begin(rest, ADD_POINTER, file).text(source, FILE_NAME, '\0').u32(offset).u8(size).align(ENTRY);
  }

  /** Makes the sum of {@code length} bytes from {@code start} on zero, by the byte at an offset. */
  void addChecksum(String file, int offset, int start, int length) {
    begin(rest, ADD_CHECKSUM, file).u32(offset).u32(start).u32(length).align(ENTRY);
  }

  private static ByteWriter begin(ByteWriter out, int command, String file) {
    return out.u32(command).text(file, FILE_NAME, '\0');
  }

  /** The file, with the allocations first. */
  ByteWriter toBytes() {
    return new ByteWriter().bytes(allocations.toByteArray()).bytes(rest.toByteArray());
  }
}
