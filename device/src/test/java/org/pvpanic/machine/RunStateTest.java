package org.pvpanic.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {

  @Test
  void namesAndOrderAreThoseOnTheWire() {
    assertEquals(
        "debug inmigrate internal-error io-error paused postmigrate prelaunch finish-migrate"
            + " restore-vm running save-vm shutdown suspended watchdog guest-panicked colo",
        Arrays.stream(RunState.values()).map(RunState::wireName).collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @EnumSource(RunState.class)
  void transitionsAreThoseOfEachVersion(RunState from) {
    for (VersionProfile version : List.of(VersionProfile.QEMU_7_2, VersionProfile.QEMU_10_0)) {
      for (RunState to : RunState.values()) {
        boolean expected = RunStateTable.of(version).allows(from, to);
        assertEquals(expected, version.transitions().allow(from, to), version.number() + to);
      }
    }
  }

  @Test
  void onlyTheNewerStopsAMachineThatSleeps() {
    assertFalse(VersionProfile.QEMU_7_2.stopsSuspended());
    assertTrue(VersionProfile.QEMU_10_0.stopsSuspended());
  }
}
