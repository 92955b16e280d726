package org.pvpanic.oncrash;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is done about a guest that panicked: the actions of libvirt's {@code <on_crash>} that its
 * QEMU driver takes.
 */
public enum OnCrash {
  /** The emulator is ended. */
  DESTROY,
  /** The guest boots again, in the same emulator. */
  RESTART,
  /** Everything stays as it is, for somebody to look at. */
  PRESERVE,
  /** The guest's memory is saved to a file; then as {@link #DESTROY}. */
  COREDUMP_DESTROY,
  /** The guest's memory is saved to a file; then as {@link #RESTART}. */
  COREDUMP_RESTART;

  /**
   * The action of that name.
   *
   * @throws IllegalArgumentException when there is none; the text names those there are
   */
  public static OnCrash of(String name) {
    for (OnCrash action : values()) {
      if (action.toString().equals(name)) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        "unknown on_crash action '%s', expected one of: %s"
            .formatted(
                name,
                Arrays.stream(values()).map(OnCrash::toString).collect(Collectors.joining(", "))));
  }

  /** Whether the guest's memory is saved first. */
  public boolean dumps() {
    return this == COREDUMP_DESTROY || this == COREDUMP_RESTART;
  }

  /** How it ends when all goes well. */
  public CrashOutcome outcome() {
    return switch (this) {
      case DESTROY, COREDUMP_DESTROY -> CrashOutcome.DESTROYED;
      case RESTART, COREDUMP_RESTART -> CrashOutcome.RESTARTED;
      case PRESERVE -> CrashOutcome.PRESERVED;
    };
  }

  /** The name in a domain's XML: {@code coredump-restart}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
