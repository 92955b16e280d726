package org.pvpanic.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** QEMU's table of run states, as tests know it: independent of ours. */
record RunStateTable(Map<String, List<String>> rows) {

  /** What QEMU 7.2 allows; {@code +} stands before what 10.0 allows in addition. */
  private static final String TABLE =
      """
      debug: running finish-migrate prelaunch suspended
      inmigrate: internal-error io-error paused running shutdown suspended watchdog guest-panicked \
      finish-migrate prelaunch postmigrate colo
      internal-error: paused finish-migrate prelaunch
      io-error: running finish-migrate prelaunch
      paused: running finish-migrate postmigrate prelaunch colo +suspended
      postmigrate: running finish-migrate prelaunch
      prelaunch: running inmigrate finish-migrate +suspended
      finish-migrate: running paused postmigrate prelaunch colo +internal-error +io-error +shutdown \
      +suspended +watchdog +guest-panicked
      restore-vm: running prelaunch +suspended
      running: debug internal-error io-error paused finish-migrate restore-vm save-vm shutdown \
      watchdog guest-panicked colo suspended
      save-vm: running +suspended
      shutdown: paused finish-migrate prelaunch colo
      suspended: running finish-migrate prelaunch colo +paused +save-vm +restore-vm +shutdown
      watchdog: running finish-migrate prelaunch colo
      guest-panicked: running finish-migrate prelaunch
      colo: running prelaunch shutdown
      """;

  static RunStateTable of(VersionProfile version) {
    boolean newer = version.equals(VersionProfile.QEMU_10_0);
    String table = newer ? TABLE.replace("+", "") : TABLE.replaceAll(" \\+[a-z-]+", "");
    Map<String, List<String>> rows = new HashMap<>();
    table
        .lines()
        .map(line -> List.of(line.split(": ")))
        .forEach(row -> rows.put(row.get(0), List.of(row.get(1).split(" "))));
    return new RunStateTable(rows);
  }

  boolean allows(RunState from, RunState to) {
    return from == to || rows.getOrDefault(from.wireName(), List.of()).contains(to.wireName());
  }
}
