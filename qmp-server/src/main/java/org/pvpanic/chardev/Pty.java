package org.pvpanic.chardev;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A pseudo terminal that this process made, in raw mode: bytes pass unchanged and without echo.
 *
 * @param master our end, which does not block
 * @param path the other end, {@code /dev/pts/N}
 */
record Pty(FileDescriptor master, String path) {
  private static final int MAX_NAME = 128;

  /** Makes a new one. */
  static Pty open() throws IOException {
    int number;
    try {
      number =
          Posix.posix_openpt(Posix.O_RDWR | Posix.O_NOCTTY | Posix.O_NONBLOCK | Posix.O_CLOEXEC);
    } catch (LastErrorException e) {
      throw new IOException(e.getMessage(), e);
    }
    FileDescriptor master = new FileDescriptor(number);
    try {
      Posix.grantpt(number);
      Posix.unlockpt(number);
      byte[] name = new byte[MAX_NAME];
      if (Posix.ptsname_r(number, name, new NativeLong(MAX_NAME)) != 0) {
        throw new IOException("Inappropriate ioctl for device");
      }
      Pty pty = new Pty(master, Native.toString(name));
      pty.makeRaw();
      return pty;
    } catch (IOException | LastErrorException e) {
      master.close();
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Opens and closes the other end. That makes it raw; and from then on it is hung up, as it is
   * whenever nobody has it open. Before the first opening it would not be, and output would pile up
   * for the first reader.
   */
  private void makeRaw() throws IOException {
    FileDescriptor slave = openSlave();
    try {
      byte[] termios = new byte[Posix.TERMIOS_SIZE];
      Posix.tcgetattr(slave.intValue(), termios);
      Posix.cfmakeraw(termios);
      Posix.tcsetattr(slave.intValue(), Posix.TCSAFLUSH, termios);
    } finally {
      slave.close();
    }
  }

  private FileDescriptor openSlave() {
    return new FileDescriptor(
        Posix.open(path, Posix.O_RDWR | Posix.O_NOCTTY | Posix.O_NONBLOCK | Posix.O_CLOEXEC));
  }

  /** Drops the output that the last reader left; the kernel would keep it for the next one. */
  void dropOutput() {
    try {
      FileDescriptor slave = openSlave();
      try {
        Posix.tcflush(slave.intValue(), Posix.TCIFLUSH);
      } finally {
        slave.close();
      }
    } catch (IOException | LastErrorException e) {
      // Then old text greets the next reader.
    }
  }

  /** Whether somebody has the other end open. */
  boolean hasReader() {
    ByteBuffer pollfd = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    pollfd.putInt(master.intValue()).putShort(Posix.POLLOUT);
    try {
      Posix.poll(pollfd.array(), new NativeLong(1), 0);
    } catch (LastErrorException e) {
      return false;
    }
    return (pollfd.getShort(6) & Posix.POLLHUP) == 0;
  }

  void close() {
    try {
      master.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
