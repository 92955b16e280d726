package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertAll;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** Commands that change what a machine does, and the events of a panic, beside real QEMU 7.2. */
@Timeout(60)
class RunStateTwinTest {

  private static final String PANIC =
      "{'execute': 'human-monitor-command', 'arguments': {'command-line': 'o /b 0x505 1'}}";

  private static void same(Twins twins, String commands) {
    assertAll(commands.lines().map(line -> () -> twins.same(line)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-S", "-no-shutdown"})
  void stopsContinuesAndResets(String arguments) throws Exception {
    try (Twins twins = new Twins(arguments.split(" "))) {
      same(
          twins,
          """
          {'execute': 'query-status'}
          {'execute': 'stop'}
          {'execute': 'query-status'}
          {'execute': 'stop'}
          {'execute': 'cont'}
          {'execute': 'query-status'}
          {'execute': 'cont'}
          {'execute': 'system_powerdown'}
          {'execute': 'inject-nmi'}
          {'execute': 'system_reset'}
          {'execute': 'query-status'}
          {'execute': 'stop'}
          {'execute': 'system_reset'}
          {'execute': 'query-status'}
          {'execute': 'system_powerdown'}
          {'execute': 'inject-nmi'}
          {'execute': 'cont'}
          {'execute': 'stop', 'arguments': {'x': 1}}
          {'execute': 'stop', 'arguments': {}}
          {'execute': 'query-status', 'id': [1, {'a': null}]}\
          """);
    }
  }

  @Test
  void resetsAreShutdownsWithNoReboot() throws Exception {
    try (Twins twins = new Twins("-no-reboot", "-no-shutdown")) {
      same(
          twins,
          """
          {'execute': 'system_reset'}
          {'execute': 'query-status'}
          {'execute': 'cont'}
          {'execute': 'system_reset'}
          {'execute': 'query-status'}
          {'execute': 'set-action', 'arguments': {'reboot': 'reset'}}
          {'execute': 'system_reset'}
          {'execute': 'query-status'}
          {'execute': 'cont'}\
          """);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pause, poweroff",
    "pause, pause",
    "none, poweroff",
    "none, pause",
    "shutdown, pause",
    "exit-failure, pause",
  })
  void panicsThatTheMachineSurvives(String panic, String shutdown) throws Exception {
    String action = "panic=%s,shutdown=%s".formatted(panic, shutdown);
    try (Twins twins = new Twins("-device", "pvpanic", "-action", action)) {
      same(
          twins,
          """
          PANIC
          {'execute': 'query-status'}
          PANIC
          {'execute': 'query-status'}
          {'execute': 'stop'}
          {'execute': 'query-status'}
          {'execute': 'cont'}
          {'execute': 'query-status'}
          PANIC
          {'execute': 'system_reset'}
          {'execute': 'query-status'}
          {'execute': 'cont'}
          {'execute': 'human-monitor-command', 'arguments': {'command-line': 'o /b 0x505 2'}}
          {'execute': 'human-monitor-command', 'arguments': {'command-line': 'o /b 0x505 3'}}
          {'execute': 'query-status'}\
          """
              .replace("PANIC", PANIC));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-action panic=shutdown",
        "-action panic=exit-failure",
        "-action panic=shutdown -S",
        "-action panic=exit-failure -S"
      })
  void panicsThatEndTheMachine(String arguments) throws Exception {
    try (Twins twins = new Twins(("-device pvpanic " + arguments).split(" "))) {
      twins.same(PANIC);
      twins.sameEnd();
    }
  }

  @Test
  void actionsChangeAtOnceAndOnlyTogether() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "pvpanic")) {
      same(
          twins,
          """
          {'execute': 'set-action', 'arguments': {}}
          {'execute': 'set-action', 'arguments': {'panic': 'none'}}
          PANIC
          {'execute': 'set-action', 'arguments': {'shutdown': 'pause', 'panic': 'poweroff'}}
          {'execute': 'set-action', 'arguments': {'panic': 'exit-failure', 'shutdown': 'pause', 'watchdog': 'inject-nmi'}}
          PANIC
          {'execute': 'query-status'}
          {'execute': 'set-action', 'arguments': {'panic': 'pause', 'foo': 1}}
          {'execute': 'set-action', 'arguments': {'panic': 1}}
          {'execute': 'set-action', 'arguments': {'reboot': 'pause'}}
          {'execute': 'set-action', 'arguments': {'watchdog': 'nope'}}
          {'execute': 'set-action'}
          PANIC\
          """
              .replace("PANIC", PANIC));
    }
  }

  @Test
  void keys() throws Exception {
    try (Twins twins = new Twins("-S")) {
      same(
          twins,
          """
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'qcode', 'data': 'a'}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'qcode', 'data': 'ctrl'}, {'type': 'number', 'data': 99}], 'hold-time': 1}}
          {'execute': 'send-key', 'arguments': {'keys': []}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'qcode', 'data': 'bogus'}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'bogus', 'data': 'a'}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'qcode'}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'data': 'a'}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'number', 'data': 'a'}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'number', 'data': -1}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'number', 'data': 65536}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'qcode', 'data': 'a'}], 'hold-time': -5}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'qcode', 'data': 'unmapped'}]}}
          {'execute': 'send-key', 'arguments': {'keys': [{'type': 'qcode', 'data': 'a', 'x': 1}]}}
          {'execute': 'send-key', 'arguments': {'keys': 'a'}}
          {'execute': 'send-key'}\
          """);
    }
  }

  @Test
  void quits() throws Exception {
    try (Twins twins = new Twins("-no-shutdown")) {
      twins.same("{'execute': 'quit', 'id': 'last'}");
      twins.sameEnd();
    }
  }

  @Test
  void saysNothingAfterTheEnd() throws Exception {
    try (Twins twins = new Twins("-no-shutdown")) {
      String all = "{'execute': 'quit'} {'execute': 'query-status'} {'execute': 'cont'}";
      twins.real().send(all);
      twins.ours().send(all);
      twins.sameEnd();
    }
  }

  @Test
  void resetWithNoRebootEndsTheMachine() throws Exception {
    try (Twins twins = new Twins("-no-reboot")) {
      twins.same("{'execute': 'system_reset'}");
      twins.sameEnd();
    }
  }

  @Test
  void balloons() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "virtio-balloon-pci", "-m", "256")) {
      same(
          twins,
          """
          {'execute': 'query-balloon'}
          {'execute': 'balloon', 'arguments': {'value': 268435456}}
          {'execute': 'balloon', 'arguments': {'value': 0}}
          {'execute': 'balloon', 'arguments': {'value': -1}}
          {'execute': 'query-balloon'}\
          """);
    }
    try (Twins twins = new Twins("-S")) {
      same(
          twins,
          """
          {'execute': 'query-balloon'}
          {'execute': 'balloon', 'arguments': {'value': 1}}\
          """);
    }
  }
}
