package org.pvpanic.qmp;

import org.jspecify.annotations.Nullable;

/**
 * Passes on what a record's own code throws, which reflection and method handles declare as any.
 */
final class Failures {
  private Failures() {}

  /** Returns the exception to be thrown; an {@link Error} is thrown at once. */
  static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(thrown);
  }
}
