package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of qtest that reads or writes a port or memory.
 *
 * @param verb the command, such as {@code outb} or {@code memset}
 * @param address of the first byte
 * @param operands what follows: the size in bytes of {@code read}, {@code write} and {@code
 *     memset}, then the value that is written
 */
record Access(String verb, long address, List<String> operands) {

  /** An access without operands, or with a value. */
  static Access of(String verb, long address, long... operands) {
    List<String> texts = new ArrayList<>();
    for (long operand : operands) {
      texts.add(hex(operand));
    }
    return new Access(verb, address, texts);
  }

  /** Writes {@code bytes}, two hexadecimal digits each, one after the other. */
  static Access write(long address, String bytes) {
    return new Access("write", address, List.of(hex(bytes.length() / 2), "0x" + bytes));
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  /** Whether it is one to I/O space. */
  boolean toPort() {
    return verb.startsWith("in") || verb.startsWith("out");
  }

  boolean isRead() {
    return verb.startsWith("in") || verb.startsWith("read");
  }

  /** How many bytes are touched. */
  long length() {
    return switch (verb.charAt(verb.length() - 1)) {
      case 'b' -> 1;
      case 'w' -> 2;
      case 'l' -> 4;
      case 'q' -> 8;
      default -> number(0);
    };
  }

  /** The value that is written, if it is a number; the last operand. */
  long value() {
    return number(operands.size() - 1);
  }

  private long number(int operand) {
    return Long.parseUnsignedLong(operands.get(operand).substring(2), 16);
  }

  /** The address that many bytes on. */
  long at(long offset) {
    return address + offset;
  }

  /** The same access with a simpler value. */
  Stream<Access> simpler() {
    boolean number = verb.startsWith("out") || verb.matches("write[bwlq]");
    if (!number || value() == 0) {
      return Stream.empty();
    }
    return Stream.of(0L, Long.lowestOneBit(value()), Long.highestOneBit(value()))
        .filter(v -> v != value())
        .map(v -> of(verb, address, v));
  }

  /** As it is sent. */
  @Override
  public String toString() {
    return Stream.concat(Stream.of(verb, hex(address)), operands.stream())
        .collect(Collectors.joining(" "));
  }
}
