package org.pvpanic.guest.user.command;

import org.pvpanic.guest.user.time.TimeServices;

/** What the programs of one boot share besides the kernel. */
public interface Machinery {

  /** Whose programs are on the disk. */
  Dialect dialect();

  /** What was settled about its time. */
  TimeServices time();
}
