package org.pvpanic.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A long message costs its length, whatever pieces it comes in: no byte is looked at again. */
class JsonPiecesTest {
  private static final int MEBIBYTE = 1 << 20;

  @ParameterizedTest
  @CsvSource({"1, 16", "7, 60", "4096, 60", "65536, 60"})
  void aLongMessageMayComeInAnyPieces(int piece, int mebibytes) {
    byte[] message = message(mebibytes * MEBIBYTE);
    Object[] result = new Object[1];
    JsonParser parser =
        new JsonParser(
            new JsonParser.Listener() {
              @Override
              public void value(Object value) {
                result[0] = value;
              }

              @Override
              public void error(String text) {
                result[0] = text;
              }
            });
    for (int at = 0; at < message.length; ) {
      at += parser.feed(message, at, Math.min(piece, message.length - at));
    }
    Map<String, Object> object = Objects.requireNonNull(Json.asObject(result[0]));
    assertTrue(object.get("text") instanceof String text && text.length() == mebibytes * MEBIBYTE);
    assertTrue(object.get("numbers") instanceof List<?> numbers && numbers.size() == 1_000_000);
  }

  /** A text of that length beside a million numbers. */
  private static byte[] message(int length) {
    byte[] head = "{\"text\":\"".getBytes(US_ASCII);
    byte[] tail = ("\",\"numbers\":[1" + ",1".repeat(999_999) + "]}").getBytes(US_ASCII);
    byte[] message = new byte[head.length + length + tail.length];
    Arrays.fill(message, (byte) 'x');
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(tail, 0, message, head.length + length, tail.length);
    return message;
  }
}
