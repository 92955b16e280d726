package org.pvpanic.dump;

import io.netty.channel.EventLoop;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Reasons;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.vm.MachineLoop;
import org.pvpanic.vm.PhysicalAddressSpace;

/**
 * Writes ranges of guest memory to files, byte for byte. The guest stands still meanwhile. A thread
 * of its own opens the file, which may be a pipe without a reader, and writes it, so that machines
 * that share the loop go on. What is not written when the machine ends never will be.
 */
public final class MemorySaver {

  /** QEMU, too, writes pieces of this size: those before a bad one are in the file. */
  private static final int PIECE = 1024;

  /** That of C's streams: an error is noticed when the buffer overflows, and not at the end. */
  private static final int BUFFER = 4096;

  private static final long CPU_ADDRESSES = (1L << 52) - 1;

  private final Machine machine;
  private final MachineLoop machineLoop;
  private final EventLoop loop;
  private volatile boolean over;
  private volatile @Nullable Channel current;

  /** What to save: {@code strict} when all of it must be there. */
  private record Range(long address, long size, boolean strict) {}

  /** Saves memory of {@code machine}. */
  public MemorySaver(Machine machine, MachineLoop machineLoop, EventLoop loop) {
    this.machineLoop = machineLoop;
    this.loop = loop;
    this.machine = machine;
    machine.observe(
        new MachineObserver() {
          @Override
          public void exited(int exitStatus) {
            over = true;
            abandon();
          }
        });
  }

  /**
   * Saves memory at physical addresses; what is behind none of them reads as zeros.
   *
   * @param address the first address, an unsigned number
   * @param size in bytes, an unsigned number
   * @return completed on the loop; fails with {@link DumpException} in QEMU's words when the file
   *     cannot be written
   */
  public CompletionStage<Void> savePhysical(long address, long size, String file) {
    return save(new Range(address, size, false), file);
  }

  /**
   * Saves memory as a CPU sees it that does not translate addresses, and has 52 lines for them.
   *
   * @param address the first address, an unsigned number
   * @param size in bytes, an unsigned number
   * @return completed on the loop; fails with {@link DumpException} in QEMU's words when there is
   *     no memory, or the file cannot be written
   */
  public CompletionStage<Void> saveVirtual(long address, long size, String file) {
    return save(new Range(address, size, true), file);
  }

  private void abandon() {
    Channel writing = current;
    try {
      if (writing != null) {
        writing.close();
      }
    } catch (IOException e) {
      // Nobody waits for the file any more.
    }
  }

  private CompletionStage<Void> save(Range range, String file) {
    machineLoop.hold();
    PhysicalAddressSpace memory = PhysicalAddressSpace.of(machine);
    return CompletableFuture.runAsync(() -> work(memory, range, file), MemorySaver::startWorker)
        .whenCompleteAsync((done, error) -> machineLoop.release(), loop);
  }

  private static void startWorker(Runnable work) {
    Thread worker = new Thread(work, "memory saver");
    worker.setDaemon(true);
    worker.start();
  }

  private void work(PhysicalAddressSpace memory, Range range, String file) {
    try (FileOutputStream target = open(file);
        // Only a channel lets another thread end a write that blocks.
        FileChannel channel = target.getChannel();
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
      current = channel;
      if (over) {
        abandon();
      }
      write(memory, range, out);
    } catch (DumpException e) {
      throw new CompletionException(e);
    } catch (IOException e) {
      // What comes of the last bytes and of closing, QEMU does not hear either.
    } finally {
      current = null;
    }
  }

  private static void write(PhysicalAddressSpace memory, Range range, OutputStream out)
      throws DumpException {
    byte[] piece = new byte[PIECE];
    int length;
    for (long left = range.size; left != 0; left -= length) {
      length = left < 0 || left > PIECE ? PIECE : (int) left;
      long at = range.address + (range.size - left);
      if (!memory.read(range.strict ? at & CPU_ADDRESSES : at, piece, length) && range.strict) {
        throw new DumpException(
            "Invalid addr 0x%016x/size %d specified".formatted(range.address, range.size));
      }
      try {
        out.write(piece, 0, length);
      } catch (IOException e) {
        throw new DumpException("An IO error has occurred");
      }
    }
  }

  /** Java drops a slash at the end; with it there is no file to open, only folders. */
  private static FileOutputStream open(String file) throws DumpException {
    File parent = new File(file).getAbsoluteFile().getParentFile();
    try {
      if (file.endsWith("/") && parent != null && parent.isDirectory()) {
        throw new FileNotFoundException(file + " (Is a directory)");
      }
      return new FileOutputStream(file);
    } catch (IOException e) {
      throw new DumpException("Could not open '" + file + "': " + Reasons.of(e));
    }
  }
}
