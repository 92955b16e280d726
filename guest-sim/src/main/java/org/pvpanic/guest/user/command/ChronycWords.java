package org.pvpanic.guest.user.command;

import java.util.Set;

/** The commands that chronyc understands. */
final class ChronycWords {

  private static final Set<String> REPORTS =
      Set.of("activity", "sources", "sourcestats", "tracking", "waitsync");

  /** They need the socket that only root may use. */
  private static final Set<String> PRIVILEGED =
      Set.of(
          "burst",
          "makestep",
          "offline",
          "online",
          "onoffline",
          "refresh",
          "rekey",
          "reselect",
          "cyclelogs",
          "dump",
          "writertc",
          "trimrtc");

  private ChronycWords() {}

  static boolean isKnown(String verb) {
    return REPORTS.contains(verb) || PRIVILEGED.contains(verb);
  }

  static boolean isPrivileged(String verb) {
    return PRIVILEGED.contains(verb);
  }
}
