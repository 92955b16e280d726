package org.pvpanic.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a stream is cut into pieces, the same comes out. */
class JsonSplitTest {
  private static final String[] FRAGMENTS = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"a\"",
    "'b'",
    "1",
    "-0",
    "1.5",
    "1e5",
    "-",
    ".",
    "true",
    "null",
    "nope",
    "\"\\u0041\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\u00c3\u00a9\"",
    "\u00ff",
    "\u0001",
    "\t",
    "\n",
    " ",
    "\r\n",
    "\"",
    "'",
    "\\",
    "\"\\q\"",
    "%",
    "18446744073709551616",
    "{\"a\": [1, 2]}",
    "{\"execute\": \"query-status\", \"id\": \"x\"}"
  };

  private static byte[] stream(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anySplitGivesTheSameMessages(int seed) {
    Random random = new Random(seed);
    byte[] bytes = stream(random);
    List<String> whole = Parsed.of(bytes, bytes.length);
    assertEquals(whole, Parsed.of(bytes, 1), "byte by byte");
    for (int round = 0; round < 20; round++) {
      Parsed parsed = new Parsed();
      JsonParser parser = new JsonParser(parsed);
      int at = 0;
      while (at < bytes.length) {
        int piece = Math.min(1 + random.nextInt(30), bytes.length - at);
        Parsed.feed(parser, bytes, at, piece);
        at += piece;
      }
      assertEquals(whole, parsed.messages, "seed " + seed + " round " + round);
    }
  }
}
