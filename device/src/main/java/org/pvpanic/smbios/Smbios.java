package org.pvpanic.smbios;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.pvpanic.acpi.ByteWriter;
import org.pvpanic.machine.RamLayout;

/**
 * What a machine says of itself through SMBIOS, as QEMU 7.2 builds it without {@code -smbios}:
 * system, chassis, processors, memory, boot status.
 *
 * <p>Specification: DMTF DSP0134 2.8; the structures are described in its chapter 7. Left out: BIOS
 * information, base board, port connectors, OEM strings and on-board devices, which only the user
 * adds, and the 64-bit entry point.
 *
 * @param product the machine's name
 * @param version its machine type
 * @param uuid all zeros for none
 * @param sockets how many processors there are
 * @param cores cores in each
 * @param threads threads in each, of all cores
 * @param processorId CPUID leaf 1: EAX, and EDX in the upper half
 * @param ram where memory is
 */
public record Smbios(
    String product,
    String version,
    UUID uuid,
    int sockets,
    int cores,
    int threads,
    long processorId,
    RamLayout ram) {

  private static final String MANUFACTURER = "QEMU";
  private static final int MOST = 255;
  private static final int NONE = 0xffff;
  private static final int NOT_PROVIDED = 0xfffe;
  private static final int MEMORY_ARRAY = 0x1000;
  private static final long MODULE = 16L << 30;
  private static final int SAFE = 3;
  private static final int SPEED = 2000;
  private static final int KIB = 10;
  private static final int MIB = 20;
  private static final long LARGE_CAPACITY = 0x80000000L;
  private static final int LARGE_MODULE = 0x7fff;

  /** The structures, one after the other. */
  public byte[] tables() {
    ByteWriter out = new ByteWriter();
    structures().forEach(structure -> out.bytes(structure.toByteArray()));
    return out.toByteArray();
  }

  /** The entry point (5.2.1), in which firmware fills in address and checksums. */
  public byte[] anchor() {
    List<byte[]> structures = structures().stream().map(Structure::toByteArray).toList();
    int length = structures.stream().mapToInt(bytes -> bytes.length).sum();
    int largest = structures.stream().mapToInt(bytes -> bytes.length).max().orElse(0);
    ByteWriter out = new ByteWriter().text("_SM_", 4, ' ').u8(0).u8(31).u8(2).u8(8).u16(largest);
    out.zeros(6).text("_DMI_", 5, ' ').u8(0).u16(length).u32(0);
    return out.u16(structures.size()).u8(0x28).toByteArray();
  }

  private List<Structure> structures() {
    List<Structure> all = new ArrayList<>();
    all.add(system());
    all.add(chassis());
    for (int i = 0; i < sockets; i++) {
      all.add(processor(i));
    }
    int modules = (int) ((ram.size() + MODULE - 1) / MODULE);
    all.add(memoryArray(modules));
    for (int i = 0; i < modules; i++) {
      all.add(module(i, Math.min(MODULE, ram.size() - i * MODULE)));
    }
    all.add(mapped(0, 0, ram.low()));
    if (ram.high() > 0) {
      all.add(mapped(1, RamLayout.FOUR_GIB, ram.high()));
    }
    all.add(new Structure(32, 0x2000).u8(0, 0, 0, 0, 0, 0, 0));
    all.add(new Structure(127, 0x7f00));
    return all;
  }

  /** The first three fields of the UUID are little-endian (7.2.1). */
  private Structure system() {
    Structure made = new Structure(1, 0x100).string(MANUFACTURER).string(product).string(version);
    long high = uuid.getMostSignificantBits();
    made.u8(0).fields().u32(high >>> 32).u16((int) (high >>> 16)).u16((int) high);
    made.fields().u64(Long.reverseBytes(uuid.getLeastSignificantBits()));
    return made.u8(6, 0, 0); // switched on by its button
  }

  private Structure chassis() {
    Structure made = new Structure(3, 0x300).string(MANUFACTURER).u8(1).string(version);
    return made.u8(0, 0, SAFE, SAFE, SAFE, 2).u16(0, 0).u8(0, 0, 0, 0, 0);
  }

  private Structure processor(int number) {
    Structure made = new Structure(4, 0x400 + number).string("CPU%2x".formatted(number));
    made.u8(3, 1).string(MANUFACTURER).fields().u64(processorId);
    made.string(version).u8(0).u16(0, SPEED, SPEED).u8(0x41, 1).u16(NONE, NONE, NONE);
    int inEach = Math.min(cores, MOST);
    made.u8(0, 0, 0, inEach, inEach, Math.min(threads, MOST));
    return made.u16(2, 1);
  }

  private Structure memoryArray(int modules) {
    Structure made = new Structure(16, MEMORY_ARRAY).u8(1, 3, 6);
    long kib = (ram.size() + (1 << KIB) - 1) >> KIB;
    boolean large = kib >= LARGE_CAPACITY;
    made.fields().u32(large ? LARGE_CAPACITY : kib);
    made.u16(NOT_PROVIDED, modules).fields().u64(large ? ram.size() : 0);
    return made;
  }

  private static Structure module(int number, long size) {
    Structure made = new Structure(17, 0x1100 + number).u16(MEMORY_ARRAY, NOT_PROVIDED, NONE, NONE);
    int mib = (int) ((size + (1 << MIB) - 1) >> MIB);
    made.u16(Math.min(mib, LARGE_MODULE)).u8(9, 0).string("DIMM " + number).u8(0, 7).u16(2, 0);
    made.string(MANUFACTURER).u8(0, 0, 0, 0).fields().u32(0);
    return made.u16(0, 0, 0, 0);
  }

  /** Where memory is, in KiB, or in bytes when it is too far up. */
  private static Structure mapped(int number, long start, long size) {
    Structure made = new Structure(19, 0x1300 + number);
    long end = start + size - 1;
    boolean far = end >> KIB >= 0xffffffffL;
    made.fields().u32(far ? -1 : start >> KIB).u32(far ? -1 : end >> KIB);
    made.u16(MEMORY_ARRAY).u8(1).fields().u64(far ? start : 0).u64(far ? end : 0);
    return made;
  }
}
