package org.pvpanic.oncrash;

import java.nio.file.Path;
import java.util.Map;

/** Told what an {@link OnCrashHandler} does, step by step, on the thread that does it. */
public interface CrashListener {

  /** The handling of a crash begins. */
  default void begun(OnCrash action) {}

  /** A QMP command is about to be sent. */
  default void command(String name, Map<String, Object> arguments) {}

  /**
   * The guest's memory is saved.
   *
   * @param bytes bytes of guest memory in the file
   */
  default void dumped(Path file, long bytes) {}

  /** The guest's memory could not be saved; {@code reason} is QEMU's text. */
  default void dumpFailed(Path file, String reason) {}

  /** The emulator is about to be told to end, as SIGTERM does it. */
  default void terminating() {}

  /** The handling is over. */
  default void ended(CrashOutcome outcome) {}
}
