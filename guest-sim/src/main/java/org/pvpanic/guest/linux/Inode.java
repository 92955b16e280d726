package org.pvpanic.guest.linux;

/** What a path names. */
public interface Inode {

  /**
   * Opens it.
   *
   * @param write whether it is to be written, not read
   * @param append whether writing goes on at the end
   * @throws SysError when it cannot be opened that way
   */
  OpenFile open(boolean write, boolean append) throws SysError;
}
