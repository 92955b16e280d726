package org.pvpanic.guest.linux.proc;

import java.util.UUID;
import org.pvpanic.guest.linux.Kernel;

/** Random identifiers (RFC 4122, version 4) from the machine's own entropy. */
public final class Uuid {

  private Uuid() {}

  /** The next one. */
  public static String random(Kernel kernel) {
    long high = (kernel.view().randomLong() & ~0xf000L) | 0x4000L;
    long low = (kernel.view().randomLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
