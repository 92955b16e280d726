package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/** Every command in every run state that a monitor can bring a machine into, beside QEMU 7.2. */
@Timeout(120)
class StatesTwinTest {

  /**
   * What firmware does: puts the power management registers to 0x600. Here real QEMU runs without,
   * and forgets it at every reset.
   */
  private static final Map<String, List<String>> FIRMWARE =
      Map.of(
          "pc",
          List.of(
              "o /w 0xcf8 0x80000b40", "o /w 0xcfc 0x601", "o /w 0xcf8 0x80000b80", "o /b 0xcfc 1"),
          "q35",
          List.of(
              "o /w 0xcf8 0x8000f840",
              "o /w 0xcfc 0x601",
              "o /w 0xcf8 0x8000f844",
              "o /b 0xcfc 0x80"));

  private static final String SUSPEND = "o /h 0x604 0x2400";
  private static final String POWER_OFF = "o /h 0x604 0x2000";
  private static final String PANIC = "o /b 0x505 1";

  /** How to get there from a machine that runs. */
  private static final Map<String, List<String>> WAY =
      Map.of(
          "running", List.of(),
          "paused", List.of("stop"),
          "prelaunch", List.of("stop", "system_reset"),
          "guest-panicked", List.of(PANIC),
          "shutdown", List.of(POWER_OFF),
          "suspended", List.of(SUSPEND));

  private static final List<String> COMMANDS =
      List.of(
          "cont",
          "stop",
          "system_powerdown",
          "system_wakeup",
          "nmi",
          PANIC,
          "o /b 0x505 2",
          POWER_OFF,
          "o /b 0x64 0xfe",
          "system_reset");

  private static String human(String line) {
    return "{'execute': 'human-monitor-command', 'arguments': {'command-line': '%s'}}"
        .formatted(line);
  }

  private static void same(Twins twins, List<String> lines) {
    assertAll(lines.stream().map(line -> () -> twins.same(human(line))));
  }

