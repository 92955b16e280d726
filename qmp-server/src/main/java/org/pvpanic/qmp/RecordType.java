package org.pvpanic.qmp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
  private static final MethodType READER = MethodType.methodType(Object.class, Object.class);
  private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);

  private final Class<?> record;
  private final @Nullable Member tag;
  private volatile Member @Nullable [] members;
  private volatile Member @Nullable [] wireOrder;
  private volatile @Nullable MethodHandle maker;

  RecordType(Class<?> record) {
    this.record = record;
    this.tag = null;
  }

  /** A variant of a union whose tag is none of the record's components, but always this value. */
  RecordType(Class<?> record, JsonName tagName, String tagValue) {
    this.record = record;
    MethodHandle constant = MethodHandles.constant(Object.class, tagValue);
    MethodHandle reader = MethodHandles.dropArguments(constant, 0, Object.class);
    this.tag = new Member(tagName, Scalar.STR, false, List.of(), reader);
  }

  Class<?> record() {
    return record;
  }

  /** The record's components in the order of their declaration. */
  List<Member> members() {
    return Collections.unmodifiableList(Arrays.asList(resolved()));
  }

  @Override
  public Object decode(Object json, Path at) throws QmpException {
    Map<String, Object> object = Json.asObject(json);
    if (object == null) {
      throw at.wrongType("object");
    }
    Member[] all = resolved();
    Object[] values = new Object[all.length];
    int found = tag == null ? 0 : 1;
    for (int i = 0; i < all.length; i++) {
      values[i] = all[i].decodeFrom(object, at);
      if (object.containsKey(all[i].name().toString())) {
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
    for (Member member : resolved()) {
      known.add(member.name().toString());
    }
    if (tag != null) {
      known.add(tag.name().toString());
    }
    return at.member(UnexpectedMember.of(object, known)).unexpected();
  }

  @Override
  public void encode(Object value, JsonWriter out) {
    out.beginObject();
    for (Member member : inWireOrder()) {
      member.encodeFrom(value, out);
    }
    out.endObject();
  }

  /** Makes a record of its components' values. */
  Object make(Object... values) {
    MethodHandle constructor = maker;
    if (constructor == null) {
      constructor = findConstructor();
      maker = constructor;
    }
    try {
      return (Object) constructor.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private Member[] resolved() {
    Member[] found = members;
    if (found == null) {
      found = findMembers();
      members = found;
    }
    return found;
  }

  private Member[] inWireOrder() {
    Member[] found = wireOrder;
    if (found == null) {
      List<Member> all = new ArrayList<>(members());
      if (tag != null) {
        all.add(0, tag);
      }
      Collections.reverse(all);
      all.sort(Comparator.comparing(Member::name, JsonName.QEMU_ORDER));
      found = all.toArray(new Member[0]);
      wireOrder = found;
    }
    return found;
  }

  private Member[] findMembers() {
    MethodHandles.Lookup lookup = lookup();
    RecordComponent[] components = record.getRecordComponents();
    Member[] found = new Member[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      boolean optional = component.getType() == Optional.class;
      AnnotatedType type = component.getAnnotatedType();
      if (optional) {
        type = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
      }
      found[i] =
          new Member(
              JsonName.of(WireNames.of(component, component.getName())),
              QapiTypes.of(type),
              optional,
              WireNames.features(component),
              reader(lookup, component));
    }
    return found;
  }

  private static MethodHandle reader(MethodHandles.Lookup lookup, RecordComponent component) {
    try {
      return lookup.unreflect(component.getAccessor()).asType(READER);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private MethodHandle findConstructor() {
    Class<?>[] types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return lookup()
          .findConstructor(record, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, types.length)
          .asType(MAKER);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private MethodHandles.Lookup lookup() {
    try {
      return MethodHandles.privateLookupIn(record, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
