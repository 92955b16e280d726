package org.pvpanic.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Properties written as text.
 *
 * @param origin the option that they come from, or null
 * @param prefix what messages put before a name, such as {@code smp.}
 * @param style whose words messages are in
 * @param values the values
 */
record TextProperties(
    @Nullable Option origin, String prefix, Style style, Map<String, Object> values)
    implements Properties {

  /** QEMU reads {@code -object} and {@code -global} with readers of their own. */
  enum Style {
    DEVICE("integer", "integer", "size"),
    OBJECT("a uint64 value", "an int64 value", "a size value"),
    GLOBAL("uint64", "int64", "size");

    private final String unsigned;
    private final String signed;
    private final String size;

    Style(String unsigned, String signed, String size) {
      this.unsigned = unsigned;
      this.signed = signed;
      this.size = size;
    }
  }

  static TextProperties of(KeyValues keyValues, Style style, String typeKey) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String key : keyValues.keys()) {
      String value = keyValues.get(key);
      if (value != null && !key.equals(typeKey)) {
        values.put(key, value);
      }
    }
    return new TextProperties(keyValues.origin(), "", style, values);
  }

  @Override
  public Set<String> names() {
    return values.keySet();
  }

  /** Refuses every name but these. */
  void refuseOthers(String... known) {
    for (String name : names()) {
      if (!List.of(known).contains(name)) {
        throw error("Parameter '" + prefix + name + "' is unexpected");
      }
    }
  }

  @Override
  public @Nullable String string(String name) {
    Object value = values.get(name);
    if (value != null && !(value instanceof String)) {
      throw error("Parameters '" + prefix + name + ".*' are unexpected");
    }
    return (String) value;
  }

  @Override
  public boolean flag(String name, boolean otherwise) {
    String value = string(name);
    try {
      return value == null ? otherwise : ValueType.flag(prefix + name, value);
    } catch (QemuError e) {
      throw e.at(origin);
    }
  }

  @Override
  public long unsigned(String name, int bits, long otherwise) {
    boolean object = style == Style.OBJECT;
    long value =
        read(
            name,
            otherwise,
            style.unsigned,
            object ? TextProperties::withoutSign : CNumbers::unsigned);
    if (Long.compareUnsigned(value, -1L >>> (64 - bits)) > 0) {
      throw error("Parameter '" + name + "' expects uint" + bits + "_t");
    }
    return value;
  }

  private static long withoutSign(String text) {
    if (text.indexOf('-') >= 0) {
      throw new NumberFormatException(text);
    }
    return CNumbers.unsigned(text);
  }

  @Override
  public long signed(String name, int bits, long otherwise) {
    long value = read(name, otherwise, style.signed, CNumbers::signed);
    if (bits == 32 && value != (int) value) {
      throw error("Parameter '" + name + "' expects int32_t");
    }
    return value;
  }

  @Override
  public long size(String name, long otherwise) {
    return read(name, otherwise, style.size, text -> Sizes.parse(text, Warnings.NONE));
  }

  @Override
  public QemuError unexpected(String name) {
    return error("Invalid parameter '" + name + "'");
  }

  private long read(String name, long otherwise, String expected, ToLongFunction<String> reader) {
    String value = string(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return reader.applyAsLong(value);
    } catch (NumberFormatException | ArithmeticException e) {
      throw error("Parameter '" + prefix + name + "' expects " + expected);
    }
  }
}
