package org.pvpanic.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLimitsTest {
  private static List<String> parse(JsonParser.Limits limits, String text) {
    Parsed parsed = new Parsed();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Parsed.feed(new JsonParser(parsed, limits), bytes, 0, bytes.length);
    return parsed.messages;
  }

  @Test
  void aTokenMayHaveOneByteLessThanTheLimit() {
    JsonParser.Limits limits = new JsonParser.Limits(10, 100, 100);
    assertEquals(List.of("\"xxxxxxx\""), parse(limits, "\"xxxxxxx\""));
    assertEquals(List.of("!JSON token size limit exceeded"), parse(limits, "\"xxxxxxxx\""));
  }

  @Test
  void aTokenIsCutOffRightAboveTheLimitAndTheRestIsReadAnew() {
    assertEquals(
        List.of("!JSON token size limit exceeded", "1", "!JSON parse error, stray '\"\n'"),
        parse(new JsonParser.Limits(10, 100, 100), "\"xxxxxxxxxx1 \"\n"));
  }

  @Test
  void allTokensOfAMessageCountForTheSize() {
    JsonParser.Limits limits = new JsonParser.Limits(10, 100, 100);
    assertEquals(List.of("[1, 2, 3]"), parse(limits, "[ 1 , 2 , 3 ]"));
    assertEquals(
        List.of("!JSON token size limit exceeded", "!JSON parse error, expecting value"),
        parse(limits, "[1,2,3,4,5]"));
  }

  @Test
  void tokensAreCounted() {
    JsonParser.Limits limits = new JsonParser.Limits(100, 5, 100);
    assertEquals(List.of("[1, 2]"), parse(limits, "[1,2]"));
    assertEquals(List.of("!JSON token count limit exceeded", "4"), parse(limits, "[1,2,3 4 "));
  }

  @Test
  void nestingIsLimited() {
    assertEquals(List.of("[".repeat(1024) + "]".repeat(1024)), nested(1024));
    List<String> tooDeep = nested(1025);
    assertEquals("!JSON nesting depth limit exceeded", tooDeep.get(0));
    assertEquals(1026, tooDeep.size(), "each bracket that is left over is an error");
  }

  private static List<String> nested(int depth) {
    return Parsed.of("[".repeat(depth) + "]".repeat(depth));
  }
}
