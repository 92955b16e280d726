package org.pvpanic.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunStateTest {

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

  @Test
  void namesAndOrderAreThoseOnTheWire() {
    assertEquals(
        "debug inmigrate internal-error io-error paused postmigrate prelaunch finish-migrate"
            + " restore-vm running save-vm shutdown suspended watchdog guest-panicked colo",
        Arrays.stream(RunState.values()).map(RunState::wireName).collect(Collectors.joining(" ")));
  }

  @Test
  void transitionsAreThoseOfEachVersion() {
    check(VersionProfile.QEMU_7_2, TABLE.replaceAll(" \\+[a-z-]+", ""));
    check(VersionProfile.QEMU_10_0, TABLE.replace("+", ""));
  }

  private static void check(VersionProfile version, String table) {
    Map<String, String> rows =
        table.lines().map(l -> l.split(": ")).collect(Collectors.toMap(r -> r[0], r -> r[1]));
    for (RunState from : RunState.values()) {
      for (RunState to : RunState.values()) {
        boolean expected =
            from == to
                || Arrays.asList(rows.getOrDefault(from.wireName(), "").split(" "))
                    .contains(to.wireName());
        assertEquals(expected, version.transitions().allow(from, to), version.number() + from + to);
      }
    }
  }

  @Test
  void onlyTheNewerStopsAMachineThatSleeps() {
    assertEquals(false, VersionProfile.QEMU_7_2.stopsSuspended());
    assertTrue(VersionProfile.QEMU_10_0.stopsSuspended());
  }
}
