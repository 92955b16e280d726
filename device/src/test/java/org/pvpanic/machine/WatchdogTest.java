package org.pvpanic.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.device.Ib700Watchdog;

/** What a machine does when a watchdog that its guest has started fires. */
class WatchdogTest {

  private static final int START = Ib700Watchdog.BASE + Ib700Watchdog.ENABLE;
  private static final int STOP = Ib700Watchdog.BASE + Ib700Watchdog.DISABLE;
  private static final long SECOND = 1_000_000_000L;

  /** A machine whose time a test moves on; a guest that says N when an NMI reaches it. */
  private static TestBoard board(Actions actions) {
    MachineConfig config = MachineConfig.DEFAULT.withActions(actions).withClock(Clock.Mode.MANUAL);
    TestBoard board = new TestBoard(config, cpu -> cpu.onNmi(() -> cpu.ports().outb(0x3f8, 'N')));
    board.machine.plug(new Ib700Watchdog());
    board.on();
    board.run();
    board.events.clear();
    return board;
  }

  private static void pass(TestBoard board, long seconds) {
    board.machine.submit(new Input.AdvanceClock(seconds * SECOND));
    while (board.machine.serve() == 0) {
      // more steps are waiting
    }
  }

  private static String told(TestBoard board) {
    List<String> words = new ArrayList<>();
    board.events.forEach(e -> words.add(e.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
    words.add(board.machine.runState().wireName());
    if (board.machine.exited()) {
      words.add("exit " + board.exitStatus);
    }
    return String.join(" ", words) + (board.console().isEmpty() ? "" : " " + board.console());
  }

  @ParameterizedTest
  @CsvSource({
    "RESET, RESET, watchdogfired reset running",
    "RESET, SHUTDOWN, watchdogfired shutdown running exit 0",
    "SHUTDOWN, RESET, watchdogfired powerdown running",
    "POWEROFF, RESET, watchdogfired running exit 0",
    "PAUSE, RESET, watchdogfired stop watchdog",
    "DEBUG, RESET, watchdogfired running",
    "NONE, RESET, watchdogfired running",
    "INJECT_NMI, RESET, watchdogfired running N",
  })
  void actionFollows(Actions.Watchdog action, Actions.Reboot reboot, String expected) {
    TestBoard board = board(Actions.DEFAULT.withWatchdog(action).withReboot(reboot));
    board.machine.submit(new Input.PortWrite(START, 1, 0x0e)); // two seconds
    pass(board, 1);
    assertEquals("running", told(board));
    pass(board, 1);
    assertEquals(expected, told(board));
  }

  @Test
  void writingAgainPutsItOffAndAnotherPortStopsIt() {
    TestBoard board = board(Actions.DEFAULT);
    for (int i = 0; i < 5; i++) {
      board.machine.submit(new Input.PortWrite(START, 1, 0x0e));
      pass(board, 1);
    }
    board.machine.submit(new Input.PortWrite(STOP, 1, 0));
    pass(board, 100);
    assertEquals("running", told(board));
  }

  @Test
  void resetStopsIt() {
    TestBoard board = board(Actions.DEFAULT);
    board.machine.submit(new Input.PortWrite(START, 1, 0x0e));
    board.machine.submit(Input.Command.SYSTEM_RESET);
    pass(board, 100);
    assertEquals("reset running", told(board));
  }

  /** Time passes for a guest that sleeps; only a machine that runs is paused. */
  @Test
  void firesWhileTheGuestSleeps() {
    TestBoard board = board(Actions.DEFAULT.withWatchdog(Actions.Watchdog.PAUSE));
    board.machine.submit(new Input.PortWrite(START, 1, 0x0e));
    board.machine.submit(new Input.PortWrite(0x604, 2, 0x2400));
    pass(board, 2);
    assertEquals("suspend watchdogfired suspended", told(board));
  }

  /** A machine that is stopped has no time. */
  @Test
  void waitsWhileTheMachineIsStopped() {
    TestBoard board = board(Actions.DEFAULT);
    board.machine.submit(new Input.PortWrite(START, 1, 0x0e));
    board.machine.submit(new Input.Stop(RunState.PAUSED));
    pass(board, 100);
    assertEquals("stop paused", told(board));
  }
}
