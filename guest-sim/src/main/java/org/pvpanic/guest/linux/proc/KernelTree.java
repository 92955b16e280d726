package org.pvpanic.guest.linux.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.fs.Directory;
import org.pvpanic.guest.linux.fs.FileSystem;
import org.pvpanic.guest.linux.fs.Inode;

/**
 * A file system that the kernel makes up: paths of a table that all machines share, and what
 * drivers have added. Inodes are made when somebody looks.
 */
abstract class KernelTree implements FileSystem {

  /** Where the inode numbers of what is in no table begin (PROC_DYNAMIC_FIRST). */
  private static final long FIRST_NUMBER = 0xf0000000L;

  private final Kernel kernel;
  private final String home;
  private final int device;

  /**
   * A tree.
   *
   * @param home where drivers say its files are, such as {@code /proc}
   * @param device its number in stat(2)
   */
  KernelTree(Kernel kernel, String home, int device) {
    this.kernel = kernel;
    this.home = home;
    this.device = device;
  }

  final Kernel kernel() {
    return kernel;
  }

  final int device() {
    return device;
  }

  /** The paths of the table; those that end in a slash are folders. */
  abstract NavigableMap<String, ?> paths();

  /** Whether this kernel has a path of the table. */
  abstract boolean has(String path);

  /** The file at a path of the table. */
  abstract Inode file(String path);

  /** Permissions of a folder. */
  int folderMode(String path) {
    return 0755;
  }

  /** What is in a folder besides the table. */
  @Nullable Inode special(String folder, String name) {
    return null;
  }

  /** The names of that. */
  void specialNames(String folder, List<String> names) {}

  @Override
  public final Directory root() {
    return new TreeFolder(this, "");
  }

  final long number(String path) {
    return FIRST_NUMBER + (path.hashCode() & 0xfffffff);
  }

  private String absolute(String path) {
    return path.isEmpty() ? home : home + "/" + path;
  }

  static String below(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  final @Nullable Inode lookup(String folder, String name) {
    String path = below(folder, name);
    Inode driver = kernel.nodes().find(absolute(path));
    if (driver != null) {
      return driver;
    }
    if (paths().containsKey(path) && has(path)) {
      return file(path);
    }
    Inode special = special(folder, name);
    if (special != null) {
      return special;
    }
    return isFolder(path) ? new TreeFolder(this, path) : null;
  }

  private boolean isFolder(String path) {
    for (String each : paths().subMap(path + "/", true, path + "0", false).keySet()) {
      if (has(each)) {
        return true;
      }
    }
    return kernel.nodes().isDirectory(absolute(path));
  }

  final List<String> names(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    TreeSet<String> sorted = new TreeSet<>(kernel.nodes().names(absolute(folder)));
    for (String path : paths().tailMap(prefix, false).keySet()) {
      if (!path.startsWith(prefix)) {
        break;
      }
      int end = path.indexOf('/', prefix.length());
      if (has(path)) {
        sorted.add(path.substring(prefix.length(), end < 0 ? path.length() : end));
      }
    }
    List<String> names = new ArrayList<>(sorted);
    specialNames(folder, names);
    return names;
  }
}
