package org.pvpanic.guest.linux.proc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Directory;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * A folder of devtmpfs: what is kept in memory, and what drivers have.
 *
 * @param path where drivers say it is, below /dev
 * @param kept null when only drivers have something there
 */
record DevFolder(Kernel kernel, String path, @Nullable Directory kept) implements Directory {

  private static final int DEVICE = 5;

  @Override
  public Stat stat() {
    if (kept != null) {
      return kept.stat();
    }
    long now = kernel.realtimeNs();
    long number = 1_000L + (path.hashCode() & 0xffff);
    return new Stat(DEVICE, number, Mode.DIRECTORY | 0755, 2, 0, 0, 0, 60, 0, now, now, now);
  }

  @Override
  public @Nullable Inode lookup(String name) {
    Inode own = kept == null ? null : kept.lookup(name);
    String below = path + "/" + name;
    if (own instanceof Directory directory) {
      return new DevFolder(kernel, below, directory);
    }
    if (own != null) {
      return own;
    }
    Inode driver = kernel.nodes().find(below);
    if (driver != null) {
      return driver;
    }
    return kernel.nodes().isDirectory(below) ? new DevFolder(kernel, below, null) : null;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(kept == null ? List.of() : kept.names());
    for (String name : kernel.nodes().names(path)) {
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public @Nullable Errno refusal(int mode) {
    return kept == null ? Errno.EPERM : kept.refusal(mode);
  }

  private Directory writable() throws SysError {
    if (kept == null) {
      throw new SysError(Errno.EPERM);
    }
    return kept;
  }

  @Override
  public Inode make(String name, int mode, int uid, int gid, String target, int rdev)
      throws SysError {
    return writable().make(name, mode, uid, gid, target, rdev);
  }

  @Override
  public void link(String name, Inode node) throws SysError {
    writable().link(name, node instanceof DevFolder folder ? folder.writable() : node);
  }

  @Override
  public void remove(String name) throws SysError {
    writable().remove(name);
  }

  @Override
  public void setMode(int permissions) throws SysError {
    writable().setMode(permissions);
  }

  @Override
  public void setOwner(int uid, int gid) throws SysError {
    writable().setOwner(uid, gid);
  }

  @Override
  public void setTimes(long accessedNs, long modifiedNs) throws SysError {
    writable().setTimes(accessedNs, modifiedNs);
  }
}
