package org.pvpanic.guest.linux;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that drivers add below /sys, /proc and /dev while they are loaded. The folders on the
 * way to a file are there as long as it is.
 */
public final class KernelNodes {

  private final SortedMap<String, Inode> nodes = new TreeMap<>();

  /** Adds a file whose content the kernel makes up, with its permissions. */
  void file(
      String path, int mode, @Nullable Supplier<String> show, KernelFile.@Nullable Store store) {
    add(path, KernelFile.sys(show, store));
  }

  /** Adds a file at an absolute path. */
  void add(String path, Inode node) {
    nodes.put(path, node);
  }

  /** Takes away a file, or a folder with all that is in it. */
  void remove(String path) {
    nodes.remove(path);
    nodes.subMap(path + "/", path + "0").clear();
  }

  /** The file at a path, or null. */
  public @Nullable Inode find(String path) {
    return nodes.get(path);
  }

  /** Whether the path is a folder on the way to a file. */
  public boolean isDirectory(String path) {
    return !nodes.subMap(path + "/", path + "0").isEmpty();
  }

  /** What is in a folder, sorted by name; empty when there is no such folder. */
  public SortedSet<String> names(String directory) {
    String prefix = directory.equals("/") ? "/" : directory + "/";
    SortedSet<String> names = new TreeSet<>();
    for (String path : nodes.tailMap(prefix).keySet()) {
      if (!path.startsWith(prefix)) {
        break;
      }
      int end = path.indexOf('/', prefix.length());
      names.add(path.substring(prefix.length(), end < 0 ? path.length() : end));
    }
    return names;
  }
}
