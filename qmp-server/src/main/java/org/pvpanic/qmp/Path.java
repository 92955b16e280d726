package org.pvpanic.qmp;

import org.jspecify.annotations.Nullable;

/**
 * Where in a command's arguments a value stands, such as {@code keys[0].type}; makes the errors.
 */
final class Path {
  /** The arguments themselves. */
  static final Path ARGUMENTS = new Path(null, null, -1);

  private final @Nullable Path outer;
  private final @Nullable String name;
  private final int index;

  private Path(@Nullable Path outer, @Nullable String name, int index) {
    this.outer = outer;
    this.name = name;
    this.index = index;
  }

  Path member(String member) {
    return new Path(this, member, -1);
  }

  Path element(int position) {
    return new Path(this, null, position);
  }

  QmpException missing() {
    return new QmpException("Parameter '" + this + "' is missing");
  }

  QmpException unexpected() {
    return new QmpException("Parameter '" + this + "' is unexpected");
  }

  QmpException wrongType(String expected) {
    return new QmpException("Invalid parameter type for '" + this + "', expected: " + expected);
  }

  /** A number that is none of the kind. */
  QmpException notA(String kind) {
    return new QmpException("Parameter '" + this + "' expects " + kind);
  }

  /** A number of the kind, but out of its range; QEMU then gives the last part of the path only. */
  QmpException outOfRange(String kind) {
    return new QmpException("Parameter '" + lastPart() + "' expects " + kind);
  }

  /** No value of an enum; QEMU then gives the last part of the path only. */
  QmpException doesNotAccept(String value) {
    return new QmpException("Parameter '" + lastPart() + "' does not accept value '" + value + "'");
  }

  /** QEMU has no name for an element of an array, and prints C's null pointer. */
  private String lastPart() {
    return String.valueOf(name);
  }

  @Override
  public String toString() {
    if (outer == null) {
      return "";
    }
    String prefix = outer.toString();
    if (name == null) {
      return prefix + "[" + index + "]";
    }
    return prefix.isEmpty() ? name : prefix + "." + name;
  }
}
