package org.pvpanic.json;

/** JSON's {@code null}, as a value that collections and {@code Optional} can hold. */
public enum JsonNull {
  /** The one value. */
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
