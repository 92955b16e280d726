package org.pvpanic.chardev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The file of a Unix socket that this process has bound. */
final class SocketFile {
  /** The file type in st_mode, and that of a socket; inode(7). */
  private static final int S_IFMT = 0xf000;

  private static final int S_IFSOCK = 0xc000;

  private final Path path;
  private final @Nullable Object key;

  private SocketFile(Path path, @Nullable Object key) {
    this.path = path;
    this.key = key;
  }

  /**
   * Removes the socket file that an earlier process left behind, as QEMU 7.2 does. QEMU would
   * remove any other file as well; we leave it alone.
   */
  static void makeWay(String name) throws ChardevException {
    Path path = Path.of(name);
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      if (Files.isDirectory(path)) {
        throw new ChardevException("Failed to unlink socket " + name + ": Is a directory");
      }
      if ((mode & S_IFMT) != S_IFSOCK) {
        throw new ChardevException("Failed to bind socket to " + name + ": Address already in use");
      }
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      // Nothing is in the way.
    } catch (IOException e) {
      throw new ChardevException("Failed to unlink socket " + name + ": " + Reasons.of(e));
    }
  }

  /** Remembers the file that binding to the path has just made. */
  static SocketFile bound(String name) {
    Path path = Path.of(name);
    return new SocketFile(path, key(path));
  }

  /** Removes the file, unless somebody has put another one in its place. */
  void remove() {
    if (key != null && key.equals(key(path))) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // The directory has become unwritable: the file stays, as a stale one.
      }
    }
  }

  private static @Nullable Object key(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
