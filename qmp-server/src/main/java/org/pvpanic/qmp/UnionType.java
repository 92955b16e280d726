package org.pvpanic.qmp;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonName;
import org.pvpanic.json.JsonWriter;

/** A {@link Union}: an object whose tag says which of several records holds it. */
final class UnionType implements QapiType {
  private final JsonName tag;
  private final @Nullable EnumType tagEnum;
  private final Set<String> commonNames = new HashSet<>();
  private final Map<String, RecordType> cases = new LinkedHashMap<>();
  private final Map<Class<?>, RecordType> types = new HashMap<>();
  private @Nullable RecordType otherwise;
  private volatile @Nullable List<Member> common;

  UnionType(Class<?> union) {
    tag = JsonName.of(union.getAnnotation(Union.class).tag());
    EnumType declaredTag = null;
    for (Method accessor : union.getDeclaredMethods()) {
      if (Modifier.isAbstract(accessor.getModifiers())) {
        String name = WireNames.of(accessor, accessor.getName());
        commonNames.add(name);
        if (name.equals(tag.toString())) {
          declaredTag = (EnumType) QapiTypes.of(accessor.getReturnType());
        }
      }
    }
    tagEnum = declaredTag;
    for (Class<?> variant : union.getPermittedSubclasses()) {
      add(variant);
    }
  }

  private void add(Class<?> variant) {
    String name = WireNames.of(variant, variant.getSimpleName());
    RecordType type =
        tagEnum == null ? new RecordType(variant, tag, name) : new RecordType(variant);
    types.put(variant, type);
    if (variant.isAnnotationPresent(Otherwise.class)) {
      otherwise = type;
    } else {
      cases.put(name, type);
    }
  }

  /** The tag's name on the wire. */
  String tag() {
    return tag.toString();
  }

  /** The tag's enum, or null if it has just the variants' names. */
  @Nullable EnumType tagEnum() {
    return tagEnum;
  }

  /** Each case with the record that holds it, in the order of their declaration. */
  Map<String, RecordType> cases() {
    if (tagEnum == null || otherwise == null) {
      return cases;
    }
    Map<String, RecordType> all = new LinkedHashMap<>();
    for (EnumType.Value value : tagEnum.values()) {
      all.put(value.name(), cases.getOrDefault(value.name(), otherwise));
    }
    return all;
  }

  /** The members that every variant has, the tag among them only if it has an enum. */
  List<Member> common() {
    List<Member> known = common;
    if (known == null) {
      known = membersOf(types.values().iterator().next(), true);
      common = known;
    }
    return known;
  }

  /** The members that only this variant has. */
  List<Member> own(RecordType variant) {
    return membersOf(variant, false);
  }

  private List<Member> membersOf(RecordType variant, boolean common) {
    List<Member> found = new ArrayList<>();
    for (Member member : variant.members()) {
      if (commonNames.contains(member.name().toString()) == common) {
        found.add(member);
      }
    }
    return found;
  }

  /** As in QEMU, what is wrong with a common member is told before the variant is looked at. */
  @Override
  public Object decode(Object json, Path at) throws QmpException {
    Map<String, Object> object = Json.asObject(json);
    if (object == null) {
      throw at.wrongType("object");
    }
    for (Member member : common()) {
      member.decodeFrom(object, at);
    }
    return variant(object, at).decode(json, at);
  }

  private RecordType variant(Map<String, Object> object, Path at) throws QmpException {
    Path tagPath = at.member(tag.toString());
    Object value = object.get(tag.toString());
    if (value == null) {
      throw tagPath.missing();
    }
    if (!(value instanceof String name)) {
      throw tagPath.wrongType("string");
    }
    RecordType variant = cases.getOrDefault(name, otherwise);
    if (variant == null) {
      throw tagPath.doesNotAccept(name);
    }
    return variant;
  }

  @Override
  public void encode(Object value, JsonWriter out) {
    RecordType type = types.get(value.getClass());
    if (type == null) {
      throw new IllegalArgumentException("no variant: " + value.getClass());
    }
    type.encode(value, out);
  }
}
