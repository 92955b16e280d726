package org.pvpanic.guest.linux;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/** What a task does about each signal: what it does by itself, nothing, or a step of its own. */
public final class Disposition {

  private long ignored;
  private @Nullable Map<Integer, Step> handlers;

  private Disposition() {}

  /** A child does what its parent does. */
  static Disposition copyOf(@Nullable Disposition parent) {
    Disposition copy = new Disposition();
    if (parent != null) {
      copy.ignored = parent.ignored;
    }
    return copy;
  }

  private static long bit(int signal) {
    return 1L << (signal - 1);
  }

  /** Whether a signal does nothing because somebody said so. */
  public boolean ignores(int signal) {
    return (ignored & bit(signal)) != 0;
  }

  @Nullable Step handler(int signal) {
    Map<Integer, Step> known = handlers;
    return known == null ? null : known.get(signal);
  }

  /** Lets a signal do nothing; programs that the task runs later inherit that. */
  public void ignore(int signal) {
    set(signal, null);
    ignored |= bit(signal);
  }

  /**
   * Says what a signal does.
   *
   * @param handler runs as a step of the task; null brings back what the signal does by itself
   */
  public void set(int signal, @Nullable Step handler) {
    ignored &= ~bit(signal);
    Map<Integer, Step> known = handlers;
    if (handler != null) {
      if (known == null) {
        known = new HashMap<>(4);
        handlers = known;
      }
      known.put(signal, handler);
    } else if (known != null) {
      known.remove(signal);
    }
  }

  /** Another program runs: it has no handlers, but what was ignored stays so. */
  void exec() {
    handlers = null;
  }

  /** The signals that are ignored, the first one in bit 0. */
  public long ignoredMask() {
    return ignored;
  }

  /** The signals that have a handler, the first one in bit 0. */
  public long caughtMask() {
    long mask = 0;
    Map<Integer, Step> known = handlers;
    if (known != null) {
      for (int signal : known.keySet()) {
        mask |= bit(signal);
      }
    }
    return mask;
  }
}
