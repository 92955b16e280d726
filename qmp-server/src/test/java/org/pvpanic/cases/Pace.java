package org.pvpanic.cases;

import java.io.IOException;
import java.time.Duration;

/** How time passes for a host, and for the machine that it looks after. */
interface Pace {

  /** Something that comes to be so. */
  @FunctionalInterface
  interface Condition {
    boolean isMet() throws IOException;
  }

  /** Lets time pass until something is so, or for {@code longest}; whether it is so. */
  boolean until(Condition done, Duration longest) throws IOException;

  /** Lets the machine take what it was sent; whether something is so then. */
  boolean settle(Condition done) throws IOException;

  /** How much time has passed since the start. */
  Duration elapsed();
}
