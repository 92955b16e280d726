package org.pvpanic.guest.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * /proc/vmcore: the memory of the crashed kernel as an ELF file (fs/proc/vmcore.c).
 *
 * @param old the memory
 * @param number of the inode
 * @param timeNs when the capture kernel started, in nanoseconds since 1970
 */
record VmCoreNode(OldMemory old, long number, long timeNs) implements Inode {

  @Override
  public Stat stat() {
    return new Stat(
        4, number, Mode.REGULAR | 0400, 1, 0, 0, 0, old.size(), 0, timeNs, timeNs, timeNs);
  }

  @Override
  public OpenFile open(Task task, int flags) throws SysError {
    if (OpenFlags.writes(flags)) {
      throw new SysError(Errno.EACCES);
    }
    return new Opened();
  }

  /** ELF header and program headers: the notes, then each range of memory where it is. */
  private byte[] headers() {
    List<OldMemory.Segment> segments = old.segments();
    ByteBuffer elf = ByteBuffer.allocate(OldMemory.PAGE).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    elf.putShort((short) 4).putShort((short) 62).putInt(1); // ET_CORE, EM_X86_64, EV_CURRENT
    elf.putLong(0).putLong(64).putLong(0).putInt(0);
    elf.putShort((short) 64).putShort((short) 56).putShort((short) (1 + segments.size()));
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    long notes = VmCoreInfo.NOTE_SIZE;
    program(elf, 4, OldMemory.PAGE, 0, 0, notes);
    for (OldMemory.Segment segment : segments) {
      program(elf, 1, segment.offset(), segment.virtual(), segment.physical(), segment.size());
    }
    return elf.array();
  }

  private static void program(
      ByteBuffer elf, int type, long offset, long virtual, long physical, long size) {
    elf.putInt(type).putInt(type == 1 ? 7 : 0).putLong(offset).putLong(virtual).putLong(physical);
    elf.putLong(size).putLong(size).putLong(0);
  }

  private byte[] read(long at, int max) {
    if (at < OldMemory.PAGE) {
      byte[] headers = headers();
      return Arrays.copyOfRange(headers, (int) at, (int) Math.min(headers.length, at + max));
    }
    return old.read(at, (int) Math.min(max, Math.max(0, old.size() - at)));
  }

  /** An open one with its place. */
  private final class Opened implements OpenFile {
    private long offset;

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      byte[] bytes = VmCoreNode.this.read(offset, max);
      offset += bytes.length;
      task.then(() -> then.accept(bytes));
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      task.then(() -> then.accept(Errno.EBADF));
    }

    @Override
    public long seek(long to, Seek from) throws SysError {
      long base = from == Seek.START ? 0 : from == Seek.CURRENT ? offset : old.size();
      if (base + to < 0) {
        throw new SysError(Errno.EINVAL);
      }
      offset = base + to;
      return offset;
    }

    @Override
    public Stat stat() {
      return VmCoreNode.this.stat();
    }

    @Override
    public Inode inode() {
      return VmCoreNode.this;
    }
  }
}
