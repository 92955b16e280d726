package org.pvpanic.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Journal;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.RtcConfig;
import org.pvpanic.machine.RtcConfig.ClockSource;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.SimulatedHost;
import org.pvpanic.machine.TimeSource;

/** The clock chip in a machine whose host's clocks the test moves. */
class RtcTest {

  private static final long NS = 1_000_000_000L;

  /** 2017-03-05 10:11:12 UTC. */
  private static final long START = 1_488_708_672;

  private final SimulatedHost host = new SimulatedHost(START);

  private static MachineConfig config(Clock.Mode mode, ClockSource source) {
    RtcConfig rtc = new RtcConfig(START, START * NS, START * NS, source);
    return MachineConfig.DEFAULT.withClock(mode).withRtc(rtc);
  }

  private static Machine machine(MachineConfig config, GuestCode guest, TimeSource time) {
    Machine machine = new Machine(config, guest, time);
    machine.plug(new Rtc(config.rtc()));
    machine.powerOn();
    return machine;
  }

  private Machine machine(ClockSource source) {
    return machine(config(Clock.Mode.REAL, source), GuestCode.NONE, host);
  }

  private static void serve(Machine machine) {
    while (machine.serve() == 0) {
      // more steps are waiting
    }
  }

  /** {@code hh:mm:ss}, as a monitor reads it at the ports. */
  private static String time(Machine machine) {
    StringBuilder time = new StringBuilder();
    for (int register : new int[] {4, 2, 0}) {
      machine.submit(new Input.PortWrite(0x70, 1, register));
      long value = machine.submit(new Input.PortRead(0x71, 1));
      time.append("%02x".formatted(value)).append(register == 0 ? "" : ":");
    }
    return time.toString();
  }

  @Test
  void byDefaultItGoesOnWhileTheMachineIsStopped() {
    Machine machine = machine(ClockSource.HOST);
    host.pass(3 * NS);
    machine.submit(new Input.Stop(RunState.PAUSED));
    assertEquals("10:11:15", time(machine));
    host.pass(3600 * NS);
    assertEquals("11:11:15", time(machine));
    machine.submit(Input.Command.CONT);
    assertEquals("11:11:15", time(machine));
    host.pass(NS);
    assertEquals("11:11:16", time(machine));
    assertEquals(4 * NS, machine.now());
  }

  @Test
  void theMachinesOwnClockStandsStillWithIt() {
    Machine machine = machine(ClockSource.VM);
    machine.submit(new Input.Stop(RunState.PAUSED));
    host.pass(3600 * NS);
    assertEquals("10:11:12", time(machine));
    machine.submit(Input.Command.CONT);
    host.pass(NS);
    assertEquals("10:11:13", time(machine));
  }

  @Test
  void itFollowsTheHostsTimeOfDayUnlessToldToGoByItsMonotonicClock() {
    Machine follows = machine(ClockSource.HOST);
    Machine counts = machine(ClockSource.RT);
    host.pass(NS);
    host.step(-600 * NS);
    assertEquals("10:01:13", time(follows));
    assertEquals("10:11:13", time(counts));
    host.step(1200 * NS);
    assertEquals("10:21:13", time(follows));
    assertEquals("10:11:13", time(counts));
  }

  @Test
  void itIsAnotherAlarmThatInterruptsInALongStop() {
    Machine machine = machine(ClockSource.HOST);
    machine.submit(new Input.PortWrite(0x70, 1, 3)); // at minute 30 of each hour
    machine.submit(new Input.PortWrite(0x71, 1, 0x30));
    machine.submit(new Input.PortWrite(0x70, 1, 5));
    machine.submit(new Input.PortWrite(0x71, 1, 0xc0));
    machine.submit(new Input.Stop(RunState.PAUSED));
    host.pass(1200 * NS);
    machine.submit(Input.Command.CONT);
    machine.submit(new Input.PortWrite(0x70, 1, 12));
    assertEquals(0x30, machine.submit(new Input.PortRead(0x71, 1)), "alarm and update");
  }

  @Test
  void settingItIsToldInSecondsAheadOfTheHostsTime() {
    List<MachineEvent> events = new ArrayList<>();
    Machine machine = machine(ClockSource.HOST);
    machine.observe(
        new MachineObserver() {
          @Override
          public void event(MachineEvent event) {
            events.add(event);
          }
        });
    machine.submit(new Input.Stop(RunState.PAUSED));
    host.pass(3600 * NS);
    machine.submit(new Input.PortWrite(0x70, 1, 4));
    machine.submit(new Input.PortWrite(0x71, 1, 0x10)); // an hour back
    assertEquals(new MachineEvent.RtcChange(-3600), events.get(events.size() - 1));
    assertEquals("10:11:12", time(machine));
  }

  /** A guest that takes 20 s to boot, in virtual time, and reads the clock after 2. */
  private static GuestCode booting(StringBuilder read) {
    return cpu -> {
      cpu.delay(2 * NS);
      cpu.call(
          () -> {
            cpu.ports().outb(0x70, 0);
            read.append(Integer.toHexString(cpu.ports().inb(0x71)));
          });
      cpu.delay(18 * NS);
    };
  }

  @Test
  void afterABootInVirtualTimeItShowsTheHostsAndNeverGoesBack() {
    StringBuilder read = new StringBuilder();
    Machine machine = machine(config(Clock.Mode.WARP_BOOT, ClockSource.HOST), booting(read), host);
    host.pass(NS / 10);
    serve(machine);
    assertEquals(20 * NS, machine.now());
    assertEquals("14", read.toString());
    assertEquals("10:11:14", time(machine), "what the guest has read goes on until");
    host.pass(2 * NS);
    assertEquals("10:11:14", time(machine), "the host has caught up");
    host.pass(NS);
    assertEquals("10:11:15", time(machine));
  }

  @Test
  void theJournalBringsTheHostsTimeBack() {
    StringBuilder read = new StringBuilder();
    MachineConfig config = config(Clock.Mode.WARP_BOOT, ClockSource.HOST);
    Machine one = machine(config, booting(read), host);
    serve(one);
    host.pass(7 * NS);
    one.submit(new Input.Stop(RunState.PAUSED));
    host.pass(3600 * NS);
    one.submit(Input.Command.CONT);
    host.step(-60 * NS);
    host.pass(5 * NS);
    final String shown = time(one);
    SimulatedHost later = new SimulatedHost(START + 100_000);
    Machine two = machine(config, booting(read), later);
    two.replay(Journal.parse(one.journal().toString()));
    assertEquals(one.journal().toString(), two.journal().toString());
    assertEquals(one.now(), two.now());
    assertEquals("11:10:24", shown);
    serve(two);
    later.pass(NS);
    // The date on the other host is another, and its time of day is what counts from now on.
    assertEquals("13:57:53", time(two));
  }
}
