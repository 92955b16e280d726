package org.pvpanic.qmp;

import org.pvpanic.json.JsonNull;
import org.pvpanic.json.JsonWriter;
import org.pvpanic.json.UInt64;

/** The built-in types other than the integers. */
enum Scalar implements QapiType {
  /** A {@code String}. */
  STR("str", SchemaInfo.JsonType.STRING, "string"),
  /** A {@code boolean}. */
  BOOL("bool", SchemaInfo.JsonType.BOOLEAN, "boolean"),
  /** A {@code double}; JSON's integers are numbers too. */
  NUMBER("number", SchemaInfo.JsonType.NUMBER, "number"),
  /** A {@link JsonNull}. */
  NULL("null", SchemaInfo.JsonType.NULL, "null"),
  /** Any value, as an {@code Object}. */
  ANY("any", SchemaInfo.JsonType.VALUE, "any");

  private final String schemaName;
  private final SchemaInfo.JsonType jsonType;
  private final String inErrors;

  Scalar(String schemaName, SchemaInfo.JsonType jsonType, String inErrors) {
    this.schemaName = schemaName;
    this.jsonType = jsonType;
    this.inErrors = inErrors;
  }

  String schemaName() {
    return schemaName;
  }

  SchemaInfo.JsonType jsonType() {
    return jsonType;
  }

  @Override
  public Object decode(Object json, Path at) throws QmpException {
    if (this == NUMBER && json instanceof UInt64 big) {
      return Double.valueOf(big.toString());
    }
    if (this == NUMBER && json instanceof Number number) {
      return number.doubleValue();
    }
    boolean fits =
        switch (this) {
          case STR -> json instanceof String;
          case BOOL -> json instanceof Boolean;
          case NULL -> json == JsonNull.NULL;
          case NUMBER -> false;
          case ANY -> true;
        };
    if (!fits) {
      throw at.wrongType(inErrors);
    }
    return json;
  }

  @Override
  public void encode(Object value, JsonWriter out) {
    if (this == NUMBER) {
      out.value(((Number) value).doubleValue());
    } else {
      out.value(value);
    }
  }
}
