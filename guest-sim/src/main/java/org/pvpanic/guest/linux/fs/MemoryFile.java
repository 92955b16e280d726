package org.pvpanic.guest.linux.fs;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** A regular file. Its bytes are the image's until somebody writes. */
final class MemoryFile extends MemoryNode {

  private @Nullable Content content;
  private int opened;

  MemoryFile(MemoryFs fs, ImageNode origin) {
    super(fs, origin);
  }

  @Override
  public OpenFile open(Task task, int flags) throws SysError {
    if (OpenFlags.has(flags, OpenFlags.TRUNCATE) && OpenFlags.writes(flags)) {
      truncate(0);
    }
    return new Opened(flags);
  }

  @Override
  long size() {
    Content own = content;
    return own == null ? origin().size() : own.size();
  }

  @Override
  long blocks() {
    Content own = content;
    long pages = own == null ? (size() + Content.PAGE - 1) / Content.PAGE : own.allocated();
    return pages * (Content.PAGE / 512);
  }

  @Override
  public byte[] head(int max) {
    return bytes(0, max);
  }

  /** Bytes from a place on; those that an image only claims to have are zeros. */
  private byte[] bytes(long at, int max) {
    Content own = content;
    if (own != null) {
      return own.read(at, max);
    }
    long size = size();
    if (at >= size || max <= 0) {
      return new byte[0];
    }
    byte[] text = origin().content();
    int count = (int) Math.min(max, size - at);
    if (at >= text.length) {
      return new byte[count];
    }
    return Arrays.copyOfRange(text, (int) at, (int) at + count);
  }

  /** Its content as its own: what it was counts as written. */
  private Content own() throws SysError {
    Content own = content;
    if (own == null) {
      own = new Content(fs());
      if (origin().size() > 0) {
        own.write(0, origin().content());
        own.truncate(origin().size());
      }
      content = own;
    }
    return own;
  }

  @Override
  public void truncate(long size) throws SysError {
    Content own = content;
    if (own == null && size == 0) {
      own = new Content(fs());
      content = own;
    } else {
      own().truncate(size);
    }
    touchWritten();
  }

  @Override
  void unlinked() {
    Content own = content;
    if (own != null && opened == 0) {
      try {
        own.truncate(0);
      } catch (SysError e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** An open one with its place. */
  private final class Opened implements OpenFile {
    private final int flags;
    private long offset;

    Opened(int flags) {
      this.flags = flags;
    }

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      if (!OpenFlags.reads(flags)) {
        task.then(() -> failed.accept(Errno.EBADF));
        return;
      }
      byte[] bytes = bytes(offset, max);
      offset += bytes.length;
      touchRead();
      task.then(() -> then.accept(bytes));
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      Errno failure = null;
      if (!OpenFlags.writes(flags)) {
        failure = Errno.EBADF;
      } else if (bytes.length > 0) {
        try {
          if (OpenFlags.has(flags, OpenFlags.APPEND)) {
            offset = size();
          }
          own().write(offset, bytes);
          offset += bytes.length;
          touchWritten();
        } catch (SysError e) {
          failure = e.errno();
        }
        if (failure == Errno.ENOMEM) {
          task.awaitFilePages(() -> write(task, bytes, then));
          return;
        }
      }
      Errno result = failure;
      task.then(() -> then.accept(result));
    }

    @Override
    public long seek(long to, Seek from) throws SysError {
      long place =
          to
              + switch (from) {
                case START -> 0;
                case CURRENT -> offset;
                case END -> size();
              };
      if (place < 0) {
        throw new SysError(Errno.EINVAL);
      }
      offset = place;
      return place;
    }

    private MemoryFile file() {
      return MemoryFile.this;
    }

    @Override
    public Stat stat() {
      return file().stat();
    }

    @Override
    public @Nullable Inode inode() {
      return file();
    }

    @Override
    public boolean isSameRegularFile(OpenFile other) {
      return file().equals(other.inode());
    }

    @Override
    public void opened() {
      opened++;
    }

    @Override
    public void closed() {
      opened--;
      if (opened == 0 && links() == 0) {
        unlinked();
      }
    }
  }
}
