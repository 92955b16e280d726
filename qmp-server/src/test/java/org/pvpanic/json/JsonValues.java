package org.pvpanic.json;

import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arbitrary values of the types that the parser yields. */
final class JsonValues {
  private static final int DEPTH = 4;
  private static final int SIZE = 5;

  private JsonValues() {}

  /** Any value that has a JSON form: all but infinities, which QEMU writes as {@code inf}. */
  static Arbitrary<Object> values() {
    return Arbitraries.recursive(JsonValues::scalars, JsonValues::containersOf, 0, DEPTH);
  }

  private static Arbitrary<Object> scalars() {
    return Arbitraries.oneOf(
        Arbitraries.just(JsonNull.NULL),
        Arbitraries.of(true, false).map(Function.identity()),
        Arbitraries.longs().map(Function.identity()),
        Arbitraries.longs().lessOrEqual(-1).map(UInt64::new),
        doubles().map(Function.identity()),
        texts().map(Function.identity()));
  }

  /** Every bit pattern but those of infinities and NaNs, and numbers that people write. */
  static Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
            Arbitraries.longs().map(Double::longBitsToDouble), Arbitraries.doubles())
        .filter(Double::isFinite);
  }

  /** Texts of all characters that QEMU's strings may hold, U+0000 among them. */
  static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 0xff),
            Arbitraries.integers().between(0, Character.MAX_CODE_POINT))
        .filter(ModifiedUtf8::isValid)
        .array(int[].class)
        .ofMaxSize(SIZE)
        .map(codePoints -> new String(codePoints, 0, codePoints.length));
  }

  private static Arbitrary<Object> containersOf(Arbitrary<Object> elements) {
    return Arbitraries.oneOf(
        elements,
        elements.list().ofMaxSize(SIZE).map(Function.identity()),
        Arbitraries.maps(texts(), elements).ofMaxSize(SIZE).map(Function.identity()));
  }
}
