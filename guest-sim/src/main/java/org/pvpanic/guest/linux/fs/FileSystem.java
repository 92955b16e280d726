package org.pvpanic.guest.linux.fs;

/** A tree of files that can be mounted. */
public interface FileSystem {

  /** Its top. */
  Directory root();

  /** How full it is. */
  default FsStat statistics() {
    return FsStat.EMPTY;
  }

  /** Whether nothing in it can be changed. */
  default boolean isReadOnly() {
    return false;
  }
}
