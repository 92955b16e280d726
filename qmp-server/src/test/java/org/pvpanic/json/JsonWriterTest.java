package org.pvpanic.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
  private static Map<String, Object> members(String... keys) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String key : keys) {
      object.put(key, 0);
    }
    return object;
  }

  /** The orders were seen on the wire of QEMU 7.2.22. */
  @ParameterizedTest
  @CsvSource({
    "id return, return id",
    "error id, id error",
    "class desc, class desc",
    "data event timestamp, timestamp event data",
    "seconds microseconds, seconds microseconds",
    "reason guest, guest reason",
    "running singlestep status, status singlestep running",
    "major minor micro, micro minor major",
    "package qemu, qemu package",
    "label filename frontend-open, frontend-open filename label",
    "name type, name type",
    "name type description default-value, default-value name description type",
    "status completed total, total status completed",
    "error result, result error",
    "cpu-index qom-path thread-id props target, thread-id props qom-path cpu-index target",
    "fdset-id fd, fd fdset-id",
    "type arg1 arg2 arg3 arg4 arg5, arg5 arg4 arg3 arg2 arg1 type"
  })
  void membersStandInTheOrderOfQemusHashTable(String inserted, String written) {
    assertEquals(
        written,
        String.join(
            " ",
            KeyOrder.sorted(members(inserted.split(" "))).stream()
                .map(Map.Entry::getKey)
                .toList()));
  }

  @Test
  void withinABucketTheLastInsertedComesFirst() {
    // Without bytes, and with bytes that shift out of each other's way, hashes may meet.
    String a = "q";
    String b = sameBucket(a);
    assertEquals(List.of(b, a), keys(members(a, b)));
    assertEquals(List.of(a, b), keys(members(b, a)));
  }

  private static String sameBucket(String key) {
    for (int i = 0; ; i++) {
      String other = "k" + i;
      if (KeyOrder.bucket(other) == KeyOrder.bucket(key)) {
        return other;
      }
    }
  }

  private static List<String> keys(Map<String, Object> object) {
    return KeyOrder.sorted(object).stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void writesOnOneLineWithQemusSeparators() {
    JsonWriter out = new JsonWriter();
    out.beginObject().name("return").beginArray().value(1).value("a").beginObject().endObject();
    out.endArray().name(JsonName.of("id")).value(true).endObject().endLine();
    assertEquals("{\"return\": [1, \"a\", {}], \"id\": true}\r\n", out.toString());
  }

  @Test
  void prettyModeIndentsByFourAndEndsLinesInCrLf() throws JsonException {
    JsonWriter out = new JsonWriter(true);
    out.value(Json.parse("[[], {}, [1, {'a': []}]]")).endLine();
    assertEquals(
        String.join(
            "\r\n",
            "[",
            "    [",
            "    ],",
            "    {",
            "    },",
            "    [",
            "        1,",
            "        {",
            "            \"a\": [",
            "            ]",
            "        }",
            "    ]",
            "]",
            ""),
        out.toString());
  }

  @Test
  void allButPrintableAsciiIsEscapedInUpperCase() {
    assertEquals(
        "\"h\\u00E9 \\u20AC \\uD83D\\uDE00 a/b\\\"c\\\\d\\u0007\\n\\u007F\\u0000<>&\"",
        Json.write("h\u00e9 \u20ac \ud83d\ude00 a/b\"c\\d\u0007\n\u007f\0<>&"));
  }

  @Test
  void loneSurrogatesAreReplaced() {
    assertEquals("\"\\uFFFDa\\uFFFD\"", Json.write("\ud83da\ude00"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.10000000000000001",
    "1e-7, 9.9999999999999995e-08",
    "1234567.891, 1234567.8910000001",
    "1e20, 1e+20",
    "1e16, 10000000000000000",
    "1e17, 1e+17",
    "0.0001, 0.0001",
    "0.00001, 1.0000000000000001e-05",
    "4.9e-324, 4.9406564584124654e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-2.5, -2.5",
    "-0.0, -0"
  })
  void doublesAreWrittenWithSeventeenDigits(double value, String written) {
    assertEquals(written, Json.write(value));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "9", "10", "99", "100", "9223372036854775807", "-9223372036854775808"})
  void integersAreWrittenInFull(long value) {
    assertEquals(Long.toString(value), Json.write(value));
    assertEquals(Long.toUnsignedString(value), new JsonWriter().unsigned(value).toString());
  }

  @Test
  void theBufferGrowsAndCanBeUsedAgain() {
    JsonWriter out = new JsonWriter();
    String longText = "\u00e9x".repeat(100_000);
    assertEquals(7 * 100_000 + 2, out.value(longText).length());
    assertEquals("[]", out.reset().beginArray().endArray().toString());
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
  }
}
