package org.pvpanic.qtest;

import java.util.List;
import java.util.function.ToLongFunction;
import org.pvpanic.options.CNumbers;

/**
 * A line cut at every single blank: a command and its arguments. More arguments than a command
 * takes are ignored.
 *
 * @param all the command first; there is always one, and it may be empty
 */
record Words(List<String> all) {

  private static final int MOST_PORT = 0xffff;

  static Words of(String line) {
    return new Words(List.of(line.split(" ", -1)));
  }

  String command() {
    return all.get(0);
  }

  /** Whether there is an argument of that number, from 1. */
  boolean has(int number) {
    return number < all.size();
  }

  /** An argument, from 1. */
  String text(int number) throws QtestException {
    if (!has(number)) {
      throw new QtestException("Argument " + number + " is missing");
    }
    return all.get(number);
  }

  /** An unsigned number of 64 bits, as C reads it with base 0. */
  long unsigned(int number) throws QtestException {
    return number(number, CNumbers::unsigned);
  }

  /** A signed number of 64 bits, as C reads it with base 0. */
  long signed(int number) throws QtestException {
    return number(number, CNumbers::signed);
  }

  /** A signed number of 32 bits, as C reads it with base 0. */
  int integer(int number) throws QtestException {
    return (int) number(number, text -> Math.toIntExact(CNumbers.signed(text)));
  }

  private long number(int number, ToLongFunction<String> reader) throws QtestException {
    String text = text(number);
    try {
      return reader.applyAsLong(text);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new QtestException("'" + text + "' is not a number");
    }
  }

  /** The number of an I/O port. */
  int port(int number) throws QtestException {
    long port = unsigned(number);
    if (port < 0 || port > MOST_PORT) {
      throw new QtestException("'" + text(number) + "' is not an I/O port");
    }
    return (int) port;
  }

  /** How many bytes, which a command can only do so many of. */
  int size(int number, long most) throws QtestException {
    long size = unsigned(number);
    if (size < 0 || size > most) {
      throw new QtestException("'" + text(number) + "' is too large a size");
    }
    return (int) size;
  }
}
