package org.pvpanic.json;

import java.util.Arrays;

/** A member name that is written often: its bytes and its place are worked out once. */
public final class JsonName {
  private final String text;
  private final byte[] encoded;
  private final int bucket;

  private JsonName(String text) {
    this.text = text;
    this.bucket = KeyOrder.bucket(text);
    AsciiBuffer out = new AsciiBuffer();
    out.quoted(text);
    out.put(": ");
    this.encoded = Arrays.copyOf(out.bytes(), out.length());
  }

  /** Makes a name from its plain text. */
  public static JsonName of(String text) {
    return new JsonName(text);
  }

  /** The name's place among others: see {@link KeyOrder#bucket}. */
  public int bucket() {
    return bucket;
  }

  /** The name, colon and space included, as it is written. */
  byte[] encoded() {
    return encoded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonName name && name.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The plain text. */
  @Override
  public String toString() {
    return text;
  }
}
