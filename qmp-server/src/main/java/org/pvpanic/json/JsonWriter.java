package org.pvpanic.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON into a byte buffer that is used again and again, in QEMU's form: ASCII only, {@code
 * ": "} and {@code ", "} between things, or in pretty mode lines that are indented by 4 spaces and
 * end in CR LF.
 *
 * <p>Calls must nest as JSON does; inside an object each value follows a name. The writer keeps the
 * order of the calls, except that {@link #value(Object)} writes a map in QEMU's order.
 */
public final class JsonWriter {
  private static final int INDENT = 4;

  private final boolean pretty;
  private final AsciiBuffer out = new AsciiBuffer();
  private int depth;
  private boolean first = true;
  private boolean named;

  /** Makes a writer that writes on one line. */
  public JsonWriter() {
    this(false);
  }

  /** Makes a writer that indents if {@code pretty} is set. */
  public JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  /** The bytes written: {@link #length} of them from index 0, valid until the next call. */
  public byte[] buffer() {
    return out.bytes();
  }

  /** How many bytes were written since {@link #reset}. */
  public int length() {
    return out.length();
  }

  /** Starts anew. */
  public JsonWriter reset() {
    out.clear();
    depth = 0;
    first = true;
    named = false;
    return this;
  }

  /** Ends a line as QEMU's monitors do, with CR LF. */
  public JsonWriter endLine() {
    out.put('\r');
    out.put('\n');
    return this;
  }

  /** Opens an object. */
  public JsonWriter beginObject() {
    return open('{');
  }

  /** Closes an object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Opens an array. */
  public JsonWriter beginArray() {
    return open('[');
  }

  /** Closes an array. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** Names the member whose value follows. */
  public JsonWriter name(JsonName name) {
    separate();
    out.put(name.encoded());
    named = true;
    return this;
  }

  /** Names the member whose value follows. */
  public JsonWriter name(String name) {
    separate();
    out.quoted(name);
    out.put(": ");
    named = true;
    return this;
  }

  /** Writes a string. A surrogate without its other half becomes U+FFFD. */
  public JsonWriter value(String value) {
    element();
    out.quoted(value);
    return this;
  }

  /** Writes a signed integer. */
  public JsonWriter value(long value) {
    element();
    out.decimal(value);
    return this;
  }

  /** Writes an integer whose 64 bits are unsigned. */
  public JsonWriter unsigned(long bits) {
    return bits >= 0 ? value(bits) : literal(Long.toUnsignedString(bits));
  }

  /** Writes a double as {@code %.17g} gives it; an infinity or NaN is then no JSON. */
  public JsonWriter value(double value) {
    return literal(JsonNumbers.format(value));
  }

  /** Writes a boolean. */
  public JsonWriter value(boolean value) {
    return literal(value ? "true" : "false");
  }

  /**
   * Writes a value of the types that the parser yields, or any other whole number.
   *
   * @throws IllegalArgumentException if it is or holds anything else
   */
  public JsonWriter value(Object value) {
    if (value instanceof String text) {
      return value(text);
    } else if (value instanceof Boolean bool) {
      return value(bool.booleanValue());
    } else if (value instanceof Map<?, ?> map) {
      return object(map);
    } else if (value instanceof List<?> list) {
      return array(list);
    } else if (value instanceof UInt64 number) {
      return unsigned(number.bits());
    } else if (value instanceof Double number) {
      return value(number.doubleValue());
    } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return value(((Number) value).longValue());
    } else if (value == JsonNull.NULL) {
      return literal("null");
    }
    throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
  }

  private JsonWriter array(List<?> list) {
    beginArray();
    for (Object element : list) {
      value(element);
    }
    return endArray();
  }

  @SuppressWarnings("unchecked") // a key that is no string fails in KeyOrder
  private JsonWriter object(Map<?, ?> map) {
    beginObject();
    for (Map.Entry<String, Object> member : KeyOrder.sorted((Map<String, Object>) map)) {
      name(member.getKey());
      value(member.getValue());
    }
    return endObject();
  }

  private JsonWriter open(char bracket) {
    element();
    out.put(bracket);
    depth++;
    first = true;
    return this;
  }

  private JsonWriter close(char bracket) {
    depth--;
    if (pretty) {
      indent();
    }
    out.put(bracket);
    first = false;
    return this;
  }

  private JsonWriter literal(String ascii) {
    element();
    out.put(ascii);
    return this;
  }

  /** Goes to where a value may start. */
  private void element() {
    if (named) {
      named = false;
    } else if (depth > 0) {
      separate();
    }
  }

  private void separate() {
    if (!first) {
      out.put(',');
    }
    if (pretty) {
      indent();
    } else if (!first) {
      out.put(' ');
    }
    first = false;
  }

  private void indent() {
    endLine();
    out.spaces(INDENT * depth);
  }

  /** The text written so far. */
  @Override
  public String toString() {
    return new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
  }
}
