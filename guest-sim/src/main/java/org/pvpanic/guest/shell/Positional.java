package org.pvpanic.guest.shell;

import java.util.List;

/** {@code $0}, {@code $1}... */
record Positional(String name, List<String> values) {

  Positional withValues(List<String> others) {
    return new Positional(name, List.copyOf(others));
  }
}
