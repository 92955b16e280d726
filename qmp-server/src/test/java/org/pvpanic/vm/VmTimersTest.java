package org.pvpanic.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;

/** What waits for a machine that ends. */
class VmTimersTest {

  /** Else the host's timers would keep it from being collected for as long. */
  @Test
  void nothingWaitsForAMachineThatHasEnded() throws Exception {
    try (Emulator emulator = Emulator.start("-nodefaults", "-S")) {
      Vm vm = emulator.vm();
      long due =
          vm.eventLoop()
              .submit(
                  () -> {
                    vm.timers().after(Duration.ofDays(40), () -> {});
                    return vm.timers().nextDue();
                  })
              .get();
      assertEquals(true, due != Clock.NEVER);
      vm.eventLoop().submit(() -> vm.submit(Input.Command.QUIT)).get();
      assertEquals(Clock.NEVER, vm.eventLoop().submit(vm.timers()::nextDue).get());
    }
  }
}
