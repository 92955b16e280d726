package org.pvpanic.qmp;

import org.pvpanic.json.JsonWriter;

/** A type of the QAPI schema: how its values come from JSON and go to JSON. */
sealed interface QapiType
    permits Scalar, IntegerType, EnumType, ListType, RecordType, UnionType, AlternateType {
  /**
   * Decodes a value.
   *
   * @param json a value of {@code org.pvpanic.json}
   * @param at where it stands, for error texts
   */
  Object decode(Object json, Path at) throws QmpException;

  /** Writes a value that is of the type's Java class. */
  void encode(Object value, JsonWriter out);
}
