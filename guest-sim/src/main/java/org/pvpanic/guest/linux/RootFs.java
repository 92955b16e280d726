package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.FsStat;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.MemoryBudget;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Mount;
import org.pvpanic.guest.linux.fs.MountTable;
import org.pvpanic.guest.linux.fs.NameCalls;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.PathCalls;
import org.pvpanic.guest.linux.fs.RootImage;
import org.pvpanic.guest.linux.fs.Stat;
import org.pvpanic.guest.linux.proc.KernelFileSystems;

/**
 * The files of a machine: the system calls that take a path. A path is absolute, or relative to the
 * working directory of the task, whose user decides what is allowed. Nothing is made before
 * somebody asks for a file.
 */
public final class RootFs {

  private static final int DEFAULT_MODE = 0666;

  private final Kernel kernel;
  private final MemoryBudget budget = new MemoryBudget();
  private @Nullable RootImage image;
  private @Nullable MountTable mounts;
  private @Nullable PathCalls paths;
  private @Nullable NameCalls names;

  RootFs(Kernel kernel) {
    this.kernel = kernel;
  }

  /** What the root file system held at first. */
  public RootImage image() {
    RootImage known = image;
    if (known == null) {
      known = standardImage();
      image = known;
    }
    return known;
  }

  private RootImage standardImage() {
    if (kernel.root() == RootKind.INSTALLED) {
      return RootImage.ofRelease(kernel.release());
    }
    return RootImage.initramfsOf(kernel.release());
  }

  private MountTable table() {
    MountTable known = mounts;
    if (known == null) {
      known = new MountTable(new KernelFileSystems(kernel, budget), image().mounts());
      mounts = known;
    }
    return known;
  }

  private PathCalls paths() {
    PathCalls known = paths;
    if (known == null) {
      known = new PathCalls(table());
      paths = known;
    }
    return known;
  }

  private NameCalls names() {
    NameCalls known = names;
    if (known == null) {
      known = new NameCalls(table());
      names = known;
    }
    return known;
  }

  /** open(2); a file that is made can be read and written by all whom the umask leaves. */
  public OpenFile open(Task task, String path, int flags) throws SysError {
    return open(task, path, flags, DEFAULT_MODE);
  }

  /**
   * open(2).
   *
   * @param flags see {@link OpenFlags}
   * @param mode permissions of a file that is made, before the umask
   */
  public OpenFile open(Task task, String path, int flags, int mode) throws SysError {
    return paths().open(task, path, flags, mode);
  }

  /** What a driver has is as old as the boot. */
  private Stat dated(Stat stat) {
    return stat.changedNs() == 0 ? stat.at(kernel.view().bootSeconds() * 1_000_000_000L) : stat;
  }

  /** stat(2): follows symbolic links. */
  public Stat stat(Task task, String path) throws SysError {
    return dated(paths().inode(task, path, true).stat());
  }

  /** lstat(2): tells of a symbolic link itself. */
  public Stat lstat(Task task, String path) throws SysError {
    return dated(paths().inode(task, path, false).stat());
  }

  /** The inode that a path names. */
  public Inode inode(Task task, String path, boolean follow) throws SysError {
    return paths().inode(task, path, follow);
  }

  /** The names in a directory, without {@code .} and {@code ..}, in no special order. */
  public List<String> list(Task task, String path) throws SysError {
    return paths().list(task, path);
  }

  /** access(2) with the effective user: R is 4, W is 2, X is 1, existence 0. */
  public boolean access(Task task, String path, int wanted) {
    return paths().access(task, path, wanted);
  }

  /** The absolute path without links, {@code .} and {@code ..}; what it names must be there. */
  public String canonical(Task task, String path) throws SysError {
    return paths().canonical(task, path);
  }

  /** chdir(2). */
  public void chdir(Task task, String path) throws SysError {
    task.setDirectory(paths().directory(task, path));
  }

  /** readlink(2): where a symbolic link leads. */
  public String readlink(Task task, String path) throws SysError {
    return paths().readlink(task, path);
  }

