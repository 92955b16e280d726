package org.pvpanic.qmp;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonName;
import org.pvpanic.json.JsonWriter;

/**
 * An object that a record holds. What the record looks like is found out at the first use, so that
 * a declaration costs nothing and types may contain themselves.
 */
final class RecordType implements QapiType {
  /**
   * What the record looks like.
   *
   * @param members its components in the order of their declaration
   * @param wireOrder what is written, in QEMU's order
   */
  private record Shape(List<Member> members, List<Member> wireOrder, Maker maker) {}

  private final Class<?> record;
  private final @Nullable Member tag;
  private volatile @Nullable Shape shape;

  RecordType(Class<?> record) {
    this.record = record;
    this.tag = null;
  }

  /** A variant of a union whose tag is none of the record's components, but always this value. */
  RecordType(Class<?> record, JsonName tagName, String tagValue) {
    this.record = record;
    this.tag = new Member(tagName, Scalar.STR, false, List.of(), holder -> tagValue);
  }

  Class<?> record() {
    return record;
  }

  /** The record's components in the order of their declaration. */
  List<Member> members() {
    return shape().members();
  }

  @Override
  public Object decode(Object json, Path at) throws QmpException {
    Map<String, Object> object = Json.asObject(json);
    if (object == null) {
      throw at.wrongType("object");
    }
    List<Member> members = members();
    Object[] values = new Object[members.size()];
    int found = tag == null ? 0 : 1;
    for (int i = 0; i < values.length; i++) {
      Member member = members.get(i);
      values[i] = member.decodeFrom(object, at);
      if (object.containsKey(member.name().toString())) {
        found++;
      }
    }
    if (found < object.size()) {
      throw unexpected(object, at);
    }
    return make(values);
  }

  private QmpException unexpected(Map<String, Object> object, Path at) {
    Set<String> known = new HashSet<>();
    shape().wireOrder().forEach(member -> known.add(member.name().toString()));
    return at.member(UnexpectedMember.of(object, known)).unexpected();
  }

  @Override
  public void encode(Object value, JsonWriter out) {
    out.beginObject();
    for (Member member : shape().wireOrder()) {
      member.encodeFrom(value, out);
    }
    out.endObject();
  }

  /** Makes a record of its components' values. */
  Object make(Object... values) {
    return shape().maker().make(values);
  }

  private Shape shape() {
    Shape known = shape;
    if (known == null) {
      known = findShape();
      shape = known;
    }
    return known;
  }

  private Shape findShape() {
    List<Member> members = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      members.add(member(component));
    }
    List<Member> written = new ArrayList<>(members);
    if (tag != null) {
      written.add(0, tag);
    }
    Collections.reverse(written);
    written.sort((a, b) -> Integer.compare(a.name().bucket(), b.name().bucket()));
    return new Shape(List.copyOf(members), List.copyOf(written), new Maker(record));
  }

  private static Member member(RecordComponent component) {
    boolean optional = component.getType() == Optional.class;
    Type type = component.getGenericType();
    if (optional) {
      type = ((ParameterizedType) type).getActualTypeArguments()[0];
    }
    return new Member(
        JsonName.of(WireNames.of(component, component.getName())),
        QapiTypes.of(type, component.getAnnotation(Unsigned.class)),
        optional,
        WireNames.features(component),
        new Component(component.getAccessor()));
  }
}
