package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of a command before expansion.
 *
 * @param typed how it was typed
 * @param parts what it is made of
 */
record Word(String typed, List<Part> parts) {

  /** A piece of a word. */
  sealed interface Part {}

  /** Text outside quotes. */
  record Literal(String text) implements Part {}

  /** Text in quotes: it is never split, dropped or a pattern. */
  record Quoted(String text) implements Part {}

  /** What stands in double quotes. */
  record DoubleQuoted(List<Part> parts) implements Part {}

  /**
   * A parameter.
   *
   * @param name of a variable, a number, or a special parameter's character
   * @param subscript of an array's element, {@code @} or {@code *}, or null
   * @param operation what is done to its value
   * @param colon whether an empty value counts as none
   * @param argument what stands behind the operator
   * @param second the replacement, or the length; null when it was left out
   * @param quoted whether it stands in double quotes
   */
  record Parameter(
      String name,
      @Nullable Word subscript,
      Operation operation,
      boolean colon,
      List<Part> argument,
      @Nullable List<Part> second,
      boolean quoted)
      implements Part {}

  /** What an expansion does to a parameter's value. */
  enum Operation {
    NONE,
    LENGTH,
    DEFAULT,
    ASSIGN,
    ERROR,
    ALTERNATIVE,
    REMOVE_PREFIX,
    REMOVE_LONGEST_PREFIX,
    REMOVE_SUFFIX,
    REMOVE_LONGEST_SUFFIX,
    REPLACE,
    REPLACE_ALL,
    SUBSTRING,
    INDIRECT,
    KEYS,
    UPPER_FIRST,
    UPPER,
    LOWER_FIRST,
    LOWER
  }

  /** A parameter expansion that is none; it is an error once it is expanded. */
  record BadSubstitution(String typed, int line) implements Part {}

  /**
   * The output of commands.
   *
   * @param script null when there is none
   */
  record Substitution(@Nullable Node script, boolean quoted) implements Part {}

  /** The value of an arithmetic expression. */
  record Calculation(List<Part> expression, boolean quoted) implements Part {}

  /** The elements of an array, in an assignment of bash. */
  record Elements(List<Word> words) implements Part {}

  /** The word when it is nothing but text outside quotes, else "". */
  String plain() {
    return parts.size() == 1 && parts.get(0) instanceof Literal literal ? literal.text() : "";
  }

  /** Whether any of it was quoted: then a here-document is taken as it is. */
  boolean isQuoted() {
    for (Part part : parts) {
      if (part instanceof Quoted || part instanceof DoubleQuoted) {
        return true;
      }
    }
    return false;
  }
}
