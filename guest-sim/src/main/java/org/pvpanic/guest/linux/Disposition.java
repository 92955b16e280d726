package org.pvpanic.guest.linux;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/** What a task does about each signal: by default, nothing, or a step of its own. */
final class Disposition {

  private long ignored;
  private @Nullable Map<Integer, Step> handlers;

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

  boolean ignores(int signal) {
    return (ignored & bit(signal)) != 0;
  }

  @Nullable Step handler(int signal) {
    Map<Integer, Step> known = handlers;
    return known == null ? null : known.get(signal);
  }

  void ignore(int signal) {
    set(signal, null);
    ignored |= bit(signal);
  }

  void set(int signal, @Nullable Step handler) {
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

  /** Ignored signals as a mask for /proc. */
  long ignoredMask() {
    return ignored;
  }

  /** Signals with a handler as a mask for /proc. */
  long caughtMask() {
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
