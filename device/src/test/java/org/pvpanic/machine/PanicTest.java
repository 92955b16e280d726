package org.pvpanic.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.machine.MachineEvent.GuestCrashloaded;
import org.pvpanic.machine.MachineEvent.GuestPanicked;
import org.pvpanic.machine.MachineEvent.PanicAction;
import org.pvpanic.machine.MachineEvent.Reset;
import org.pvpanic.machine.MachineEvent.Resume;
import org.pvpanic.machine.MachineEvent.Shutdown;
import org.pvpanic.machine.MachineEvent.Stop;

/**
 * What follows a write to the pvpanic port, as recorded from QEMU 7.2.22 for every panic and
 * shutdown action.
 */
class PanicTest {

  private static final GuestCode PANICS =
      cpu -> cpu.call(() -> cpu.ports().outb(0x505, 1), () -> cpu.ports().outb(0x3f8, 'A'));

  private static MachineConfig config(String panic, String shutdown) {
    return MachineConfig.DEFAULT.withActions(
        Actions.DEFAULT
            .withPanic(Actions.Panic.valueOf(constant(panic)))
            .withShutdown(Actions.Shutdown.valueOf(constant(shutdown))));
  }

  private static String constant(String wireName) {
    return wireName.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String summary(TestBoard board) {
    StringBuilder text = new StringBuilder();
    for (Object event : board.events) {
      switch (event.getClass().getSimpleName()) {
        case "GuestPanicked" ->
            text.append("panicked:").append(((GuestPanicked) event).action()).append(' ');
        case "Stop" -> text.append("STOP ");
        case "Resume" -> {}
        case "GuestPvshutdown" -> text.append("pvshutdown ");
        case "GuestCrashloaded" -> text.append("crashloaded ");
        case "Shutdown" ->
            text.append("SHUTDOWN:").append(((Shutdown) event).reason().wireName()).append(' ');
        default -> text.append(event).append(' ');
      }
    }
    String end =
        board.exitStatus >= 0 ? "exit " + board.exitStatus : board.machine.runState().wireName();
    return text.append(end).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "none, poweroff, panicked:RUN running",
    "none, pause, panicked:RUN running",
    "pause, poweroff, panicked:PAUSE STOP guest-panicked",
    "pause, pause, panicked:PAUSE STOP guest-panicked",
    "shutdown, poweroff, panicked:POWEROFF SHUTDOWN:guest-panic exit 0",
    "shutdown, pause, panicked:PAUSE STOP guest-panicked",
    "exit-failure, poweroff, panicked:POWEROFF SHUTDOWN:guest-panic exit 1",
    "exit-failure, pause, panicked:POWEROFF SHUTDOWN:guest-panic STOP shutdown"
  })
  void vcpuWrites(String panic, String shutdown, String expected) {
    TestBoard board = new TestBoard(config(panic, shutdown), PANICS).on();
    board.run();
    assertEquals(expected, summary(board));
  }

  @ParameterizedTest
  @CsvSource({
    "none, poweroff, panicked:RUN running",
    "pause, poweroff, panicked:PAUSE STOP guest-panicked",
    "shutdown, poweroff, panicked:POWEROFF STOP SHUTDOWN:guest-panic exit 0",
    "shutdown, pause, panicked:PAUSE STOP guest-panicked",
    "exit-failure, poweroff, panicked:POWEROFF STOP SHUTDOWN:guest-panic exit 1",
    "exit-failure, pause, panicked:POWEROFF STOP SHUTDOWN:guest-panic guest-panicked"
  })
  void monitorWrites(String panic, String shutdown, String expected) {
    TestBoard board = new TestBoard(config(panic, shutdown), GuestCode.NONE).on();
    board.run();
    board.machine.submit(new Input.PortWrite(0x505, 1, 1));
    assertEquals(expected, summary(board));
  }

  @Test
  void guestStandsStillInTheWriteUntilCont() {
    TestBoard board = new TestBoard(config("pause", "pause"), PANICS).on();
    board.run();
    assertEquals("", board.console());
    board.machine.submit(Input.Command.CONT);
    board.run();
    assertEquals("A", board.console());
    assertEquals(
        List.of(new Resume(), new GuestPanicked(PanicAction.PAUSE), new Stop(), new Resume()),
        board.events);
  }

  @Test
  void panicWhileStoppedIsReportedWithoutStop() {
    TestBoard board =
        new TestBoard(config("pause", "pause").withAutostart(false), GuestCode.NONE).on();
    board.machine.submit(new Input.PortWrite(0x505, 1, 1));
    assertEquals(List.of(new GuestPanicked(PanicAction.PAUSE)), board.events);
    assertEquals(RunState.PRELAUNCH, board.machine.runState());
  }

