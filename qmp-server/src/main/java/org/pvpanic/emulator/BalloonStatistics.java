package org.pvpanic.emulator;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pvpanic.json.UInt64;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;

/** What a balloon knows of its guest's memory while no driver in the guest has told it. */
final class BalloonStatistics {

  /** How often, in seconds, QEMU asks the guest's driver for statistics; none answers here. */
  private static final String POLLING = "guest-stats-polling-interval";

  private static final long MOST_SECONDS = 0xffff_ffffL;

  private static final Object UNKNOWN = new UInt64(-1);

  /** Nothing at all. */
  private static final Map<String, Object> NONE =
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

  /** Says so in the object tree. */
  static void declare(QomObject balloon) {
    Object[] interval = {0L};
    balloon.value("guest-stats", NONE);
    balloon.property(POLLING, "int", () -> interval[0], v -> interval[0] = seconds(v));
  }

  private static long seconds(Object wanted) {
    if (!(wanted instanceof Long seconds)) {
      throw QomException.notInteger(POLLING);
    }
    if (seconds < 0) {
      throw new QomException("timer value must be greater than zero");
    }
    if (seconds > MOST_SECONDS) {
      throw new QomException("timer value is too big");
    }
    return seconds;
  }
}
