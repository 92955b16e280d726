package org.pvpanic.machine;

/** What a model of CPU can report of errors in the hardware (machine check architecture). */
public enum MachineChecks {
  /** Nothing: no banks, or no machine check exception. */
  NONE,

  /** Errors in its own banks. */
  OWN,

  /** Errors in its own banks, and those that are signalled to all CPUs of the machine. */
  BROADCAST
}