  @Test
  void crashLoadedOnlyReports() {
    TestBoard board = new TestBoard(config("pause", "pause"), GuestCode.NONE).on();
    board.machine.submit(new Input.PortWrite(0x505, 1, 2));
    assertEquals(List.of(new Resume(), new GuestCrashloaded(PanicAction.RUN)), board.events);
    assertEquals(RunState.RUNNING, board.machine.runState());
  }

  @Test
  void lowestBitWinsAndUnknownBitsAreReportedOnce() {
    TestBoard board = new TestBoard(config("none", "pause"), GuestCode.NONE).on();
    for (int value : new int[] {3, 0x7e, 0, 4}) {
      board.machine.submit(new Input.PortWrite(0x505, 1, value));
    }
    assertEquals(
        List.of(
            new Resume(),
            new GuestPanicked(PanicAction.RUN),
            new GuestCrashloaded(PanicAction.RUN)),
        board.events);
    assertEquals(
        "Guest crashedpvpanic: unknown event 0x7e.\nGuest crash loaded",
        board.guestErrors.toString());
  }

  @Test
  void resetLeavesAPanickedMachineInPrelaunchUntilCont() {
    TestBoard board = new TestBoard(config("pause", "pause"), PANICS).on();
    board.run();
    board.events.clear();
    board.machine.submit(Input.Command.SYSTEM_RESET);
    assertEquals(List.of(new Reset(false, ShutdownCause.HOST_QMP_SYSTEM_RESET)), board.events);
    assertEquals(RunState.PRELAUNCH, board.machine.runState());
    board.machine.submit(Input.Command.CONT);
    board.run();
    assertEquals(RunState.GUEST_PANICKED, board.machine.runState());
  }

  @Test
  void stopInGuestPanickedChangesNothing() {
    TestBoard board = new TestBoard(config("pause", "pause"), PANICS).on();
    board.run();
    board.events.clear();
    board.machine.submit(new Input.Stop(RunState.PAUSED));
    assertEquals(List.of(), board.events);
    assertEquals(RunState.GUEST_PANICKED, board.machine.runState());
  }

  @Test
  void contInShutdownIsRefusedUntilReset() {
    TestBoard board = new TestBoard(config("exit-failure", "pause"), PANICS).on();
    board.run();
    MachineException refused =
        assertThrows(MachineException.class, () -> board.machine.submit(Input.Command.CONT));
    assertEquals("Resetting the Virtual Machine is required", refused.getMessage());
    board.machine.submit(Input.Command.SYSTEM_RESET);
    assertEquals(RunState.PRELAUNCH, board.machine.runState());
  }

  @Test
  void signalEndsEvenAMachineThatPausesOnShutdown() {
    TestBoard board = new TestBoard(config("pause", "pause"), PANICS).on();
    board.run();
    board.events.clear();
    board.machine.submit(Input.Command.KILL);
    assertEquals(List.of(new Shutdown(false, ShutdownCause.HOST_SIGNAL)), board.events);
    assertEquals(0, board.exitStatus);
  }

  /** As recorded from QEMU 10.0.2, which knows bit 2. */
  @ParameterizedTest
  @CsvSource({
    "0x04, pvshutdown SHUTDOWN:guest-shutdown exit 0",
    "0xfc, pvshutdown SHUTDOWN:guest-shutdown exit 0",
    "0x05, panicked:POWEROFF SHUTDOWN:guest-panic exit 0",
    "0x06, crashloaded running",
    "0x07, panicked:POWEROFF SHUTDOWN:guest-panic exit 0",
    "0x08, running",
    "0x00, running"
  })
  void bitTwoShutsDownWhereTheVersionKnowsIt(String value, String expected) {
    GuestCode guest = cpu -> cpu.call(() -> cpu.ports().outb(0x505, Integer.decode(value)));
    TestBoard board =
        new TestBoard(config("shutdown", "poweroff").withVersion(VersionProfile.QEMU_10_0), guest)
            .on();
    assertEquals(7, board.machine.submit(new Input.PortRead(0x505, 1)));
    board.run();
    assertEquals(expected, summary(board));
  }

  @Test
  void rebootIsAShutdownWhereTheActionSaysSo() {
    MachineConfig config =
        MachineConfig.DEFAULT.withActions(Actions.DEFAULT.withReboot(Actions.Reboot.SHUTDOWN));
    TestBoard board =
        new TestBoard(config, cpu -> cpu.call(() -> cpu.ports().outb(0x64, 0xfe))).on();
    board.run();
    assertEquals("SHUTDOWN:guest-reset exit 0", summary(board));
  }
}
