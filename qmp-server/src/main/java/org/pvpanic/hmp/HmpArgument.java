package org.pvpanic.hmp;

import org.jspecify.annotations.Nullable;

/**
 * An argument that a command takes: its name in the handler's {@link HmpCall}, and how it is
 * written.
 */
public final class HmpArgument {

  /** Reads a value; null for none. */
  private interface Reader {
    @Nullable Object read(CommandText text, String command);
  }

  private final String name;
  private final boolean optional;
  private final char option;
  private final boolean format;
  private final Reader reader;

  private HmpArgument(String name, boolean optional, char option, boolean format, Reader reader) {
    this.name = name;
    this.optional = optional;
    this.option = option;
    this.format = format;
    this.reader = reader;
  }

  private static HmpArgument of(String name, Reader reader) {
    return new HmpArgument(name, false, '\0', false, reader);
  }

  /** A word, or anything between double quotes. */
  public static HmpArgument string(String name) {
    return of(name, (text, command) -> required(text.string(), command + ": string expected"));
  }

  /** The rest of the line. */
  public static HmpArgument rest(String name) {
    return of(
        name,
        (text, command) ->
            required(text.atEnd() ? null : text.rest(), command + ": string expected"));
  }

  private static String required(@Nullable String value, String complaint) {
    if (value == null) {
      throw new HmpException(complaint);
    }
    return value;
  }

  /** An expression that has to fit 32 bits; its value is not negative. */
  public static HmpArgument integer(String name) {
    return of(name, (text, command) -> integer(text, command));
  }

  private static Long integer(CommandText text, String command) {
    long value = new Expression(text).evaluate();
    if (value >>> 32 != 0) {
      throw new HmpException("'" + command + "' has failed: integer is for 32-bit values");
    }
    return value;
  }

  /** A dot and an {@link #integer} behind it, or nothing. */
  public static HmpArgument dotted(String name) {
    return of(
        name,
        (text, command) -> {
          if (text.peek() != '.') {
            return null;
          }
          text.next();
          return integer(text, command);
        });
  }

  /** An expression of 64 bits. */
  public static HmpArgument wide(String name) {
    return of(name, (text, command) -> new Expression(text).evaluate());
  }

  /** An expression in MiB; its value is in bytes. */
  public static HmpArgument megabytes(String name) {
    return of(
        name,
        (text, command) -> {
          long value = new Expression(text).evaluate();
          if (value < 0) {
            throw new HmpException("enter a positive value");
          }
          return value << 20;
        });
  }

  /** {@code -o} for true, or nothing. Options come in the order in which they are declared. */
  public static HmpArgument option(String name, char letter) {
    return new HmpArgument(name, false, letter, false, (text, command) -> true);
  }

  /** A {@link DisplayFormat} behind a slash; where there is none the last one holds. */
  public static HmpArgument format() {
    return new HmpArgument("fmt", false, '\0', true, (text, command) -> null);
  }

  /** This argument, which may be left out at the end of the line. */
  public HmpArgument orNothing() {
    return new HmpArgument(name, true, option, format, reader);
  }

  String name() {
    return name;
  }

  /** The letter of an option, else NUL. */
  char option() {
    return option;
  }

  boolean isFormat() {
    return format;
  }

  /**
   * Reads it from {@code text}, which is not at a blank.
   *
   * @param command the command as its complaints name it
   * @return the value, or null for none
   */
  @Nullable Object read(CommandText text, String command) {
    return optional && text.atEnd() ? null : reader.read(text, command);
  }
}
