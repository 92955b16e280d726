package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Fifo;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/** Dumps of guest memory: replies, events and their order, beside real QEMU 7.2. */
@Timeout(60)
class DumpTwinTest {

  /**
   * QEMU's file is longer: without a BIOS the first MiB is still in three blocks, with a program
   * header each. Its CPU is in 16-bit mode, which has shorter notes.
   */
  private static final int LONGER = 3 * 56 - (336 - 144);

  private static void same(Twins twins, String commands) {
    assertAll(commands.lines().map(line -> () -> twins.same(line)));
  }

  /** Has each write to a path of its own. */
  private static void sameDump(Twins twins, String name, String more) throws IOException {
    assertEquals(
        dump(twins, twins.real(), "real-" + name, more),
        dump(twins, twins.ours(), "ours-" + name, more));
  }

  private static List<String> dump(Twins twins, QmpClient client, String name, String more)
      throws IOException {
    return client.ask(
        "{'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:%s'%s}}"
            .formatted(twins.path(name), more));
  }

  /** How far it has come differs. */
  private static List<String> progress(QmpClient client) throws IOException {
    return client.execute("query-dump").stream()
        .map(line -> line.replaceAll("\"completed\": \\d+", ""))
        .toList();
  }

  @Test
  void runningMachineStopsAndResumes() throws Exception {
    try (Twins twins = new Twins("-m", "16")) {
      sameDump(twins, "a", "");
      same(
          twins,
          """
          {'execute': 'query-status'}
          {'execute': 'query-dump'}\
          """);
      sameDump(twins, "b", ", 'format': 'elf', 'detach': false");
      sameDump(twins, "b", "");
    }
  }

  @Test
  void stoppedMachineStaysStopped() throws Exception {
    try (Twins twins = new Twins("-m", "16", "-device", "pvpanic", "-action", "panic=pause")) {
      twins.same(
          "{'execute': 'human-monitor-command', 'arguments': {'command-line': 'o /b 0x505 1'}}");
      sameDump(twins, "a", "");
      twins.same("{'execute': 'query-status'}");
      twins.same("{'execute': 'cont'}");
    }
  }

  @Test
  void nothingElseStartsOrStopsTheMachineMeanwhile() throws Exception {
    try (Twins twins = new Twins("-m", "16");
        Fifo realPipe = new Fifo(twins.path("real-pipe"));
        Fifo ourPipe = new Fifo(twins.path("ours-pipe"))) {
      sameDump(twins, "pipe", ", 'detach': true");
      assertEquals(progress(twins.real()), progress(twins.ours()));
      same(
          twins,
          """
          {'execute': 'query-status'}
          {'execute': 'stop'}
          {'execute': 'cont'}
          {'execute': 'human-monitor-command', 'arguments': {'command-line': 'stop'}}
          {'execute': 'human-monitor-command', 'arguments': {'command-line': 'cont'}}
          {'execute': 'human-monitor-command', 'arguments': {'command-line': 'info status'}}
          {'execute': 'system_powerdown'}
          {'execute': 'inject-nmi'}\
          """);
      sameDump(twins, "other", "");
      sameDump(twins, "other", ", 'detach': true");
      sameDump(twins, "other", ", 'format': 'kdump-lzo'");
      assertEquals(realPipe.drain(), ourPipe.drain() + LONGER);
      twins.sameLines(2); // DUMP_COMPLETED, RESUME
      same(
          twins,
          """
          {'execute': 'query-status'}
          {'execute': 'query-dump'}\
          """);
    }
  }

  @Test
  void stoppedMachineMayBeResetMeanwhile() throws Exception {
    try (Twins twins = new Twins("-m", "16", "-S");
        Fifo realPipe = new Fifo(twins.path("real-pipe"));
        Fifo ourPipe = new Fifo(twins.path("ours-pipe"))) {
      sameDump(twins, "pipe", ", 'detach': true");
      same(
          twins,
          """
          {'execute': 'cont'}
          {'execute': 'system_reset'}
          {'execute': 'query-status'}\
          """);
      realPipe.drain();
      ourPipe.drain();
      twins.sameLines(1); // DUMP_COMPLETED
      twins.same("{'execute': 'cont'}");
    }
  }

  @Test
  void machineMayEndMeanwhile() throws Exception {
    try (Twins twins = new Twins("-m", "16");
        Fifo realPipe = new Fifo(twins.path("real-pipe"));
        Fifo ourPipe = new Fifo(twins.path("ours-pipe"))) {
      sameDump(twins, "pipe", ", 'detach': true");
      twins.same("{'execute': 'quit'}");
      twins.sameEnd();
      realPipe.drain();
      ourPipe.drain();
    }
  }

  @Test
  void failsWhenNobodyReads() throws Exception {
    try (Twins twins = new Twins("-m", "16");
        Fifo realPipe = new Fifo(twins.path("real-pipe"));
        Fifo ourPipe = new Fifo(twins.path("ours-pipe"))) {
      sameDump(twins, "pipe", ", 'detach': true");
      realPipe.hangUp();
      ourPipe.hangUp();
      for (int i = 0; i < 2; i++) { // DUMP_COMPLETED, RESUME
        assertEquals(
            twins.real().line().replaceAll("\"completed\": \\d+", ""),
            twins.ours().line().replaceAll("\"completed\": \\d+", ""));
      }
      assertEquals(progress(twins.real()), progress(twins.ours()));
    }
  }

  @Test
  void refusesWhatCannotBeDumped() throws Exception {
    try (Twins twins = new Twins("-m", "16", "-S")) {
      same(
          twins,
          """
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:/nonexistent/x'}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:/'}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:'}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'fd:x'}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'nope:/x'}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': ''}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:/nonexistent/x', 'detach': true}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:/nonexistent/x', 'format': 'kdump-lzo'}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:/nonexistent/x', 'format': 'kdump-snappy'}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:/nonexistent/x', 'format': 'nope'}}
          {'execute': 'dump-guest-memory', 'arguments': {'protocol': 'file:/nonexistent/x'}}
          {'execute': 'dump-guest-memory', 'arguments': {'paging': 'no', 'protocol': 'file:/nonexistent/x'}}
          {'execute': 'dump-guest-memory'}
          {'execute': 'query-dump'}
          {'execute': 'query-status'}\
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-S", "-no-shutdown"})
  void machineNoneHasNothingToDump(String running) throws Exception {
    try (Twins twins = new Twins("-machine", "none", running)) {
      sameDump(twins, "a", "");
      sameDump(twins, "a", ", 'detach': true");
      same(
          twins,
          """
          {'execute': 'dump-guest-memory', 'arguments': {'paging': false, 'protocol': 'file:'}}
          {'execute': 'query-dump'}
          {'execute': 'query-status'}\
          """);
    }
  }
}
