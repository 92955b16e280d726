package org.pvpanic.qmp;

import org.pvpanic.json.JsonWriter;
import org.pvpanic.json.UInt64;

/**
 * An integer of a width and signedness, held by a Java class.
 *
 * @param boxed {@code Long}, {@code Integer}, {@code Short} or {@code Byte}
 * @param bits the width on the wire: 8, 16, 32 or 64
 * @param unsigned whether it is unsigned
 */
record IntegerType(Class<?> boxed, int bits, boolean unsigned) implements QapiType {
  @Override
  public Object decode(Object json, Path at) throws QmpException {
    return unsigned ? decodeUnsigned(json, at) : decodeSigned(json, at);
  }

  private Object decodeSigned(Object json, Path at) throws QmpException {
    if (!(json instanceof Long value)) {
      throw at.wrongType("integer");
    }
    int unused = Long.SIZE - bits;
    if (value << unused >> unused != value) {
      throw at.outOfRange("int" + bits + "_t");
    }
    return box(value);
  }

  /** Of the unsigned types, QEMU lets the 64-bit one pass a negative number. */
  private Object decodeUnsigned(Object json, Path at) throws QmpException {
    long value;
    if (json instanceof Long number) {
      value = number;
    } else if (json instanceof UInt64 number) {
      value = number.bits();
    } else {
      throw at.notA("uint64");
    }
    int unused = Long.SIZE - bits;
    if (value << unused >>> unused != value) {
      throw at.outOfRange("uint" + bits + "_t");
    }
    return box(value);
  }

  private Object box(long value) {
    if (boxed == Long.class) {
      return value;
    } else if (boxed == Integer.class) {
      return (int) value;
    } else if (boxed == Short.class) {
      return (short) value;
    }
    return (byte) value;
  }

  @Override
  public void encode(Object value, JsonWriter out) {
    long number = ((Number) value).longValue();
    if (unsigned) {
      out.unsigned(number);
    } else {
      out.value(number);
    }
  }
}
