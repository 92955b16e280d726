package org.pvpanic.differential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** One of the two machines that are compared. */
interface Side extends AutoCloseable {

  /** Starts one. */
  interface Start {
    /** Starts the machine of a scenario; {@code directory} is empty. */
    Side in(Path directory, Scenario scenario) throws IOException;
  }

  /** A folder of its own; the names of both sides' folders are equally long. */
  Path directory();

  /** Where its monitor listens. */
  default Path socket() {
    return directory().resolve("q");
  }

  /** Where its qtest listens, if the scenario says so. */
  default Path qtestSocket() {
    return directory().resolve("t");
  }

  /** Its exit status once its monitor has gone; empty if it does not end. */
  OptionalInt exitStatus() throws InterruptedException;

  /** Ends it. */
  @Override
  void close() throws IOException;
}
