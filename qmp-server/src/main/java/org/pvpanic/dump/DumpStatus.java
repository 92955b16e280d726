package org.pvpanic.dump;

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

  /** What the dump is doing, named as on the wire. */
  public enum State {
    NONE,
    ACTIVE,
    COMPLETED,
    FAILED
  }
}
