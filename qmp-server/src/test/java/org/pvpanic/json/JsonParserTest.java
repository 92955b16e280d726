package org.pvpanic.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
  @Test
  void valuesArePlainJava() throws JsonException {
    Map<String, Object> object =
        Map.of(
            "text",
            "a",
            "yes",
            true,
            "nothing",
            JsonNull.NULL,
            "int",
            1L,
            "u64",
            new UInt64(-1),
            "double",
            0.5,
            "list",
            List.of(List.of(), Map.of()));
    assertEquals(
        object,
        Json.parse(
            "{'text': 'a', \"yes\": true, \"nothing\": null, \"int\": 1,"
                + " \"u64\": 18446744073709551615, \"double\": 0.5, \"list\": [[], {}]}"));
  }

  @Test
  void objectsKeepTheOrderOfTheirMembers() throws JsonException {
    Map<?, ?> object = assertInstanceOf(Map.class, Json.parse("{'c': 1, 'a': 2, 'b': 3}"));
    assertEquals("[c, a, b]", object.keySet().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0, -0",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775808",
    "18446744073709551615, 18446744073709551615",
    "18446744073709551616, 1.8446744073709552e+19",
    "-9223372036854775808, -9223372036854775808",
    "-9223372036854775809, -9.2233720368547758e+18",
    "1.0, 1",
    "1e3, 1000",
    "1E+2, 100",
    "1e400, inf",
    "-1e400, -inf",
    "1e-400, 0",
    "123456789012345678.5, 1.2345678901234568e+17"
  })
  void numbersAreKeptAsQemuKeepsThem(String text, String written) throws JsonException {
    assertEquals(written, Json.write(Json.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "-a", "1.}", "1e}", "1e+}", "-}"})
  void malformedNumbersAreStrayUpToTheByteThatDoesNotFit(String text) {
    assertEquals(List.of("!JSON parse error, stray '" + text + "'"), Parsed.of(text));
  }

  @Test
  void exponentDoesNotFollowASingleZero() {
    assertEquals(List.of("!JSON parse error, expected separator in list"), Parsed.of("[0e1]"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"a\":}, expecting value",
        "`{\"a\":1,}`, expecting value",
        "[1 2], expected separator in list",
        "{\"a\":1 \"b\":2}, expected separator in dict",
        "{\"a\" 1}, missing : in object pair",
        "{1:2}, key is not a string in object",
        "{{}:1}, key is not a string in object",
        "{{\"a\" 1}:1}, missing : in object pair",
        "`{\"a\":1,\"a\":2}`, duplicate key",
        "`{\"a\":1,\"a\":nope}`, invalid keyword 'nope'",
        "[}, expecting value",
        "{], expecting value",
        "nope , invalid keyword 'nope'",
        "`{,}`, expecting value",
        "}, expecting value"
      })
  void theFirstSyntaxErrorIsTold(String text, String error) {
    assertEquals("!JSON parse error, " + error, Parsed.of(text + " ").get(0));
  }

  /** Characters here are bytes. The cases were recorded from QEMU 7.2.22. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"\u00c0\u0080\", \"\\u0000\"",
        "\"\u00f0\u009f\u0098\u0080\", \"\\uD83D\\uDE00\"",
        "\"\\b\\f\\r\\t<>&\\u2028\", \"\\b\\f\\r\\t<>&\\u2028\"",
        "\"a\\/b\\'\", \"a/b'\"",
        "'say \"hi\"', \"say \\\"hi\\\"\"",
        "\"\u00ed\u00a0\u0080\", `!JSON parse error, invalid UTF-8 sequence in string`",
        "\"\u00f4\u0090\u0080\u0080\", `!JSON parse error, invalid UTF-8 sequence in string`",
        "\"\u00ef\u00bf\u00bf\", `!JSON parse error, invalid UTF-8 sequence in string`",
        "\"\u00c0\u00af\", `!JSON parse error, invalid UTF-8 sequence in string`",
        "\"h\u00e9llo\", `!JSON parse error, invalid UTF-8 sequence in string`",
        "\"\\q\", `!JSON parse error, invalid escape sequence in string`",
        "\"\\uD83D\", `!JSON parse error, \\uD83D is not a valid Unicode character`",
        "\"\\ud83d\\ud83d\", `!JSON parse error, \\ud83d is not a valid Unicode character`",
        "\"\\uFFFE\", `!JSON parse error, \\uFFFE is not a valid Unicode character`",
        "\"\\ufdd0\", `!JSON parse error, \\ufdd0 is not a valid Unicode character`",
        "\"\\u12\", `!JSON parse error, \\u12\" is not a valid Unicode character`",
        "\"\\u123\u00c3\u00a9\", `!JSON parse error, \\u123\uFFFD is not a valid Unicode character`"
      })
  void stringsAreModifiedUtf8(String text, String expected) {
    assertEquals(List.of(expected), Parsed.of(text));
  }

  @Test
  void strayBytesAreQuotedAsACStringWithEachBadSequenceReplaced() {
    assertEquals(List.of("!JSON parse error, stray ''"), Parsed.of("\0"));
    assertEquals(
        List.of("!JSON parse error, stray '\"\uFFFD\u9000\u0001'"),
        Parsed.of("\"\u00e9\u00e9\u0080\u0080\u0001"));
    assertEquals(
        List.of("!JSON parse error, stray '\"\uFFFD\u0001'"),
        Parsed.of("\"\u00fc\u0084\u0080\u0080\u0080\u0080\u0001"));
  }

  @Test
  void afterAStrayByteItGoesOnAtTheNextStructuralOrControlCharacter() {
    assertEquals(List.of("!JSON parse error, stray '@'", "{\"a\": 1}"), Parsed.of("@ x {\"a\":1}"));
    assertEquals(List.of("!JSON parse error, stray '@'", "2"), Parsed.of("@ 1\n2\n"));
    assertEquals(List.of("!JSON parse error, stray '@'"), Parsed.of("@\t1 "));
    assertEquals(
        List.of("!JSON parse error, stray '@'", "!JSON parse error, stray '\uFFFD'"),
        Parsed.of("@\u00ff"));
  }

  @Test
  void aByteFfDropsAnOpenMessage() {
    assertEquals(
        List.of("!JSON parse error, stray '\uFFFD'", "[]"), Parsed.of("{\"a\":[1,2,{\u00ff\n[]"));
    assertEquals(
        List.of("!JSON parse error, stray '\"quer\uFFFD'", "[]"), Parsed.of("{\"quer\u00ff[]"));
  }

  @Test
  void numbersAndWordsAtTheTopWaitForADelimiter() {
    assertEquals(List.of(), Parsed.of("42"));
    assertEquals(List.of("42"), Parsed.of("42\n"));
    assertEquals(List.of(), Parsed.of("true"));
    assertEquals(List.of("\"hi\""), Parsed.of("\"hi\""));
  }

  @Test
  void feedStopsAfterOneMessage() {
    Parsed parsed = new Parsed();
    byte[] bytes = "[1] [2]".getBytes(StandardCharsets.US_ASCII);
    assertEquals(3, new JsonParser(parsed).feed(bytes, 0, bytes.length));
    assertEquals(List.of("[1]"), parsed.messages);
  }

  @Test
  void resetForgetsAnOpenMessage() {
    Parsed parsed = new Parsed();
    JsonParser parser = new JsonParser(parsed);
    byte[] open = "{\"a\": \"b".getBytes(StandardCharsets.US_ASCII);
    parser.feed(open, 0, open.length);
    parser.reset();
    byte[] next = "[]".getBytes(StandardCharsets.US_ASCII);
    parser.feed(next, 0, next.length);
    assertEquals(List.of("[]"), parsed.messages);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"a\", `JSON parse error, premature EOI`",
        "{\"a\":nope, `JSON parse error, invalid keyword 'nope'`",
        "{\"a\":\"b, `JSON parse error, stray '\"b'`",
        "-, `JSON parse error, stray '-'`",
        "{} {}, Expecting at most one JSON value",
        "`  `, Expecting a JSON value"
      })
  void wholeTextsMustHoldOneValue(String text, String error) {
    assertEquals(error, assertThrows(JsonException.class, () -> Json.parse(text)).getMessage());
  }

  @Test
  void wholeTextsMayEndInANumberOrWord() throws JsonException {
    assertEquals(12L, Json.parse("12"));
    assertEquals(1.5, Json.parse("1.5"));
    assertEquals(true, Json.parse("true"));
  }
}
