package org.pvpanic.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRoundTripTest {
  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 6 : 8)) {
      case 0 -> JsonNull.NULL;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> new UInt64(Long.MIN_VALUE | random.nextLong());
      // A fraction, since a whole double is written like an integer.
      case 4 -> (random.nextInt(1000) + 0.5) * Math.pow(2, -random.nextInt(100));
      case 5 -> text(random);
      case 6 -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          list.add(value(random, depth + 1));
        }
        yield list;
      }
      default -> {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.put(text(random), value(random, depth + 1));
        }
        yield object;
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
      text.appendCodePoint(ModifiedUtf8.isValid(codePoint) ? codePoint : '?');
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsWrittenReadsAsTheSameValue(long seed) throws JsonException {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Object value = value(random, 0);
      String written = Json.write(value);
      assertEquals(value, Json.parse(written), written);
      assertEquals(value, Json.parse(new JsonWriter(true).value(value).toString()));
    }
  }
}
