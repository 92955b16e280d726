package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;

/** What was killed last, and before: it can be yanked. */
final class KillRing {

  private static final int SIZE = 10;

  private final List<String> kills = new ArrayList<>(1);
  private int at;

  boolean isEmpty() {
    return kills.isEmpty();
  }

  void add(String text) {
    if (kills.size() == SIZE) {
      kills.remove(0);
    }
    kills.add(text);
    at = kills.size() - 1;
  }

  /** Another kill right after the last one belongs to it. */
  void join(String text, boolean before) {
    if (kills.isEmpty()) {
      add(text);
    } else {
      at = kills.size() - 1;
      kills.set(at, before ? text + kills.get(at) : kills.get(at) + text);
    }
  }

  String current() {
    return kills.get(at);
  }

  void rotate() {
    at = (at + kills.size() - 1) % kills.size();
  }
}
