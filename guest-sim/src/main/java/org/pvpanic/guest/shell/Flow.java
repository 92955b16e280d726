package org.pvpanic.guest.shell;

/** Why commands that would be next are left out. */
enum Flow {
  /** They are not. */
  NONE,
  /** A loop ends. */
  BREAK,
  /** A loop's next round begins. */
  CONTINUE,
  /** A function, or a file that was read, ends. */
  RETURN,
  /** An interactive shell goes back to its prompt. */
  ABORT
}
