package org.pvpanic.chardev;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

/**
 * The few calls that neither Java nor Netty has, with Linux's numbers. Loading JNA takes some 200
 * ms, and happens on first use: by a pty, or by stdio on a terminal. Errors are thrown.
 */
final class Posix {
  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  static final int F_GETFL = 3;
  static final int F_SETFL = 4;

  static final int TCSANOW = 0;
  static final int TCSAFLUSH = 2;

  static final int TCIFLUSH = 0;

  static final short POLLOUT = 4;
  static final short POLLHUP = 0x10;

  /** At least the size of struct termios; the kernel's flag words come first, in native order. */
  static final int TERMIOS_SIZE = 64;

  static {
    Native.register(Posix.class, Platform.C_LIBRARY_NAME);
  }

  private Posix() {}

  /** Opens a new pseudo terminal's master side; posix_openpt(3). Linux takes all open flags. */
  static native int posix_openpt(int flags) throws LastErrorException;

  /** Gives the slave side to this user; grantpt(3). */
  static native int grantpt(int master) throws LastErrorException;

  /** Allows the slave side to be opened; unlockpt(3). */
  static native int unlockpt(int master) throws LastErrorException;

  /** Names the slave side; returns an error number instead of setting errno; ptsname_r(3). */
  static native int ptsname_r(int master, byte[] name, NativeLong size);

  /** Opens a terminal without making it the controlling one, which Java cannot; open(2). */
  static native int open(String path, int flags) throws LastErrorException;

  /** Reads the settings of a terminal; termios(3). */
  static native int tcgetattr(int fd, byte[] termios) throws LastErrorException;

  /** Changes the settings of a terminal; termios(3). */
  static native int tcsetattr(int fd, int when, byte[] termios) throws LastErrorException;

  /** Drops what came in for a terminal and was not read; termios(3). */
  static native int tcflush(int fd, int queue) throws LastErrorException;

  /** Makes settings raw: no echo, no lines, no signals, eight bits; termios(3). */
  static native void cfmakeraw(byte[] termios);

  /** Reads or sets the open flags of a descriptor; fcntl(2). */
  static native int fcntl(int fd, int command, int argument) throws LastErrorException;

  /** Asks what descriptors are ready for; struct pollfd is int, short, short; poll(2). */
  static native int poll(byte[] pollfds, NativeLong count, int timeoutMillis)
      throws LastErrorException;
}
