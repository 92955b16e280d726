package org.pvpanic.emulator;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pvpanic.json.UInt64;

/** What a balloon knows of its guest's memory while no driver in the guest has told it. */
final class BalloonStatistics {

  private static final Object UNKNOWN = new UInt64(-1);

  /** Nothing at all. */
  static final Map<String, Object> NONE =
      Map.of(
          "last-update",
          0L,
          "stats",
          Stream.of(
                  "stat-swap-in",
                  "stat-swap-out",
                  "stat-major-faults",
                  "stat-minor-faults",
                  "stat-free-memory",
                  "stat-total-memory",
                  "stat-available-memory",
                  "stat-disk-caches",
                  "stat-htlb-pgalloc",
                  "stat-htlb-pgfail")
              .collect(Collectors.toMap(Function.identity(), name -> UNKNOWN)));

  private BalloonStatistics() {}
}
