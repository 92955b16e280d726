package org.pvpanic.qmp;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.json.JsonWriter;

/**
 * An array.
 *
 * @param element the type of its elements
 */
record ListType(QapiType element) implements QapiType {
  @Override
  public Object decode(Object json, Path at) throws QmpException {
    if (!(json instanceof List<?> array)) {
      throw at.wrongType("array");
    }
    List<Object> list = new ArrayList<>(array.size());
    for (Object item : array) {
      list.add(element.decode(item, at.element(list.size())));
    }
    return List.copyOf(list);
  }

  @Override
  public void encode(Object value, JsonWriter out) {
    out.beginArray();
    for (Object item : (List<?>) value) {
      element.encode(item, out);
    }
    out.endArray();
  }
}
