package org.pvpanic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.Uart16550;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.oncrash.QmpClient;

@Timeout(30)
class BusWatchTest {

  private final Recorder printed = new Recorder();

  private static Machine machine() {
    MachineConfig config = MachineConfig.DEFAULT;
    Machine machine = new Machine(config, GuestCode.NONE, () -> 0);
    FwCfg fwCfg = new FwCfg();
    machine.plug(fwCfg);
    machine.plug(new Uart16550(0x3f8, 4));
    machine.plug(new IsaPvpanic(config.version(), fwCfg));
    machine.powerOn();
    return machine;
  }

  private static void out(Machine machine, int port, int value) {
    machine.submit(new Input.PortWrite(port, 1, value));
  }

  @Test
  void portWriteComesAfterTheBytesThatTheUartHasSent() {
    Machine machine = machine();
    try (Timeline timeline = new Timeline(printed, 20_000)) {
      BusWatch watch = new BusWatch(machine, timeline);
      out(machine, 0x3fb, Uart16550.LCR_DLAB);
      out(machine, 0x3f8, 1); // the divisor
      out(machine, 0x3fb, 3);
      out(machine, 0x3fc, 1 << 4);
      out(machine, 0x3f8, 'x'); // looped back
      out(machine, 0x3fc, 0);
      out(machine, 0x3f8, 'a');
      out(machine, 0x3f8, '\n');
      assertFalse(watch.panicSeen());
      out(machine, 0x505, 2);
      assertTrue(watch.panicSeen());
      timeline.fill(watch.placeOf("GUEST_CRASHLOADED"), Entry.demo("event"));
      timeline.console("a\nb\n".getBytes(StandardCharsets.US_ASCII));
    }
    assertEquals(
        List.of("console a", "port write to port 0x505: 0x02", "demo event", "console b"),
        printed.lines);
  }

  @Test
  void eventHasItsPlaceWhereTheMachineSentIt() {
    Machine machine = machine();
    machine.submit(
        new Input.SetActions(
            new Actions(
                machine.actions().reboot(),
                machine.actions().shutdown(),
                Actions.Panic.PAUSE,
                machine.actions().watchdog())));
    try (Timeline timeline = new Timeline(printed, 20_000)) {
      BusWatch watch = new BusWatch(machine, timeline);
      out(machine, 0x3f8, '\n');
      out(machine, 0x505, 1);
      machine.submit(Input.Command.CONT);
      out(machine, 0x3f8, '\n');
      timeline.console("\n\n".getBytes(StandardCharsets.US_ASCII));
      for (String name : List.of("GUEST_PANICKED", "STOP", "RESUME", "DUMP_COMPLETED")) {
        timeline.fill(watch.placeOf(name), Entry.event(new QmpClient.Event(name, Map.of())));
      }
    }
    assertEquals(
        List.of(
            "console ",
            "port write to port 0x505: 0x01",
            "event GUEST_PANICKED",
            "event STOP",
            "event RESUME",
            "console ",
            "event DUMP_COMPLETED"),
        printed.lines);
  }
}
