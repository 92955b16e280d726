package org.pvpanic.chardev;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The settings of a terminal on standard input, changed for as long as a back end uses it. */
final class Terminal {
  // Offsets into struct termios and its c_cc, and flags, of Linux: asm-generic/termbits.h.
  private static final int C_IFLAG = 0;
  private static final int C_OFLAG = 4;
  private static final int C_CFLAG = 8;
  private static final int C_LFLAG = 12;
  private static final int VTIME = 17 + 5;
  private static final int VMIN = 17 + 6;

  /** IGNBRK, BRKINT, PARMRK, ISTRIP, INLCR, IGNCR, ICRNL, IXON. */
  private static final int INPUT_CHANGES = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400;

  private static final int OPOST = 0x1;
  private static final int CSIZE_PARENB = 0x30 | 0x100;
  private static final int CS8 = 0x30;

  /** ECHO, ECHONL, ICANON, IEXTEN. */
  private static final int LINE_EDITING = 0x8 | 0x40 | 0x2 | 0x8000;

  private static final int ISIG = 0x1;

  private final int fd;
  private final byte[] savedTermios;
  private final int savedFlags;
  private final boolean signal;

  private Terminal(int fd, byte[] savedTermios, int savedFlags, boolean signal) {
    this.fd = fd;
    this.savedTermios = savedTermios;
    this.savedFlags = savedFlags;
    this.signal = signal;
  }

  /**
   * Turns off echo, line editing and blocking, as QEMU 7.2 does for stdio. Output is still
   * processed, so that a line feed starts a new line.
   *
   * @param signal whether keys still make signals
   */
  static Terminal takeOver(int fd, boolean signal) throws IOException {
    try {
      byte[] saved = new byte[Posix.TERMIOS_SIZE];
      Posix.tcgetattr(fd, saved);
      int savedFlags = Posix.fcntl(fd, Posix.F_GETFL, 0);
      Terminal terminal = new Terminal(fd, saved, savedFlags, signal);
      terminal.apply(false);
      Posix.fcntl(fd, Posix.F_SETFL, savedFlags | Posix.O_NONBLOCK);
      return terminal;
    } catch (LastErrorException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Leaves echo and line editing as they were before, or turns them off again. */
  void setEcho(boolean on) {
    try {
      apply(on);
    } catch (LastErrorException e) {
      // The terminal has gone.
    }
  }

  private void apply(boolean echo) {
    ByteBuffer termios = ByteBuffer.wrap(savedTermios.clone()).order(ByteOrder.nativeOrder());
    if (!echo) {
      change(termios, C_IFLAG, INPUT_CHANGES, 0);
      change(termios, C_OFLAG, 0, OPOST);
      change(termios, C_CFLAG, CSIZE_PARENB, CS8);
      change(termios, C_LFLAG, LINE_EDITING, 0);
      termios.put(VMIN, (byte) 1).put(VTIME, (byte) 0);
    }
    if (!signal) {
      change(termios, C_LFLAG, ISIG, 0);
    }
    Posix.tcsetattr(fd, Posix.TCSANOW, termios.array());
  }

  private static void change(ByteBuffer termios, int offset, int clear, int set) {
    termios.putInt(offset, (termios.getInt(offset) & ~clear) | set);
  }

  /** Puts everything back as it was. */
  void restore() {
    try {
      Posix.tcsetattr(fd, Posix.TCSANOW, savedTermios);
      Posix.fcntl(fd, Posix.F_SETFL, savedFlags);
    } catch (LastErrorException e) {
      // The terminal has gone.
    }
  }
}
