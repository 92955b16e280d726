package org.pvpanic.guest.shell;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A variable of a shell: its value, or the elements of an array, and its attributes. */
final class Variable {

  private @Nullable String value;
  private @Nullable SortedMap<Integer, String> elements;
  private boolean exported;
  private boolean readOnly;
  private boolean integer;

  Variable() {}

  /** A copy, for a subshell. */
  Variable(Variable other) {
    this.value = other.value;
    this.elements = other.elements == null ? null : new TreeMap<>(other.elements);
    this.exported = other.exported;
    this.readOnly = other.readOnly;
    this.integer = other.integer;
  }

  /** Its value, of an array the first element's; null when it is unset. */
  @Nullable String value() {
    return elements == null ? value : elements.get(0);
  }

  void setValue(@Nullable String text) {
    if (elements == null || text == null) {
      value = text;
    } else {
      elements.put(0, text);
    }
  }

  boolean isSet() {
    return value != null || elements != null;
  }

  /** The elements of an array by their indices, which may have gaps; null when it is none. */
  @Nullable SortedMap<Integer, String> elements() {
    return elements;
  }

  /** Makes it an array; a value becomes its first element. */
  SortedMap<Integer, String> makeArray() {
    SortedMap<Integer, String> all = elements;
    if (all == null) {
      all = new TreeMap<>();
      if (value != null) {
        all.put(0, value);
      }
      elements = all;
      value = null;
    }
    return all;
  }

  boolean isExported() {
    return exported;
  }

  void setExported(boolean on) {
    exported = on;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  void setReadOnly() {
    readOnly = true;
  }

  boolean isInteger() {
    return integer;
  }

  void setInteger(boolean on) {
    integer = on;
  }
}
