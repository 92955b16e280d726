package org.pvpanic.bus;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An address space as those see it that access it: memory, or I/O ports.
 *
 * <p>The rules are those of QEMU's memory core (measured on 7.2). An access belongs to the region
 * in which it <em>starts</em>, even where it reaches past its end, save that one to memory ends
 * with the memory. To registers it goes in pieces: cut at natural alignment relative to the region,
 * none wider than is valid there, each as what the device implements ({@link Access}). Where
 * nothing is, and where an access is not valid, zeros are read and writes are lost.
 *
 * <p>Writes to ROM are lost, whoever writes. Where RAM is seen through an alias that is read-only,
 * those of CPUs alone are ({@link #forCpu}): devices, monitors and qtest write the RAM.
 */
public final class AddressSpace implements MemoryIo {

  private static final String REJECTED = "rejected";

  /** What QEMU calls the region that is seen where nothing is. */
  private static final String NOBODY = "(null)";

  private final String name;
  private final MemoryRegion root;
  private @Nullable FlatView flat;
  private @Nullable Consumer<String> log;

  /** The address space of all that is in {@code root}. */
  public AddressSpace(String name, MemoryRegion root) {
    this.name = name;
    this.root = root;
    root.onChange(() -> flat = null);
  }

  /** Says who is told of accesses that are not valid; one line each, in QEMU's words. */
  public void onInvalid(Consumer<String> told) {
    log = told;
  }

  /** The name that {@code info mtree} shows. */
  public String name() {
    return name;
  }

  /** The region that holds all others. */
  public MemoryRegion root() {
    return root;
  }

  /** What is seen at present. */
  public FlatView view() {
    FlatView view = flat;
    if (view == null) {
      view = new FlatView(root);
      flat = view;
    }
    return view;
  }

  /** Whether what is at an address are registers, which a read may change. */
  public boolean isRegister(long address) {
    FlatView.Range range = view().find(address);
    return range != null && range.region().registers() != null;
  }

  /** How many bytes of an access of {@code length} at {@code address} are served in one go. */
  public int piece(long address, int length) {
    return piece(view().find(address), address, length);
  }

  @Override
  public long load(long address, int size) {
    long value = 0;
    for (int done = 0; done < size; ) {
      long at = address + done;
      FlatView.Range range = view().find(at);
      int piece = piece(range, at, size - done);
      value |= loadPiece(range, at, piece) << (Byte.SIZE * done);
      done += piece;
    }
    return value;
  }

  /** Physical memory as a CPU writes it; what it reads is what everybody reads. */
  public MemoryIo forCpu() {
    return new MemoryIo() {
      @Override
      public long load(long address, int size) {
        return AddressSpace.this.load(address, size);
      }

      @Override
      public void store(long address, int size, long value) {
        AddressSpace.this.store(address, size, value, true);
      }

      @Override
      public void read(long address, byte[] into, int offset, int length) {
        AddressSpace.this.read(address, into, offset, length);
      }

      @Override
      public void write(long address, byte[] from, int offset, int length) {
        AddressSpace.this.write(address, from, offset, length, true);
      }
    };
  }

  @Override
  public void store(long address, int size, long value) {
    store(address, size, value, false);
  }

  private void store(long address, int size, long value, boolean cpu) {
    for (int done = 0; done < size; ) {
      long at = address + done;
      FlatView.Range range = view().find(at);
      int piece = piece(range, at, size - done);
      storePiece(range, at, piece, (value >>> (Byte.SIZE * done)) & mask(piece), cpu);
      done += piece;
    }
  }

  @Override
  public void read(long address, byte[] into, int offset, int length) {
    for (int done = 0; done < length; ) {
      long at = address + done;
      FlatView.Range range = view().find(at);
      PhysicalMemory memory = range == null ? null : range.region().memory();
      if (range != null && memory != null) {
        int piece = upTo(range.last() - at, length - done);
        memory.read(at - range.first() + range.offset(), into, offset + done, piece);
        done += piece;
      } else {
        int piece = piece(range, at, length - done);
        long value = loadPiece(range, at, piece);
        for (int i = 0; i < piece; i++) {
          into[offset + done + i] = (byte) (value >>> (Byte.SIZE * i));
        }
        done += piece;
      }
    }
  }

  @Override
  public void write(long address, byte[] from, int offset, int length) {
    write(address, from, offset, length, false);
  }

  private void write(long address, byte[] from, int offset, int length, boolean cpu) {
    for (int done = 0; done < length; ) {
      long at = address + done;
      FlatView.Range range = view().find(at);
      PhysicalMemory memory = range == null ? null : range.region().memory();
      if (range != null && memory != null) {
        int piece = upTo(range.last() - at, length - done);
        if (isWritable(range, cpu)) {
          memory.write(at - range.first() + range.offset(), from, offset + done, piece);
        }
        done += piece;
      } else {
        int piece = piece(range, at, length - done);
        long value = 0;
        for (int i = piece - 1; i >= 0; i--) {
          value = value << Byte.SIZE | (from[offset + done + i] & 0xff);
        }
        storePiece(range, at, piece, value, cpu);
        done += piece;
      }
    }
  }

  /**
   * Memory gives what it has; the rest gives 1, 2 or 4 bytes. Many of 4 in a hole are as one,
   * unless each has to be told of; the last may reach past the end of the hole.
   */
  private int piece(FlatView.@Nullable Range range, long address, int length) {
    if (range == null) {
      int one = Access.ANY.piece(address, length);
      int hole = log == null ? upTo(view().gapBehind(address), length) : 0;
      if (hole == length) {
        return hole;
      }
      // An access that begins in a hole is one of the hole, even where it reaches further.
      boolean aligned = (address & (Integer.BYTES - 1)) == 0;
      return aligned ? Math.max(one, hole & -Integer.BYTES) : one;
    }
    IoRegion registers = range.region().registers();
    if (registers == null) {
      return upTo(range.last() - address, length);
    }
    return registers.access().piece(address - range.first() + range.offset(), length);
  }

  /**
   * At most {@code length} bytes, and none behind the one that is {@code more} bytes further on.
   */
  private static int upTo(long more, int length) {
    return Long.compareUnsigned(more, length) < 0 ? (int) more + 1 : length;
  }

  private void refuse(boolean write, long address, int size, String region, String reason) {
    if (log != null) {
      log.accept(
          "Invalid %s at addr 0x%X, size %d, region '%s', reason: %s\n"
              .formatted(write ? "write" : "read", address, size, region, reason));
    }
  }

  /** Whether registers take an access; if not, that is noted. */
  private boolean takes(IoRegion registers, long at, int size, boolean write) {
    Access access = registers.access();
    String reason = registers.accepts((int) at, size, write) ? access.refusal(at, size) : REJECTED;
    if (reason != null) {
      refuse(write, at, size, registers.name(), reason);
    }
    return reason == null;
  }

  private long loadPiece(FlatView.@Nullable Range range, long address, int size) {
    if (range == null) {
      refuse(false, address, size, NOBODY, REJECTED);
      return 0;
    }
    long at = address - range.first() + range.offset();
    IoRegion registers = range.region().registers();
    if (registers == null) {
      PhysicalMemory memory = range.region().memory();
      return memory == null ? 0 : memory.load(at, size);
    }
    int offset = (int) at;
    if (!takes(registers, at, size, false)) {
      return 0;
    }
    int step = registers.access().implemented(size);
    long value = 0;
    for (int i = 0; i < size; i += step) {
      value |= (registers.read(offset + i, step) & mask(step)) << (Byte.SIZE * i);
    }
    return value & mask(size);
  }

  private static boolean isWritable(FlatView.Range range, boolean cpu) {
    return !(cpu ? range.readOnly() : range.region().readOnly());
  }

  private void storePiece(
      FlatView.@Nullable Range range, long address, int size, long value, boolean cpu) {
    if (range == null) {
      refuse(true, address, size, NOBODY, REJECTED);
      return;
    }
    long at = address - range.first() + range.offset();
    IoRegion registers = range.region().registers();
    if (registers == null) {
      PhysicalMemory memory = range.region().memory();
      if (memory != null && isWritable(range, cpu)) {
        memory.store(at, size, value);
      }
      return;
    }
    int offset = (int) at;
    if (takes(registers, at, size, true)) {
      int step = registers.access().implemented(size);
      for (int i = 0; i < size; i += step) {
        registers.write(offset + i, step, (int) ((value >>> (Byte.SIZE * i)) & mask(step)));
      }
    }
  }

  private static long mask(int size) {
    return size == Long.BYTES ? -1 : (1L << (Byte.SIZE * size)) - 1;
  }
}
