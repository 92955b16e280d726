package org.pvpanic.qmp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pvpanic.json.JsonWriter;

/** An enum: a string out of a list. */
final class EnumType implements QapiType {
  /** A value as the schema lists it. */
  record Value(String name, List<String> features) {}

  private final List<Value> values = new ArrayList<>();
  private final Map<Object, String> names = new HashMap<>();
  private final Map<String, Object> constants = new LinkedHashMap<>();

  EnumType(Class<?> enumClass) {
    for (Object each : enumClass.getEnumConstants()) {
      Enum<?> constant = (Enum<?>) each;
      String name = WireNames.ofConstant(constant);
      names.put(constant, name);
      constants.put(name, constant);
      values.add(new Value(name, WireNames.features(WireNames.field(constant))));
    }
  }

  /** The values in the order of their declaration. */
  List<Value> values() {
    return values;
  }

  @Override
  public Object decode(Object json, Path at) throws QmpException {
    if (!(json instanceof String name)) {
      throw at.wrongType("string");
    }
    Object constant = constants.get(name);
    if (constant == null) {
      throw at.doesNotAccept(name);
    }
    return constant;
  }

  @Override
  public void encode(Object value, JsonWriter out) {
    String name = names.get(value);
    if (name == null) {
      throw new IllegalArgumentException("no value of the enum: " + value);
    }
    out.value(name);
  }
}
