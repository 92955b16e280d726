package org.pvpanic.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunStateTest {

  @Test
  void namesAndOrderAreThoseOnTheWire() {
    assertEquals(
        "debug inmigrate internal-error io-error paused postmigrate prelaunch finish-migrate"
            + " restore-vm running save-vm shutdown suspended watchdog guest-panicked colo",
        Arrays.stream(RunState.values()).map(RunState::wireName).collect(Collectors.joining(" ")));
  }

  @Test
  void panickedMachineDoesNotBecomePaused() {
    assertFalse(RunState.GUEST_PANICKED.mayBecome(RunState.PAUSED));
    assertTrue(RunState.GUEST_PANICKED.mayBecome(RunState.RUNNING));
    assertTrue(RunState.GUEST_PANICKED.mayBecome(RunState.PRELAUNCH));
    assertTrue(RunState.GUEST_PANICKED.mayBecome(RunState.GUEST_PANICKED));
  }

  @Test
  void everyStateThatCanBeResetMayBecomePrelaunch() {
    for (RunState state : RunState.values()) {
      boolean expected = state != RunState.SAVE_VM && state != RunState.RUNNING;
      assertEquals(expected, state.mayBecome(RunState.PRELAUNCH), state.wireName());
    }
  }
}
