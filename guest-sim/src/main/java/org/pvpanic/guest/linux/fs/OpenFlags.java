package org.pvpanic.guest.linux.fs;

/** How open(2) opens a file: the numbers of x86-64 (include/uapi/asm-generic/fcntl.h). */
public final class OpenFlags {

  public static final int READ = 0;
  public static final int WRITE = 1;
  public static final int READ_WRITE = 2;

  /** Makes a regular file when there is none. */
  public static final int CREATE = 0100;

  /** With {@link #CREATE}: it must not be there. */
  public static final int EXCLUSIVE = 0200;

  /** A terminal does not become the controlling one. */
  public static final int NO_TERMINAL = 0400;

  /** Empties it. */
  public static final int TRUNCATE = 01000;

  /** Every write goes to the end. */
  public static final int APPEND = 02000;

  /** What would block fails with EAGAIN. */
  public static final int NONBLOCK = 04000;

  /** It must be a directory. */
  public static final int DIRECTORY = 0200000;

  /** It must not be a symbolic link. */
  public static final int NO_FOLLOW = 0400000;

  private static final int ACCESS = 3;

  private OpenFlags() {}

  /** Whether reading is asked for. */
  public static boolean reads(int flags) {
    return (flags & ACCESS) != WRITE;
  }

  /** Whether writing is asked for. */
  public static boolean writes(int flags) {
    return (flags & ACCESS) != READ;
  }

  static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }
}
