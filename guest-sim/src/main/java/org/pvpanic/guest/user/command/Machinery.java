package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.user.time.TimeServices;

/** What the programs of one boot share besides the kernel. */
public interface Machinery {

  /**
   * Somebody who logged in.
   *
   * @param user his name
   * @param terminal where, such as ttyS0
   * @param ns when, in nanoseconds since 1970
   */
  record Login(String user, String terminal, long ns) {}

  /** Who is logged in. */
  List<Login> logins();

  /** Whose programs are on the disk. */
  Dialect dialect();

  /** What was settled about its time. */
  TimeServices time();
}
