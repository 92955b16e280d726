package org.pvpanic.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QtestTwins;

/**
 * The real-time clock and its CMOS RAM beside real QEMU's: by the virtual machine's clock, which
 * stands still, and by the host's, which does not. QEMU's own test of its clock, which moves, is
 * run by {@code tests/qemu-device-tests}.
 */
@Timeout(120)
class RtcTwinTest {

  private static final int ACCESSES = 1500;
  private static final String READ_TIME =
      "{'execute': 'qom-get', 'arguments': {'path': '/machine', 'property': 'rtc-time'}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-machine pc -rtc base=2020-02-29T23:59:59,clock=vm",
        "-machine q35 -smp 3 -m 5G -boot order=dn,once=c -rtc base=2038-01-19T03:14:08,clock=vm",
        "-machine isapc -m 15 -no-fd-bootchk -rtc base=1999-12-31,clock=vm",
        "-machine microvm -smp 2 -m 600K -rtc base=2100-3-1,clock=vm",
      })
  void everyByteIsEqual(String args) throws Exception {
    try (QtestTwins pair = new QtestTwins(args.split(" "))) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 256; i++) {
          pair.same("outb 0x70 " + i);
          pair.same("inb 0x71");
        }
        pair.twins().same("{'execute': 'system_reset'}"); // after the first, -boot once is over
      }
      pair.sameAccesses(1, ACCESSES, "70-71");
    }
  }

  /** A random index is seldom one of the few registers that matter. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void registersAreEqual(long seed) throws Exception {
    String base = "base=2024-12-31T12:34:56,clock=vm";
    try (QtestTwins pair = new QtestTwins("-rtc", base)) {
      java.util.Random dice = new java.util.Random(seed);
      for (int i = 0; i < ACCESSES; i++) {
        int index = dice.nextInt(8) == 0 ? 0x32 + dice.nextInt(6) : dice.nextInt(14);
        pair.same("outb 0x70 " + index);
        pair.same(dice.nextBoolean() ? "inb 0x71" : "outb 0x71 " + dice.nextInt(256));
      }
    }
  }

  /** The offset is from the host's time, which goes on for both, whatever the clock goes by. */
  @ParameterizedTest
  @ValueSource(strings = {"vm", "host", "rt"})
  void aClientLearnsOfTheTimeThatAGuestSets(String clock) throws Exception {
    try (QtestTwins pair = new QtestTwins("-rtc", "base=2020-02-03T04:05:06,clock=" + clock)) {
      pair.sameLines("outb 0x70 4\noutb 0x71 0x23"); // 23 o'clock
      String real = pair.twins().real().line();
      String ours = pair.twins().ours().line();
      assertEquals(19 * 3600, (double) number(real, "offset"), 5);
      assertEquals((double) number(real, "offset"), (double) number(ours, "offset"), 3);
      assertEquals(
          real.replaceAll("\"offset\": \\d+", ""), ours.replaceAll("\"offset\": \\d+", ""));
      if (clock.equals("vm")) {
        pair.twins().same(READ_TIME);
        pair.twins()
            .same(
                "{'execute': 'human-monitor-command',"
                    + " 'arguments': {'command-line': 'qom-get /machine rtc-time'}}");
      }
      pair.twins().same("{'execute': 'rtc-reset-reinjection'}");
    }
  }

  /** A guest that sets its clock again and again, with the machine's time standing still. */
  @Test
  void everyTimeThatAGuestSetsIsTold() throws Exception {
    try (QtestTwins pair = new QtestTwins("-rtc", "base=2020-02-03T04:05:06,clock=host")) {
      for (int hour = 0; hour < 3; hour++) {
        pair.sameLines("outb 0x70 0xb\noutb 0x71 0x82\noutb 0x70 4\noutb 0x71 " + hour);
        pair.sameLines("outb 0x70 2\noutb 0x71 0x30\noutb 0x70 0xb\noutb 0x71 2");
        String real = pair.twins().real().line();
        String ours = pair.twins().ours().line();
        assertEquals((double) number(real, "offset"), (double) number(ours, "offset"), 3);
      }
    }
  }

  /** The machine stands still all the time; by QEMU's defaults its clock does not. */
  @ParameterizedTest
  @ValueSource(strings = {"host", "rt"})
  void theClockGoesOnWhileTheMachineIsStopped(String clock) throws Exception {
    try (QtestTwins pair = new QtestTwins("-rtc", "base=2020-02-29T23:59:57,clock=" + clock)) {
      pair.same("outb 0x70 0");
      awaitSecond(pair);
      pair.twins().same("{'execute': 'cont'}");
      pair.twins().same("{'execute': 'stop'}");
      awaitSecond(pair);
      pair.twins().same("{'execute': 'system_reset'}");
      awaitSecond(pair);
      long ours = seconds(pair.ours("inb 0x71"));
      long real = seconds(pair.real("inb 0x71"));
      assertTrue(Math.floorMod(ours - real, 60) <= 2 || Math.floorMod(real - ours, 60) <= 2);
      String day = pair.ours("outb 0x70 8") + pair.ours("inb 0x71");
      assertEquals("OKOK 0x3", day.replaceAll("0x0+", "0x"), "it is March");
    }
  }

  @Test
  void theVirtualMachinesClockStandsStillWithIt() throws Exception {
    try (QtestTwins pair = new QtestTwins("-rtc", "base=2020-02-29T23:59:58,clock=vm")) {
      try (QtestTwins hosts = new QtestTwins("-rtc", "base=2020-02-29T23:59:58")) {
        pair.same("outb 0x70 0");
        hosts.same("outb 0x70 0");
        awaitSecond(hosts);
        assertEquals("OK 0x0058", pair.same("inb 0x71"));
      }
    }
  }

  /** Waits until the second that the index names changes in both. */
  private static void awaitSecond(QtestTwins pair) throws Exception {
    String ours = pair.ours("inb 0x71");
    String real = pair.real("inb 0x71");
    while (real.equals(pair.real("inb 0x71")) || ours.equals(pair.ours("inb 0x71"))) {
      Thread.onSpinWait();
    }
  }

  private static long seconds(String answer) {
    return Long.parseLong(answer.replace("OK 0x", "").replaceFirst("^0+(?=.)", ""));
  }

  /** The host's time is read when the machine is made, on both sides at about the same time. */
  @Test
  void theClockShowsTheTimeOfTheHost() throws Exception {
    long before = Instant.now().getEpochSecond();
    try (QtestTwins pair = new QtestTwins()) {
      List<String> ours = pair.twins().ours().ask(READ_TIME);
      long after = Instant.now().getEpochSecond();
      String text = ours.get(0);
      long minute = number(text, "tm_min");
      assertTrue(
          minute == before / 60 % 60 || minute == after / 60 % 60, () -> before + ": " + text);
      assertEquals(1, ours.size());
    }
  }

  private static long number(String json, String name) {
    return Long.parseLong(json.replaceAll(".*\"" + name + "\": (-?\\d+).*", "$1"));
  }
}
