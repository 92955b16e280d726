package org.pvpanic.qmp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pvpanic.json.JsonName;
import org.pvpanic.json.JsonWriter;

/**
 * A member of an object.
 *
 * @param name its name on the wire
 * @param type the type of its value
 * @param optional whether it may be absent; its Java value is then an {@code Optional}
 * @param features what the schema lists with it
 * @param reader takes its Java value out of a record
 */
record Member(
    JsonName name, QapiType type, boolean optional, List<String> features, Reader reader) {
  /** Takes a value out of a record. */
  interface Reader {
    Object read(Object holder);
  }

  /**
   * Decodes the member of an object: its Java value, which is an empty Optional if it is absent.
   */
  Object decodeFrom(Map<String, Object> object, Path at) throws QmpException {
    Object json = object.get(name.toString());
    if (json == null) {
      if (!optional) {
        throw at.member(name.toString()).missing();
      }
      return Optional.empty();
    }
    Object value = type.decode(json, at.member(name.toString()));
    return optional ? Optional.of(value) : value;
  }

  /** Writes name and value, or nothing if it is absent. */
  void encodeFrom(Object holder, JsonWriter out) {
    Object value = reader.read(holder);
    if (!optional) {
      out.name(name);
      type.encode(value, out);
    } else if (((Optional<?>) value).isPresent()) {
      out.name(name);
      type.encode(((Optional<?>) value).get(), out);
    }
  }
}
