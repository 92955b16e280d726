package org.pvpanic.dump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;
import org.pvpanic.bus.PhysicalMemory;

/**
 * An ELF core of guest memory, laid out as QEMU 7.2 lays it out (recorded from 7.2.22, {@code
 * paging: false}): ELF header, two section headers at 64, program headers at 192, the notes, the
 * memory blocks, and last the section names.
 *
 * <p>A note CORE (NT_PRSTATUS) and a note QEMU (CPU state) stand for each CPU. The simulated CPU
 * has no registers, so theirs are zero. It streams: nothing of the guest's memory is held, and on a
 * regular file memory that was never touched becomes a hole.
 */
final class ElfCore {

  private static final int EHDR_SIZE = 64;
  private static final int SHDR_SIZE = 64;
  private static final int PHDR_SIZE = 56;
  private static final int SHDRS_AT = EHDR_SIZE;
  private static final int PHDRS_AT = SHDRS_AT + 2 * SHDR_SIZE;
  private static final int PRSTATUS_SIZE = 336;
  private static final int PRSTATUS_PID_AT = 32;
  private static final int CPU_STATE_SIZE = 440;
  private static final byte[] SECTION_NAMES = "\0.shstrtab".getBytes(StandardCharsets.US_ASCII);
  private static final int SECTION_NAMES_SIZE = SECTION_NAMES.length + 1;
  private static final int CHUNK = 64 * PhysicalMemory.PAGE_SIZE;

  private static final short ET_CORE = 4;
  private static final short EM_X86_64 = 62;
  private static final int PT_LOAD = 1;
  private static final int PT_NOTE = 4;
  private static final int SHT_STRTAB = 3;
  private static final int NT_PRSTATUS = 1;

  private final PhysicalMemory memory;
  private final List<GuestBlock> blocks;
  private final int cpus;
  private final int notesAt;
  private final int notesSize;

  ElfCore(PhysicalMemory memory, List<GuestBlock> blocks, int cpus) {
    this.memory = memory;
    this.blocks = blocks;
    this.cpus = cpus;
    this.notesAt = PHDRS_AT + PHDR_SIZE * (1 + blocks.size());
    this.notesSize = cpus * (noteSize(PRSTATUS_SIZE) + noteSize(CPU_STATE_SIZE));
  }

  /** Bytes of memory that the dump holds: what {@code total} reports. */
  long total() {
    return blocks.stream().mapToLong(GuestBlock::length).sum();
  }

  /** Size of the file in bytes. */
  long fileSize() {
    return notesAt + notesSize + total() + SECTION_NAMES_SIZE;
  }

  /**
   * Writes the whole file.
   *
   * @param progress told how many bytes of memory have been written
   */
  void writeTo(DumpTarget out, LongConsumer progress) throws IOException {
    out.write(headers());
    byte[] chunk = new byte[CHUNK];
    long done = 0;
    for (GuestBlock block : blocks) {
      for (long at = 0; at < block.length(); at += CHUNK) {
        int length = (int) Math.min(CHUNK, block.length() - at);
        if (!block.isRam() || memory.isUntouched(block.ramOffset() + at, length)) {
          out.writeZeros(length);
        } else {
          memory.read(block.ramOffset() + at, chunk, 0, length);
          out.write(ByteBuffer.wrap(chunk, 0, length));
        }
        done += length;
        progress.accept(done);
      }
    }
    out.write(ByteBuffer.allocate(SECTION_NAMES_SIZE).put(SECTION_NAMES).rewind());
  }

  private ByteBuffer headers() {
    ByteBuffer b = ByteBuffer.allocate(notesAt + notesSize).order(ByteOrder.LITTLE_ENDIAN);
    putElfHeader(b);
    b.position(SHDRS_AT + SHDR_SIZE); // the first section header is all zeros
    putSectionNamesHeader(b);
    putProgramHeader(b, PT_NOTE, notesAt, 0, notesSize);
    long offset = (long) notesAt + notesSize;
    for (GuestBlock block : blocks) {
      putProgramHeader(b, PT_LOAD, offset, block.physical(), block.length());
      offset += block.length();
    }
    for (int cpu = 0; cpu < cpus; cpu++) {
      int descriptor = putNote(b, "CORE", NT_PRSTATUS, PRSTATUS_SIZE);
      b.putInt(descriptor + PRSTATUS_PID_AT, cpu + 1);
    }
    for (int cpu = 0; cpu < cpus; cpu++) {
      int descriptor = putNote(b, "QEMU", 0, CPU_STATE_SIZE);
      b.putInt(descriptor, 1).putInt(descriptor + 4, CPU_STATE_SIZE);
    }
    return b.rewind();
  }

  private void putElfHeader(ByteBuffer b) {
    b.put(
        new byte[] {0x7f, 'E', 'L', 'F', 2 /* 64 bits */, 1 /* little-endian */, 1 /* version */});
    b.position(16);
    b.putShort(ET_CORE).putShort(EM_X86_64).putInt(1).putLong(0);
    b.putLong(PHDRS_AT).putLong(SHDRS_AT).putInt(0);
    b.putShort((short) 8); // the header's size; QEMU 7.2 really says 8
    b.putShort((short) PHDR_SIZE).putShort((short) (1 + blocks.size()));
    b.putShort((short) SHDR_SIZE).putShort((short) 2).putShort((short) 1);
  }

  private void putSectionNamesHeader(ByteBuffer b) {
    b.putInt(1).putInt(SHT_STRTAB).putLong(0).putLong(0);
    b.putLong(fileSize() - SECTION_NAMES_SIZE).putLong(SECTION_NAMES_SIZE);
    b.putInt(0).putInt(0).putLong(0).putLong(0);
  }

  private static void putProgramHeader(
      ByteBuffer b, int type, long offset, long physical, long size) {
    b.putInt(type).putInt(0).putLong(offset);
    b.putLong(physical).putLong(physical); // without paging QEMU gives the physical address twice
    b.putLong(size).putLong(size).putLong(0);
  }

  /** Writes a note of zeros and returns where its descriptor is. */
  private static int putNote(ByteBuffer b, String name, int type, int size) {
    int begin = b.position();
    b.putInt(name.length() + 1).putInt(size).putInt(type);
    b.put(name.getBytes(StandardCharsets.US_ASCII));
    int descriptor = begin + 12 + 8;
    b.position(begin + noteSize(size));
    return descriptor;
  }

  /** Header, a name of five bytes padded to eight, and the descriptor. */
  private static int noteSize(int descriptorSize) {
    return 12 + 8 + descriptorSize;
  }
}
