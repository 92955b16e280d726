package org.pvpanic.guest.linux;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file that holds what was written to it. */
final class RegularFile implements Inode {

  /** Files are small here: they live in the memory of whoever runs the machine. */
  private static final int MAX_SIZE = 256 << 10;

  private byte[] content;

  RegularFile(byte[] content) {
    this.content = content;
  }

  @Override
  public OpenFile open(boolean write, boolean append) {
    if (write && !append) {
      content = new byte[0];
    }
    return new Opened(write && append ? content.length : 0);
  }

  /** An open one with its offset. */
  private final class Opened implements OpenFile {
    private int offset;

    Opened(int offset) {
      this.offset = offset;
    }

    @Override
    public void read(Task task, Consumer<byte[]> then, Consumer<Errno> failed) {
      byte[] rest = Arrays.copyOfRange(content, Math.min(offset, content.length), content.length);
      offset = content.length;
      task.then(() -> then.accept(rest));
    }

    private RegularFile file() {
      return RegularFile.this;
    }

    @Override
    public boolean isSameRegularFile(OpenFile other) {
      return other instanceof Opened opened && opened.file().equals(RegularFile.this);
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      int end = offset + bytes.length;
      if (end > MAX_SIZE) {
        task.then(() -> then.accept(Errno.ENOSPC));
        return;
      }
      content = Arrays.copyOf(content, Math.max(content.length, end));
      System.arraycopy(bytes, 0, content, offset, bytes.length);
      offset = end;
      task.then(() -> then.accept(null));
    }
  }
}
