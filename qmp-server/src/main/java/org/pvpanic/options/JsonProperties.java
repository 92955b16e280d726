package org.pvpanic.options;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Properties written as JSON.
 *
 * @param origin the option that they come from, or null
 * @param values the members, as {@link JsonReader} gives them
 */
record JsonProperties(@Nullable Option origin, Map<String, Object> values) implements Properties {

  @Override
  public Set<String> names() {
    return values.keySet();
  }

  @Override
  public @Nullable String string(String name) {
    if (!values.containsKey(name)) {
      return null;
    }
    if (values.get(name) instanceof String value) {
      return value;
    }
    throw wrongType(name, "string");
  }

  @Override
  public boolean flag(String name, boolean otherwise) {
    if (!values.containsKey(name)) {
      return otherwise;
    }
    if (values.get(name) instanceof Boolean value) {
      return value;
    }
    throw wrongType(name, "boolean");
  }

  @Override
  public long unsigned(String name, int bits, long otherwise) {
    if (!values.containsKey(name)) {
      return otherwise;
    }
    Object given = values.get(name);
    boolean fits =
        given instanceof Long || (given instanceof BigInteger big && big.bitLength() <= 64);
    if (!fits) {
      throw error("Parameter '" + name + "' expects uint64");
    }
    long value = ((Number) given).longValue(); // A negative one wraps.
    if (Long.compareUnsigned(value, -1L >>> (64 - bits)) > 0) {
      throw error("Parameter '" + name + "' expects uint" + bits + "_t");
    }
    return value;
  }

  @Override
  public long signed(String name, int bits, long otherwise) {
    if (!values.containsKey(name)) {
      return otherwise;
    }
    if (!(values.get(name) instanceof Long value)) {
      throw wrongType(name, "integer");
    }
    if (bits == 32 && value != value.intValue()) {
      throw error("Parameter '" + name + "' expects int32_t");
    }
    return value;
  }

  @Override
  public long size(String name, long otherwise) {
    return unsigned(name, 64, otherwise);
  }

  @Override
  public QemuError unexpected(String name) {
    return error("Parameter '" + name + "' is unexpected");
  }

  private QemuError wrongType(String name, String expected) {
    return error("Invalid parameter type for '" + name + "', expected: " + expected);
  }
}