  /** chmod(2). */
  public void chmod(Task task, String path, int permissions) throws SysError {
    paths().chmod(task, path, permissions);
  }

  /** chown(2), or lchown(2); -1 leaves an owner as it is. */
  public void chown(Task task, String path, int uid, int gid, boolean follow) throws SysError {
    paths().chown(task, path, uid, gid, follow);
  }

  /** utimensat(2), in nanoseconds since 1970. */
  public void setTimes(Task task, String path, long accessedNs, long modifiedNs) throws SysError {
    paths().setTimes(task, path, accessedNs, modifiedNs);
  }

  /** truncate(2). */
  public void truncate(Task task, String path, long size) throws SysError {
    paths().truncate(task, path, size);
  }

  /** mkdir(2). */
  public void mkdir(Task task, String path, int permissions) throws SysError {
    names().make(task, path, Mode.DIRECTORY | permissions, "", 0);
  }

  /** symlink(2). */
  public void symlink(Task task, String target, String path) throws SysError {
    if (target.isEmpty()) {
      throw new SysError(Errno.ENOENT);
    }
    names().make(task, path, Mode.SYMLINK | 0777, target, 0);
  }

  /** mknod(2): the mode says which kind. */
  public void mknod(Task task, String path, int mode, int major, int minor) throws SysError {
    names().make(task, path, mode, "", major << 8 | minor);
  }

  /** link(2). */
  public void link(Task task, String from, String to) throws SysError {
    names().link(task, from, to);
  }

  /** rmdir(2). */
  public void rmdir(Task task, String path) throws SysError {
    names().removeDirectory(task, path);
  }

  /** unlink(2). */
  public void unlink(Task task, String path) throws SysError {
    names().unlink(task, path);
  }

  /** rename(2). */
  public void rename(Task task, String from, String to) throws SysError {
    names().rename(task, from, to);
  }

  /**
   * mount(2); only root may.
   *
   * @param options as after {@code -o}, with {@code bind} and {@code remount} among them
   */
  public void mount(Task task, String source, String target, String type, String options)
      throws SysError {
    paths().mount(task, source, target, type, options);
  }

  /** umount(2). */
  public void unmount(Task task, String target) throws SysError {
    paths().unmount(task, target);
  }

  /** statfs(2). */
  public FsStat statfs(Task task, String path) throws SysError {
    return paths().mountOf(task, path).fileSystem().statistics();
  }

  /** The mount that a path is on. */
  public Mount mountOf(Task task, String path) throws SysError {
    return paths().mountOf(task, path);
  }

  /** Nothing on a disk can be changed any more; ext4 of newer kernels tells of it. */
  void emergencyRemount() {
    for (Mount mount : table().remountDisksReadOnly()) {
      if (!kernel.isEl7() && mount.facts().type().equals("ext4")) {
        String source = mount.facts().source();
        String device = source.substring(source.lastIndexOf('/') + 1);
        String line = "EXT4-fs (" + device + "): re-mounted. Quota mode: none.";
        kernel.cpu().call(() -> kernel.printk().print(Printk.INFO, line));
      }
    }
  }

  /** Memory that files hold which are on no disk, in KiB. */
  public long heldKib() {
    return budget.pages() * 4;
  }

  /** What is mounted, the oldest first. */
  public List<Mount> mounts() {
    return table().all();
  }

  /** Opens a file for reading, as root and from /root. */
  public OpenFile openToRead(String path) throws SysError {
    return openAsRoot(path, OpenFlags.READ);
  }

  /** Opens a file for writing, as root and from /root; it is made when it is missing. */
  public OpenFile openToWrite(String path, boolean append) throws SysError {
    return openAsRoot(
        path,
        OpenFlags.WRITE | OpenFlags.CREATE | (append ? OpenFlags.APPEND : OpenFlags.TRUNCATE));
  }

  private OpenFile openAsRoot(String path, int flags) throws SysError {
    Task init = kernel.tasks().byPid(1);
    Task task = init == null ? kernel.tasks().idle() : init;
    return open(task, path.startsWith("/") ? path : "/root/" + path, flags);
  }
}
