package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.guest.firmware.E820;

/**
 * The memory of a kernel that crashed, as its capture kernel finds it: what {@code /proc/vmcore}
 * shows (fs/proc/vmcore.c), and what {@code vmcore-dmesg} and {@code makedumpfile} read there.
 */
public final class OldMemory {

  static final int PAGE = 4096;

  private static final long FOUR_GIB = 4L << 30;

  /** Below, kernels since 5.7 have nothing of interest (elf_header_exclude_ranges of x86). */
  private static final long LOW = 1L << 20;

  /** The ELF headers and the notes. */
  private static final long HEADERS = 3L * PAGE;

  /** From the first byte of the kernel's text to the end of its data, as recorded. */
  private static final long TEXT = 0x282f000;

  /**
   * A part of the memory.
   *
   * @param offset where it is in the file
   * @param virtual its address in the kernel's mapping
   * @param physical its address
   * @param size its bytes
   */
  record Segment(long offset, long virtual, long physical, long size) {}

  private final PhysicalMemory memory;
  private final KernelLayout layout;
  private final Release release;
  private final long lowRam;
  private final int cpu;
  private final List<Segment> segments = new ArrayList<>(4);
  private long size = HEADERS;

  /**
   * What a kernel that has crashed leaves.
   *
   * @param cpu the CPU that it crashed on
   */
  OldMemory(Kernel crashed, int cpu) {
    this.cpu = cpu;
    this.memory = crashed.cpu().memory();
    this.layout = crashed.layout();
    this.release = crashed.profile().release();
    MemoryMap map = crashed.memoryMap();
    long high = 0;
    for (E820.Range range : map.ranges()) {
      high += range.usable() && range.start() >= FOUR_GIB ? range.end() + 1 - range.start() : 0;
    }
    this.lowRam = memory.size() - high;
    crashed.vmCoreInfo().address();
    add(KernelLayout.KERNEL_MAP + layout.base(), layout.base(), TEXT);
    long from = crashed.isEl7() ? 0 : LOW;
    long crash = crashed.kexec().start();
    for (E820.Range range : map.ranges()) {
      if (range.usable()) {
        long start = Math.max(range.start(), from) / PAGE * PAGE;
        long end = (range.end() + PAGE) / PAGE * PAGE;
        if (start <= crash && crash < end) {
          direct(start, crash);
          start = crash + crashed.kexec().size();
        }
        direct(start, end);
      }
    }
  }

  private void direct(long start, long end) {
    if (end > start) {
      add(KernelLayout.DIRECT_MAP + start, start, end - start);
    }
  }

  private void add(long virtual, long physical, long bytes) {
    segments.add(new Segment(size, virtual, physical, bytes));
    size += bytes;
  }

  /** The CPU that it crashed on, and that the capture kernel boots on. */
  int cpu() {
    return cpu;
  }

  List<Segment> segments() {
    return segments;
  }

  /** Bytes of {@code /proc/vmcore}. */
  long size() {
    return size;
  }

  /** Bytes behind the headers of {@code /proc/vmcore}, none at its end. */
  byte[] read(long at, int max) {
    if (at < HEADERS) {
      byte[] notes = new byte[(int) Math.min(max, HEADERS - at)];
      memory.read(layout.base() + VmCoreInfo.OFFSET + at - PAGE, notes, 0, notes.length);
      return notes;
    }
    for (Segment segment : segments) {
      long within = at - segment.offset();
      if (within < segment.size()) {
        byte[] bytes = new byte[(int) Math.min(max, segment.size() - within)];
        copy(segment.physical() + within, bytes);
        return bytes;
      }
    }
    return new byte[0];
  }

  /** What is behind the end of memory is zeros. */
  private void copy(long address, byte[] bytes) {
    long at = address >= FOUR_GIB ? address - FOUR_GIB + lowRam : address;
    int count = (int) Math.max(0, Math.min(bytes.length, memory.size() - at));
    memory.read(at, bytes, 0, count);
  }

  /** Which kernel it was. */
  Release release() {
    return release;
  }

  /** Number of the first page behind all memory. */
  int endPage() {
    Segment last = segments.get(segments.size() - 1);
    return (int) ((last.physical() + last.size()) / PAGE);
  }

  /** A page of memory by its number. */
  byte[] page(int number) {
    byte[] page = new byte[PAGE];
    copy((long) number * PAGE, page);
    return page;
  }

  /** First and last page of the kernel itself, by their numbers. */
  int firstPage() {
    return (int) (layout.base() / PAGE);
  }

  int lastPage() {
    return (int) ((layout.base() + KernelLayout.SIZE) / PAGE - 1);
  }

  /** What the crashed kernel logged, as dmesg shows it; further lines of a record are indented. */
  public String log() {
    StringBuilder text = new StringBuilder(1 << 15);
    for (LogBuffer.Entry entry : LogBuffer.left(memory, layout)) {
      String stamp = Printk.stamp(entry.timeNs());
      text.append(stamp)
          .append(entry.text().replace("\n", "\n" + " ".repeat(stamp.length())))
          .append('\n');
    }
    return text.toString();
  }
}
