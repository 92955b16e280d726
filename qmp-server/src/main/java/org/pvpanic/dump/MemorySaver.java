package org.pvpanic.dump;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.chardev.Reasons;
import org.pvpanic.machine.Machine;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.RamLayout;

/** Writes ranges of guest memory to files, byte for byte. The machine stands still meanwhile. */
public final class MemorySaver {

  /** QEMU, too, writes pieces of this size: those before a bad one are in the file. */
  private static final int PIECE = 1024;

  private static final long CPU_ADDRESSES = (1L << 52) - 1;

  private final PhysicalMemory memory;
  private final RamLayout layout;

  /** Saves memory of {@code machine}. */
  public MemorySaver(Machine machine, MachineType type) {
    memory = machine.memory();
    layout = RamLayout.of(type, memory.size());
  }

  /**
   * Saves memory at physical addresses; what is behind none of them reads as zeros.
   *
   * @param address the first address, an unsigned number
   * @param size in bytes, an unsigned number
   * @throws DumpException in QEMU's words when the file cannot be written
   */
  public void savePhysical(long address, long size, String file) throws DumpException {
    save(address, size, file, false);
  }

  /**
   * Saves memory as a CPU sees it that does not translate addresses, and has 52 lines for them.
   *
   * @param address the first address, an unsigned number
   * @param size in bytes, an unsigned number
   * @throws DumpException in QEMU's words when there is none, or the file cannot be written
   */
  public void saveVirtual(long address, long size, String file) throws DumpException {
    save(address, size, file, true);
  }

  private void save(long address, long size, String file, boolean strict) throws DumpException {
    try (OutputStream out = new BufferedOutputStream(open(file))) {
      byte[] piece = new byte[PIECE];
      for (long done = 0; Long.compareUnsigned(done, size) < 0; done += PIECE) {
        long left = size - done;
        int length = left < 0 || left > PIECE ? PIECE : (int) left;
        long at = strict ? (address + done) & CPU_ADDRESSES : address + done;
        if (!read(at, piece, length) && strict) {
          throw new DumpException(
              "Invalid addr 0x%016x/size %d specified".formatted(address, size));
        }
        out.write(piece, 0, length);
      }
    } catch (IOException e) {
      throw new DumpException("Could not open '" + file + "': " + Reasons.of(e));
    }
  }

  /** Java drops a slash at the end; with it there is no file to open, only folders. */
  private static OutputStream open(String file) throws IOException {
    File parent = new File(file).getAbsoluteFile().getParentFile();
    if (file.endsWith("/") && parent != null && parent.isDirectory()) {
      throw new FileNotFoundException(file + " (Is a directory)");
    }
    return new FileOutputStream(file);
  }

  /** Reads a piece, zeros where nothing is; says whether there is something everywhere. */
  private boolean read(long address, byte[] piece, int length) {
    Arrays.fill(piece, (byte) 0);
    boolean complete = true;
    for (int done = 0; done < length; ) {
      long at = address + done;
      int part = (int) Math.min(length - done, layout.extent(at));
      if (layout.isRam(at)) {
        memory.read(layout.offset(at), piece, done, part);
      } else {
        complete = false;
      }
      done += part;
    }
    return complete;
  }
}
