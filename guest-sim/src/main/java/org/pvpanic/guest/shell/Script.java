package org.pvpanic.guest.shell;

import java.util.List;

/** Shell commands as parsed: pipelines, one after the other. */
record Script(List<Item> items) {

  /** Whether a pipeline runs depends on how the one before it ended. */
  enum Condition {
    ALWAYS,
    IF_SUCCEEDED,
    IF_FAILED
  }

  /** A pipeline and when it runs. */
  record Item(Condition condition, List<Command> pipeline) {}

  /** A simple command: its words and where its descriptors lead. */
  record Command(List<Word> words, List<Redirection> redirections) {}

  /**
   * A redirection.
   *
   * @param descriptor 0, 1 or 2
   * @param kind what is done with the target
   * @param target a file, or the number of a descriptor
   */
  record Redirection(int descriptor, Kind kind, Word target) {

    /** {@code <}, {@code >}, {@code >>} and {@code >&}. */
    enum Kind {
      READ,
      WRITE,
      APPEND,
      DUPLICATE
    }
  }
}
