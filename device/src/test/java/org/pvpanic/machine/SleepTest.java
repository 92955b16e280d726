package org.pvpanic.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A machine that sleeps, as each version has it. 10.0's rows are from recordings and from what its
 * table allows; where it would abort, ours stays as it was.
 */
class SleepTest {

  private static final Actions PAUSING = Actions.DEFAULT.withPanic(Actions.Panic.PAUSE);

  @ParameterizedTest
  @CsvSource({
    // what is done                 | 7.2                          | 10.0
    "sleep, SUSPEND suspended, SUSPEND suspended",
    "sleep wake, SUSPEND WAKEUP running, SUSPEND WAKEUP running",
    "sleep cont, SUSPEND suspended, SUSPEND suspended",
    "sleep stop, SUSPEND suspended, SUSPEND STOP paused",
    "sleep stop cont, SUSPEND suspended, SUSPEND STOP RESUME suspended",
    "sleep stop cont wake, SUSPEND WAKEUP running, SUSPEND STOP RESUME WAKEUP running",
    "sleep stop wake, SUSPEND WAKEUP running, SUSPEND STOP refused paused",
    "sleep stop reset cont, SUSPEND RESET RESUME running, SUSPEND STOP RESET RESUME running",
    "sleep reset, SUSPEND RESET prelaunch, SUSPEND RESET prelaunch",
    "sleep panic, SUSPEND GUESTPANICKED suspended, SUSPEND GUESTPANICKED suspended",
    "sleep off, SUSPEND SHUTDOWN suspended, SUSPEND SHUTDOWN STOP shutdown",
    "sleep off reset cont, SUSPEND SHUTDOWN RESET RESUME running,"
        + " SUSPEND SHUTDOWN STOP RESET RESUME running",
    "stop sleep, STOP paused, STOP SUSPEND suspended",
    "panic sleep, GUESTPANICKED STOP guest-panicked, GUESTPANICKED STOP guest-panicked",
    "wake, refused running, refused running",
    "sleep key, SUSPEND WAKEUP running, SUSPEND WAKEUP running",
    "sleep button, SUSPEND POWERDOWN suspended, SUSPEND POWERDOWN suspended",
    "hibernate, SUSPENDDISK SHUTDOWN STOP shutdown, SUSPENDDISK SHUTDOWN STOP shutdown",
  })
  void sleepsAsItsVersionDoes(String script, String in72, String in100) {
    assertEquals(in72, run(VersionProfile.QEMU_7_2, script));
    assertEquals(in100, run(VersionProfile.QEMU_10_0, script));
  }

  private static String run(VersionProfile version, String script) {
    MachineConfig config =
        MachineConfig.DEFAULT
            .withVersion(version)
            .withActions(PAUSING.withShutdown(Actions.Shutdown.PAUSE));
    TestBoard board = new TestBoard(config, GuestCode.NONE).on();
    board.events.clear();
    List<String> words = new ArrayList<>();
    for (String word : script.split(" ")) {
      try {
        board.machine.submit(input(word));
      } catch (MachineException e) {
        board.events.add(e);
      }
    }
    for (Object event : board.events) {
      boolean refused = event instanceof MachineException;
      words.add(refused ? "refused" : event.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    }
    words.add(board.machine.runState().wireName());
    return String.join(" ", words);
  }

  private static Input input(String word) {
    return switch (word) {
      case "sleep" -> new Input.PortWrite(0x604, 2, 0x2400);
      case "off" -> new Input.PortWrite(0x604, 2, 0x2000);
      case "hibernate" -> new Input.PortWrite(0x604, 2, 0x2800);
      case "panic" -> new Input.PortWrite(0x505, 1, 1);
      case "wake" -> Input.Command.SYSTEM_WAKEUP;
      case "key" -> new Input.Keys(new byte[] {0x1e});
      case "button" -> Input.Command.SYSTEM_POWERDOWN;
      case "stop" -> new Input.Stop(RunState.PAUSED);
      case "cont" -> Input.Command.CONT;
      case "reset" -> Input.Command.SYSTEM_RESET;
      default -> throw new IllegalArgumentException(word);
    };
  }
}
