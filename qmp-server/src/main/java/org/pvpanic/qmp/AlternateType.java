package org.pvpanic.qmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pvpanic.json.JsonNull;
import org.pvpanic.json.JsonWriter;
import org.pvpanic.json.UInt64;

/** An {@link Alternate}: a value whose JSON type says which of several records holds it. */
final class AlternateType implements QapiType {
  private final String name;
  private final List<RecordType> variants = new ArrayList<>();

  AlternateType(Class<?> alternate) {
    name = alternate.getSimpleName();
    for (Class<?> variant : alternate.getPermittedSubclasses()) {
      variants.add(new RecordType(variant));
    }
  }

  /** The types that the value may have. */
  List<QapiType> types() {
    return variants.stream().map(variant -> variant.members().get(0).type()).toList();
  }

  @Override
  public Object decode(Object json, Path at) throws QmpException {
    for (RecordType variant : variants) {
      QapiType type = variant.members().get(0).type();
      if (takes(type, json)) {
        return variant.make(type.decode(json, at));
      }
    }
    throw at.wrongType(name);
  }

  private static boolean takes(QapiType type, Object json) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case STR -> json instanceof String;
        case BOOL -> json instanceof Boolean;
        case NUMBER -> isNumber(json);
        case NULL -> json == JsonNull.NULL;
        case ANY -> true;
      };
    } else if (type instanceof EnumType) {
      return json instanceof String;
    } else if (type instanceof IntegerType) {
      return isNumber(json);
    } else if (type instanceof ListType) {
      return json instanceof List;
    }
    return json instanceof Map;
  }

  private static boolean isNumber(Object json) {
    return json instanceof Number || json instanceof UInt64;
  }

  @Override
  public void encode(Object value, JsonWriter out) {
    for (RecordType variant : variants) {
      if (variant.record() == value.getClass()) {
        Member member = variant.members().get(0);
        member.type().encode(member.reader().read(value), out);
        return;
      }
    }
    throw new IllegalArgumentException("no variant: " + value.getClass());
  }
}
