package org.pvpanic.guest.linux.fs;

/**
 * What stat(2) tells of a file.
 *
 * @param device the file system that it is on: major number times 256 plus minor number
 * @param inode its number there
 * @param mode its kind and permissions, see {@link Mode}
 * @param links its names
 * @param uid its owner
 * @param gid its group
 * @param rdev the device that it stands for: major number times 256 plus minor number
 * @param size in bytes
 * @param blocks what it takes, in units of 512 bytes
 * @param accessedNs when it was last read, in nanoseconds since 1970
 * @param modifiedNs when its content was last changed
 * @param changedNs when its content or properties were last changed
 */
public record Stat(
    long device,
    long inode,
    int mode,
    int links,
    int uid,
    int gid,
    int rdev,
    long size,
    long blocks,
    long accessedNs,
    long modifiedNs,
    long changedNs) {

  /** Something without a name or times, such as a pipe. */
  public static Stat ofKind(int mode) {
    return new Stat(12, 1, mode, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** The same with one time for all three, in nanoseconds since 1970. */
  public Stat at(long ns) {
    return new Stat(device, inode, mode, links, uid, gid, rdev, size, blocks, ns, ns, ns);
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return Mode.isDirectory(mode);
  }

  /** Whether it is a regular file. */
  public boolean isRegular() {
    return Mode.isRegular(mode);
  }

  /** Whether it is a symbolic link. */
  public boolean isSymlink() {
    return Mode.isSymlink(mode);
  }

  /** Whether it is a character device. */
  public boolean isCharacterDevice() {
    return (mode & Mode.KIND) == Mode.CHARACTER;
  }

  /** Whether it is a block device. */
  public boolean isBlockDevice() {
    return (mode & Mode.KIND) == Mode.BLOCK;
  }

  /** Whether it is a pipe. */
  public boolean isFifo() {
    return (mode & Mode.KIND) == Mode.FIFO;
  }

  /** Permissions with set-ID and sticky bits. */
  public int permissions() {
    return mode & Mode.PERMISSIONS;
  }

  /** The ten characters of {@code ls -l}. */
  public String modeText() {
    return Mode.text(mode);
  }

  /** Major number of the device that it stands for. */
  public int major() {
    return rdev >> 8;
  }

  /** Minor number of the device that it stands for. */
  public int minor() {
    return rdev & 0xff;
  }
}
