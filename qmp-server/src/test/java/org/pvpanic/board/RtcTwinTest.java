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
 * The real-time clock and its CMOS RAM beside real QEMU's. Its time is that of the virtual machine,
 * which stands still; QEMU's own test of its clock, which moves, is run by {@code
 * tests/qemu-device-tests}.
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

  @Test
  void aClientLearnsOfTheTimeThatAGuestSets() throws Exception {
    try (QtestTwins pair = new QtestTwins("-rtc", "base=2020-02-03T04:05:06,clock=vm")) {
      pair.twins().same(READ_TIME);
      pair.sameLines("outb 0x70 4\noutb 0x71 0x23"); // 23 o'clock
      String real = pair.twins().real().line();
      String ours = pair.twins().ours().line();
      // The host's time goes on, and some of it may have passed for real QEMU.
      assertEquals(19 * 3600, (double) number(real, "offset"), 60);
      assertEquals(19 * 3600, number(ours, "offset"));
      assertEquals(
          real.replaceAll("\"offset\": \\d+", ""), ours.replaceAll("\"offset\": \\d+", ""));
      pair.twins().same(READ_TIME);
      pair.twins().same("{'execute': 'rtc-reset-reinjection'}");
      pair.twins()
          .same(
              "{'execute': 'human-monitor-command',"
                  + " 'arguments': {'command-line': 'qom-get /machine rtc-time'}}");
    }
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
    return Long.parseLong(json.replaceAll(".*\"" + name + "\": (\\d+).*", "$1"));
  }
}
