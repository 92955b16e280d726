package org.pvpanic.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QtestTwins;

/** The keyboard controller, the keyboard and the mouse beside real QEMU's. */
@Timeout(120)
class KeyboardTwinTest {

  private static final int COMMANDS = 3000;

  /** Commands of the controller; those that reset the machine come less often. */
  private static final int[] CONTROLLER = {
    0x20, 0x60, 0x60, 0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xad, 0xae, 0xc0, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4,
    0xd4, 0xd4, 0xdd, 0xdf, 0xf1, 0xff, 0x77
  };

  /** Commands of keyboard and mouse, and their arguments. */
  private static final int[] DEVICES = {
    0x00, 0x05, 0xed, 0xee, 0xf0, 0x01, 0x02, 0x03, 0x04, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xfa, 0xfc,
    0xff, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xee, 0xf0, 0xf2, 0xf3, 200, 100, 80, 0x47, 0x61
  };

  @ParameterizedTest
  @ValueSource(strings = {"1 pc", "2 q35", "3 isapc", "4 pc", "5 pc-i440fx-5.1", "6 pc-q35-6.0"})
  void answersAreEqual(String seedAndType) throws Exception {
    String[] words = seedAndType.split(" ");
    Random dice = new Random(Long.parseLong(words[0]));
    try (QtestTwins pair = new QtestTwins("-machine", words[1])) {
      for (int i = 0; i < COMMANDS; i++) {
        switch (dice.nextInt(8)) {
          case 0, 1 -> pair.same("inb 0x60");
          case 2 -> pair.same("inb 0x64");
          case 3, 4 -> pair.same("outb 0x64 " + any(CONTROLLER, dice));
          case 5, 6 -> pair.same("outb 0x60 " + any(DEVICES, dice));
          default ->
              pair.same(
                  dice.nextInt(50) == 0
                      ? "outb 0x64 0xfe"
                      : "inb " + (dice.nextBoolean() ? "0x20" : "0xa0"));
        }
      }
    }
  }

  private static int any(int[] values, Random dice) {
    return values[dice.nextInt(values.length)];
  }

  /**
   * What keys send while somebody reads it, sooner or later, and so no more than the 16 bytes that
   * the queue has room for: raw, translated, and raw of set 1.
   */
  @ParameterizedTest
  @CsvSource({
    "a, 1c f0 1c, 1e 9e, 1e 9e",
    "f7, 83 f0 83, 41 c1, 41 c1",
    "kp_enter, e0 5a e0 f0 5a, e0 1c e0 9c, e0 1c e0 9c",
    "a menu, 1c f0 1c, 1e 9e, 1e e0 1e e0 9e 9e",
    "pause, e1 14 77 e1 f0 14 f0 77, e1 1d 45 e1 9d c5, e1 1d 45 e1 9d c5",
    "ctrl pause, 14 e0 7e e0 f0 7e f0 14, 1d e0 46 e0 c6 9d, 1d e0 46 e0 c6 9d",
    "print, e0 12 e0 7c e0 f0 7c e0 f0 12, e0 2a e0 37 e0 b7 e0 aa, e0 2a e0 37 e0 b7 e0 aa",
    "shift print, 12 e0 7c e0 f0 7c f0 12, 2a e0 37 e0 b7 aa, 2a e0 37 e0 b7 aa",
    "alt sysrq c, 11 f0 11 11 84 21 f0 21 f0 84 f0 11 11 f0 11, 38 b8 38 54 2e ae d4 b8 38 b8,"
        + " 38 b8 38 54 2e ae d4 b8 38 b8",
  })
  void keysAreEqual(String keys, String raw, String translated, String ofSet1) throws Exception {
    try (QtestTwins pair = new QtestTwins()) {
      pair.twins().same("{'execute': 'cont'}");
      type(pair, keys, raw);
      pair.sameLines("outb 0x64 0x60\noutb 0x60 0x65");
      type(pair, keys, translated);
      pair.sameLines("outb 0x64 0x60\noutb 0x60 0x25");
      pair.sameLines("outb 0x60 0xf0\ninb 0x60\noutb 0x60 1\ninb 0x60");
      type(pair, keys, ofSet1);
    }
  }

  private static void type(QtestTwins pair, String keys, String expected) throws IOException {
    String values =
        Arrays.stream(keys.split(" "))
            .map("{'type': 'qcode', 'data': '%s'}"::formatted)
            .collect(Collectors.joining(", "));
    pair.twins()
        .same(
            "{'execute': 'send-key', 'arguments': {'keys': [%s], 'hold-time': 1}}"
                .formatted(values));
    int count = expected.split(" ").length;
    assertEquals(expected, read(pair::real, count));
    assertEquals(expected, read(pair::ours, count));
    pair.same("inb 0x64"); // empty
  }

  private interface Client {
    String ask(String line) throws IOException;
  }

  /**
   * Reads bytes as they come, which keys do one after another; the last ones are held until then.
   */
  private static String read(Client client, int count) throws IOException {
    StringBuilder bytes = new StringBuilder();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (int i = 0; i < count && System.nanoTime() < deadline; ) {
      if ((Integer.parseInt(client.ask("inb 0x64").substring(5), 16) & 1) != 0) {
        bytes.append(i++ == 0 ? "" : " ").append(client.ask("inb 0x60").substring(7));
      }
    }
    return bytes.toString();
  }
}