  private static void start(Twins twins, String machine) {
    same(twins, FIRMWARE.getOrDefault(machine, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"running", "paused", "prelaunch", "guest-panicked", "shutdown", "suspended"})
  void everyCommandInEveryState(String state) throws Exception {
    String args = "-machine pc -device pvpanic -no-shutdown -action panic=pause";
    try (Twins twins = new Twins(args.split(" "))) {
      for (String command : COMMANDS) {
        start(twins, "pc");
        same(twins, WAY.getOrDefault(state, List.of("no way")));
        start(twins, "pc");
        twins.same("{'execute': 'query-status'}");
        same(twins, List.of(command, "info status"));
        if (!command.startsWith("o ") && !command.equals("nmi")) {
          twins.same("{'execute': '" + command + "'}");
        }
        same(twins, List.of("cont", "info status", "system_reset", "cont", "info status"));
      }
    }
  }

  static Stream<Arguments> ends() {
    return WAY.keySet().stream()
        .sorted()
        .flatMap(state -> Stream.of("quit", "SIGTERM").map(end -> Arguments.of(state, end)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void everyStateEnds(String state, String end) throws Exception {
    String args = "-machine pc -device pvpanic -no-shutdown -action panic=pause";
    try (Twins twins = new Twins(args.split(" "))) {
      start(twins, "pc");
      same(twins, WAY.getOrDefault(state, List.of("no way")));
      if (end.equals("quit")) {
        twins.same("{'execute': 'quit'}");
      } else {
        twins.terminate();
      }
      twins.sameEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35"})
  void powerManagement(String machine) throws Exception {
    try (Twins twins = new Twins("-machine", machine, "-no-shutdown")) {
      List<String> script = new ArrayList<>(FIRMWARE.getOrDefault(machine, List.of()));
      script.addAll(List.of("i /h 0x600", "i /h 0x602", "i /h 0x604", "i /w 0x600", "i /b 0x605"));
      script.addAll(List.of("system_powerdown", "i /h 0x600", "o /h 0x602 0x100"));
      script.addAll(List.of("system_powerdown", "i /h 0x600", "o /h 0x600 0x100", "i /h 0x600"));
      script.addAll(List.of("o /b 0x602 0x21", "i /h 0x602", "o /b 0x603 1", "i /h 0x602"));
      script.addAll(List.of("o /w 0x600 0x1000100", "i /w 0x600", "o /h 0x604 0x1234"));
      script.addAll(
          List.of("i /h 0x604", "i /b 0x605", "i /w 0x604", "o /b 0x605 0x24", "info status"));
      script.addAll(List.of(SUSPEND, "info status", SUSPEND, "system_powerdown", "info status"));
      script.addAll(List.of("system_wakeup", "info status", "system_wakeup"));
      script.addAll(FIRMWARE.getOrDefault(machine, List.of()));
      script.addAll(List.of("i /h 0x600", "i /h 0x602", "i /h 0x604", SUSPEND, "sendkey a"));
      script.addAll(FIRMWARE.getOrDefault(machine, List.of()));
      script.addAll(List.of("info status", "o /h 0x604 0x2c00", "info status"));
      script.addAll(List.of("o /h 0x604 0x2800", "info status"));
      same(twins, script);
    }
  }

  @Test
  void actionsOfAMachineThatSleeps() throws Exception {
    try (Twins twins = new Twins("-device", "pvpanic", "-action", "panic=none")) {
      start(twins, "pc");
      same(twins, List.of(SUSPEND, PANIC, "o /b 0x505 2"));
      twins.same("{'execute': 'set-action', 'arguments': {'shutdown': 'pause'}}");
      same(twins, List.of(POWER_OFF, "info status"));
      twins.same("{'execute': 'set-action', 'arguments': {'reboot': 'shutdown'}}");
      same(twins, List.of("system_reset", "info status"));
      twins.same("{'execute': 'set-action', 'arguments': {'panic': 'exit-failure'}}");
      same(twins, List.of(PANIC, "info status", "system_wakeup", "info status"));
      twins.same("{'execute': 'set-action', 'arguments': {'shutdown': 'poweroff'}}");
      same(twins, List.of(PANIC));
      twins.sameEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35", "isapc", "microvm", "none"})
  void onlyAPcWithAcpiWakesUp(String machine) throws Exception {
    try (Twins twins = new Twins("-machine", machine)) {
      twins.same("{'execute': 'query-current-machine'}");
      twins.same("{'execute': 'system_wakeup'}");
      same(twins, List.of("system_wakeup", "help system_wakeup"));
    }
  }

  /** What is typed at a machine that is stopped is lost. */
  @ParameterizedTest
  @CsvSource({"cont, 1", "stop, 0"})
  void keys(String before, int received) throws Exception {
    try (Twins twins = new Twins("-S")) {
      same(twins, List.of(before, "sendkey a"));
      // Bit 2 of the status tells of a self-test, which firmware would have asked for.
      for (QmpClient client : List.of(twins.real(), twins.ours())) {
        int status = Integer.decode(client.human("i /b 0x64").strip().split(" = ")[1]);
        assertEquals(received, status & 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reset, 2",
    "shutdown, 2",
    "pause, 2",
    "debug, 1",
    "none, 1",
    "inject-nmi, 1",
  })
  void watchdog(String action, int events) throws Exception {
    try (Twins twins = new Twins("-device", "ib700", "-action", "watchdog=" + action)) {
      // The timer is due at once, and which comes first, event or reply, is QEMU's haste.
      List<String> real = eventsOf(twins.real(), human("o /b 0x443 0xf"), events);
      assertEquals(real, eventsOf(twins.ours(), human("o /b 0x443 0xf"), events));
      same(twins, List.of("info status", "stop", "info status", "cont", "info status"));
      same(twins, List.of("o /b 0x443 0", "o /b 0x441 1", "i /w 0x441", "system_reset"));
    }
  }

  private static List<String> eventsOf(QmpClient client, String command, int count)
      throws IOException {
    List<String> events = new ArrayList<>();
    client.send(command);
    boolean replied = false;
    while (!replied || events.size() < count) {
      String line = client.line();
      if (line.startsWith("{\"event")) {
        events.add(line);
      } else {
        replied = true;
      }
    }
    return events;
  }

  @Test
  void watchdogActionOfTheHumanMonitor() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "ib700")) {
      same(
          twins,
          List.of(
              "watchdog_action",
              "watchdog_action foo",
              "watchdog_action inject-nmi",
              "watchdog_action none x",
              "help watchdog_action"));
    }
  }
}
