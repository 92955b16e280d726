package org.pvpanic.guest.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tree of files: regular ones in memory, and the kernel's own below /proc, /sys and /dev. */
public final class RootFs {

  private static final Set<String> DIRECTORIES =
      Set.of(
          "/",
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/home",
          "/opt",
          "/proc",
          "/proc/sys",
          "/proc/sys/kernel",
          "/root",
          "/run",
          "/sbin",
          "/sys",
          "/sys/kernel",
          "/tmp",
          "/usr",
          "/usr/bin",
          "/usr/sbin",
          "/var",
          "/var/crash",
          "/var/log",
          "/var/tmp");

  private static final int MAX_FILES = 256;

  private final KernelFiles kernelFiles;
  private final Map<String, RegularFile> files = new HashMap<>(4);

  RootFs(KernelFiles kernelFiles) {
    this.kernelFiles = kernelFiles;
  }

  /**
   * Opens a file for reading.
   *
   * @param path absolute, or relative to /root
   */
  public OpenFile openToRead(String path) throws SysError {
    return find(resolve(path)).open(false, false);
  }

  /** Opens a file for writing; a regular one is created when it is missing. */
  public OpenFile openToWrite(String path, boolean append) throws SysError {
    String absolute = resolve(path);
    if (DIRECTORIES.contains(absolute)) {
      throw new SysError(Errno.EISDIR);
    }
    Inode known = lookUp(absolute);
    if (known != null) {
      return known.open(true, append);
    }
    checkMayCreate(absolute);
    if (files.size() == MAX_FILES) {
      throw new SysError(Errno.ENOSPC);
    }
    RegularFile made = new RegularFile(new byte[0]);
    files.put(absolute, made);
    return made.open(true, append);
  }

  private void checkMayCreate(String path) throws SysError {
    String parent = path.substring(0, Math.max(1, path.lastIndexOf('/')));
    if (lookUp(parent) != null) {
      throw new SysError(Errno.ENOTDIR);
    }
    if (!DIRECTORIES.contains(parent) || isBelow(parent, "/proc")) {
      throw new SysError(Errno.ENOENT);
    }
    if (isBelow(parent, "/sys")) {
      throw new SysError(Errno.EACCES);
    }
  }

  private static boolean isBelow(String path, String top) {
    return path.equals(top) || path.startsWith(top + "/");
  }

  private Inode find(String path) throws SysError {
    if (DIRECTORIES.contains(path)) {
      return (write, append) -> new OpenDirectory();
    }
    Inode found = lookUp(path);
    if (found == null) {
      throw new SysError(Errno.ENOENT);
    }
    return found;
  }

  private @Nullable Inode lookUp(String path) {
    Inode found = files.get(path);
    return found != null ? found : kernelFiles.lookUp(path);
  }

  private static String resolve(String path) {
    Deque<String> parts = new ArrayDeque<>();
    String absolute = path.startsWith("/") ? path : "/root/" + path;
    for (String part : absolute.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** Reading a directory as a file fails. */
  private static final class OpenDirectory implements OpenFile {

    @Override
    public void read(Task task, Consumer<byte[]> then, Consumer<Errno> failed) {
      task.then(() -> failed.accept(Errno.EISDIR));
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      task.then(() -> then.accept(Errno.EBADF));
    }
  }
}
