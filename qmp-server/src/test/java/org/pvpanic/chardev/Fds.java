package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.NativeLong;
import io.netty.channel.unix.FileDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Descriptors in the states in which others hand them to a process. */
final class Fds {
  private static final int F_SETFD = 2;
  private static final short POLLIN = 1;

  private Fds() {}

  /** Makes it look inherited: open after exec. */
  static int inherited(FileDescriptor fd) {
    Posix.fcntl(fd.intValue(), F_SETFD, 0);
    return fd.intValue();
  }

  /** Makes it look like one of this process's own: closed on exec. */
  static void notInherited(FileDescriptor fd) {
    Posix.fcntl(fd.intValue(), F_SETFD, 1);
  }

  /** Puts it into blocking mode. */
  static FileDescriptor blocking(FileDescriptor fd) {
    int flags = Posix.fcntl(fd.intValue(), Posix.F_GETFL, 0);
    Posix.fcntl(fd.intValue(), Posix.F_SETFL, flags & ~Posix.O_NONBLOCK);
    return fd;
  }

  static void write(FileDescriptor fd, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    int at = 0;
    while (at < bytes.length) {
      at += fd.write(direct, at, bytes.length);
    }
  }

  /** Reads as many bytes, or fewer if the stream ends before. */
  static String read(FileDescriptor fd, int count) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    ByteBuffer direct = ByteBuffer.allocateDirect(4096);
    while (result.size() < count) {
      assertTrue(isReadable(fd, Fixture.TIMEOUT_SECONDS * 1000), "only " + result);
      int got = fd.read(direct, 0, Math.min(direct.capacity(), count - result.size()));
      if (got < 0) {
        break;
      }
      for (int i = 0; i < got; i++) {
        result.write(direct.get(i));
      }
    }
    return result.toString(StandardCharsets.ISO_8859_1);
  }

  static boolean isReadable(FileDescriptor fd, int timeoutMillis) {
    ByteBuffer pollfd = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    pollfd.putInt(fd.intValue()).putShort(POLLIN);
    return Posix.poll(pollfd.array(), new NativeLong(1), timeoutMillis) > 0;
  }
}
