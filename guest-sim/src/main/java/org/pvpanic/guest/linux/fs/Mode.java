package org.pvpanic.guest.linux.fs;

/** The mode of a file as stat(2) has it: its kind in the high bits, permissions below. */
public final class Mode {

  /** The bits of the kind. */
  public static final int KIND = 0170000;

  public static final int FIFO = 0010000;
  public static final int CHARACTER = 0020000;
  public static final int DIRECTORY = 0040000;
  public static final int BLOCK = 0060000;
  public static final int REGULAR = 0100000;
  public static final int SYMLINK = 0120000;
  public static final int SOCKET = 0140000;

  /** Permissions, set-user-ID, set-group-ID and sticky bit. */
  public static final int PERMISSIONS = 07777;

  /** In a directory with it, only owners remove files. */
  public static final int STICKY = 01000;

  static final int SET_GROUP = 02000;
  static final int SET_USER = 04000;

  private Mode() {}

  /** Whether it is the mode of a directory. */
  public static boolean isDirectory(int mode) {
    return (mode & KIND) == DIRECTORY;
  }

  /** Whether it is the mode of a regular file. */
  public static boolean isRegular(int mode) {
    return (mode & KIND) == REGULAR;
  }

  /** Whether it is the mode of a symbolic link. */
  public static boolean isSymlink(int mode) {
    return (mode & KIND) == SYMLINK;
  }

  /** Whether it is the mode of a character or block device. */
  public static boolean isDevice(int mode) {
    return (mode & KIND) == CHARACTER || (mode & KIND) == BLOCK;
  }

  /** The ten characters of {@code ls -l}, such as {@code drwxr-xr-x}. */
  public static String text(int mode) {
    char kind =
        switch (mode & KIND) {
          case FIFO -> 'p';
          case CHARACTER -> 'c';
          case DIRECTORY -> 'd';
          case BLOCK -> 'b';
          case SYMLINK -> 'l';
          case SOCKET -> 's';
          default -> '-';
        };
    return kind
        + bits(mode >> 6, (mode & SET_USER) != 0, 's')
        + bits(mode >> 3, (mode & SET_GROUP) != 0, 's')
        + bits(mode, (mode & STICKY) != 0, 't');
  }

  private static String bits(int mode, boolean special, char letter) {
    boolean execute = (mode & 1) != 0;
    char last = special ? (execute ? letter : Character.toUpperCase(letter)) : execute ? 'x' : '-';
    return ((mode & 4) != 0 ? "r" : "-") + ((mode & 2) != 0 ? "w" : "-") + last;
  }
}
