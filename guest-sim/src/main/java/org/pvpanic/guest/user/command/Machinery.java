package org.pvpanic.guest.user.command;

/** What the programs of one boot share besides the kernel. */
public interface Machinery {

  /** Whose programs are on the disk. */
  Dialect dialect();
}
