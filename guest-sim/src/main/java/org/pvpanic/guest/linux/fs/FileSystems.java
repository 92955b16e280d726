package org.pvpanic.guest.linux.fs;

import org.pvpanic.guest.linux.SysError;

/** Makes file systems. */
public interface FileSystems {

  /** Makes one that is mounted when the system starts. */
  FileSystem atStart(Mount.Facts facts);

  /**
   * Makes one for mount(2).
   *
   * @param options as given, without those that concern the place alone
   * @throws SysError ENODEV for an unknown type, EINVAL for a bad option
   */
  FileSystem make(String source, String type, String options) throws SysError;

  /** What /proc/mounts tells of the options; those that the type does not show are left out. */
  String shownOptions(String type, FileSystem fs, String options);

  /** Whether there is only one of the type. */
  boolean isSingle(String type);
}
