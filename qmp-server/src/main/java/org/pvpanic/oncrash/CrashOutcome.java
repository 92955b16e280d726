package org.pvpanic.oncrash;

/** What became of a guest that panicked. */
public enum CrashOutcome {
  /** Its emulator has been ended. */
  DESTROYED,
  /** It boots again. */
  RESTARTED,
  /** It stands still where it panicked, as it should. */
  PRESERVED,
  /** Its memory could not be saved, and so it stands still where it panicked. */
  DUMP_FAILED
}
