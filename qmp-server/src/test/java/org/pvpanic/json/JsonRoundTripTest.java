package org.pvpanic.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Printing what was parsed and parsing it again changes nothing. */
class JsonRoundTripTest {

  @Provide
  Arbitrary<Object> values() {
    return JsonValues.values();
  }

  @Provide
  Arbitrary<Double> doubles() {
    return JsonValues.doubles();
  }

  @Property
  void whatIsWrittenReadsAsTheSameValue(@ForAll("values") Object value) throws JsonException {
    String plain = Json.write(value);
    assertEquals(reread(value), Json.parse(plain), plain);
    String pretty = new JsonWriter(true).value(value).toString();
    assertEquals(reread(value), Json.parse(pretty), pretty);
  }

  @Property
  void seventeenDigitsAreEnoughForAnyDouble(@ForAll("doubles") double value) throws JsonException {
    double again = ((Number) Json.parse(Json.write(value))).doubleValue();
    assertEquals(value + 0.0, again); // -0.0 is written -0, and that is the integer 0
  }

  /** A whole double is written like an integer, so that is what comes back. */
  private static Object reread(Object value) {
    if (value instanceof Double number) {
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e17;
      return whole ? (Object) number.longValue() : number;
    } else if (value instanceof List<?> list) {
      return list.stream().map(JsonRoundTripTest::reread).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> object = new HashMap<>();
      map.forEach((key, member) -> object.put(key, reread(member)));
      return object;
    }
    return value;
  }
}
