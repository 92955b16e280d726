package org.pvpanic.dump;

import java.util.Locale;

/**
 * How far the last dump has come, as {@code query-dump} shows it.
 *
 * @param status none before the first dump
 * @param completed bytes of guest memory written
 * @param total bytes of guest memory to write
 */
public record DumpStatus(State status, long completed, long total) {

  /** No dump yet. */
  public static final DumpStatus NONE = new DumpStatus(State.NONE, 0, 0);

  /** So much has been written. */
  DumpStatus withCompleted(long bytes) {
    return new DumpStatus(status, bytes, total);
  }

  /** It is over. */
  DumpStatus ended(boolean well) {
    return new DumpStatus(well ? State.COMPLETED : State.FAILED, completed, total);
  }

  /** What the dump is doing, named as on the wire. */
  public enum State {
    NONE,
    ACTIVE,
    COMPLETED,
    FAILED;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
