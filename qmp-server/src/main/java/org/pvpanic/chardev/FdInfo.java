package org.pvpanic.chardev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a descriptor of this process was opened, from {@code /proc/self/fdinfo} (proc(5)), since
 * fcntl(2) is not at hand without loading JNA.
 *
 * @param flags the flags of open(2), as fcntl.h of Linux numbers them
 */
record FdInfo(int flags) {
  private static final int O_ACCMODE = 3;
  private static final int O_WRONLY = 1;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;

  /**
   * Looks at a descriptor.
   *
   * @throws IOException if it is not open
   */
  static FdInfo of(int fd) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo", String.valueOf(fd)))) {
      if (line.startsWith("flags:")) {
        return new FdInfo(Integer.parseInt(line.substring("flags:".length()).trim(), 8));
      }
    }
    throw new IOException("No flags in fdinfo of descriptor " + fd);
  }

  /** Whether the descriptor is a terminal; by its name, so that JNA is not loaded to find out. */
  static boolean isTerminal(int fd) throws IOException {
    String name = Files.readSymbolicLink(Path.of("/proc/self/fd", String.valueOf(fd))).toString();
    return name.startsWith("/dev/pts/")
        || name.startsWith("/dev/tty")
        || name.equals("/dev/console");
  }

  /** Whether the descriptor is for writing and for nothing else. */
  boolean isWriteOnly() {
    return (flags & O_ACCMODE) == O_WRONLY;
  }

  /** Whether reads and writes return at once, also with nothing done. */
  boolean isNonBlocking() {
    return (flags & O_NONBLOCK) != 0;
  }

  /** Whether the descriptor was not inherited: those that were are open after exec. */
  boolean isCloseOnExec() {
    return (flags & O_CLOEXEC) != 0;
  }
}
