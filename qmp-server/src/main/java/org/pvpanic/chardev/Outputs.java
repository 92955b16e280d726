package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.FileDescriptor;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;

/** Opens what {@code path=} of a file back end and {@code logfile=} name. */
final class Outputs {
  private Outputs() {}

  /**
   * Opens a path, or finds a {@code /dev/fdset/N}. Called on the loop.
   *
   * @param append whether to keep what is there; inherited descriptors keep it anyway
   * @throws IOException with a reason that {@link Reasons} finds
   */
  static Output open(
      String path, boolean append, IoEventLoop loop, FdSets fds, Runnable onOutputMoved)
      throws IOException {
    if (FdSets.isFdSetPath(path)) {
      int number = fds.borrow(path);
      try {
        return new Borrowed(
            FdStream.adopt(loop, number, onOutputMoved, FdStream.Reader.NONE), number, fds);
      } catch (IOException e) {
        fds.giveBack(number);
        throw e;
      }
    }
    File file = new File(path);
    if (file.exists() && !file.isFile() && !file.isDirectory()) {
      // A fifo, a terminal: something that may have no room.
      return new FdStream(
          loop, FileDescriptor.from(path), true, true, onOutputMoved, FdStream.Reader.NONE);
    }
    return new RegularFile(new FileOutputStream(file, append));
  }

  /** A descriptor of a set. */
  private record Borrowed(FdStream stream, int number, FdSets fds) implements Output {
    @Override
    public void write(byte[] bytes, int off, int len) {
      stream.write(bytes, off, len);
    }

    @Override
    public int pending() {
      return stream.pending();
    }

    @Override
    public void flush() {
      stream.flush();
    }

    @Override
    public void close() {
      stream.close();
      fds.giveBack(number);
    }
  }

  /** A file on a disk: always ready, so it is written on the spot. */
  private record RegularFile(FileOutputStream stream) implements Output {
    @Override
    public void write(byte[] bytes, int off, int len) {
      try {
        stream.write(bytes, off, len);
      } catch (IOException e) {
        // A full disk must not stop the machine. QEMU loses the bytes, too.
      }
    }

    @Override
    public int pending() {
      return 0;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      try {
        stream.close();
      } catch (IOException e) {
        // Nothing was buffered, so nothing is lost.
      }
    }
  }
}
