package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ZERO;
import static org.pvpanic.acpi.Aml.list;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.packaged;

/**
 * What a method of AML does: statements (ACPI 6.5, 20.2.5.3) and expressions (20.2.5.4). Where an
 * expression may have a target and none is given, its value goes where it stands.
 */
final class AmlCode {

  private static final int FOREVER = 0xffff;

  private AmlCode() {}

  static Aml local(int number) {
    return Aml.of(0x60 + number);
  }

  static Aml arg(int number) {
    return Aml.of(0x68 + number);
  }

  static Aml store(Aml value, Aml target) {
    return list(Aml.of(0x70), value, target);
  }

  static Aml add(Aml left, Aml right) {
    return list(Aml.of(0x72), left, right, ZERO);
  }

  static Aml subtract(Aml left, Aml right, Aml target) {
    return list(Aml.of(0x74), left, right, target);
  }

  static Aml increment(Aml target) {
    return list(Aml.of(0x75), target);
  }

  static Aml shiftLeft(Aml value, Aml count) {
    return list(Aml.of(0x79), value, count, ZERO);
  }

  static Aml shiftRight(Aml value, Aml count, Aml target) {
    return list(Aml.of(0x7a), value, count, target);
  }

  static Aml and(Aml left, Aml right) {
    return and(left, right, ZERO);
  }

  static Aml and(Aml left, Aml right, Aml target) {
    return list(Aml.of(0x7b), left, right, target);
  }

  static Aml or(Aml left, Aml right, Aml target) {
    return list(Aml.of(0x7d), left, right, target);
  }

  static Aml derefOf(Aml reference) {
    return list(Aml.of(0x83), reference);
  }

  static Aml signal(Aml object, Aml value) {
    return list(Aml.of(0x86), object, value);
  }

  static Aml sizeOf(Aml object) {
    return list(Aml.of(0x87), object);
  }

  static Aml index(Aml source, Aml position) {
    return list(Aml.of(0x88), source, position, ZERO);
  }

  /** CreateDWordField (source, offset in bytes, name). */
  static Aml dwordField(Aml source, int offset, String name) {
    return list(Aml.of(0x8a), source, Aml.integer(offset), name(name));
  }

  static Aml both(Aml left, Aml right) {
    return list(Aml.of(0x90), left, right);
  }

  static Aml either(Aml left, Aml right) {
    return list(Aml.of(0x91), left, right);
  }

  static Aml not(Aml condition) {
    return list(Aml.of(0x92), condition);
  }

  static Aml equal(Aml left, Aml right) {
    return list(Aml.of(0x93), left, right);
  }

  static Aml greater(Aml left, Aml right) {
    return list(Aml.of(0x94), left, right);
  }

  static Aml less(Aml left, Aml right) {
    return list(Aml.of(0x95), left, right);
  }

  static Aml toBuffer(Aml value, Aml target) {
    return list(Aml.of(0x96), value, target);
  }

  static Aml toHexString(Aml value, Aml target) {
    return list(Aml.of(0x98), value, target);
  }

  static Aml when(Aml condition, Aml... then) {
    return packaged(0xa0, condition, list(then));
  }

  /** What is done when the condition of the {@link #when} before does not hold. */
  static Aml otherwise(Aml... terms) {
    return packaged(0xa1, terms);
  }

  static Aml whileLoop(Aml condition, Aml... terms) {
    return packaged(0xa2, condition, list(terms));
  }

  static Aml breakLoop() {
    return Aml.of(0xa5);
  }

  static Aml giveBack(Aml value) {
    return list(Aml.of(0xa4), value);
  }

  static Aml acquire(String mutex) {
    return list(Aml.of(0x5b, 0x23), name(mutex), Aml.of(FOREVER & 0xff, FOREVER >> 8));
  }

  static Aml release(String mutex) {
    return list(Aml.of(0x5b, 0x27), name(mutex));
  }

  static Aml debug() {
    return Aml.of(0x5b, 0x31);
  }

  static Aml call(String method, Aml... arguments) {
    return list(name(method), list(arguments));
  }
}
