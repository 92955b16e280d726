package org.pvpanic.options;

/** What reads the JSON form of an option. */
@FunctionalInterface
public interface JsonReader {

  /**
   * Reads one JSON value.
   *
   * @param text the whole text
   * @return a {@code Map<String, Object>} for an object, whose values are maps, lists, strings,
   *     booleans and numbers: {@code Long} or {@code BigInteger} for integers, other numbers
   *     otherwise
   * @throws QemuError with the parser's message, such as {@code JSON parse error, premature EOI}
   */
  Object read(String text);
}
