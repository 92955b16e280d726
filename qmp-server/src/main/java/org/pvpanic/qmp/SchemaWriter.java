package org.pvpanic.qmp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.JsonNull;

/**
 * Describes the commands and events of a register, and the types that they use, as {@code
 * query-qmp-schema} does.
 */
final class SchemaWriter {
  /** The object without members; other types are numbered as they are met. */
  private static final String EMPTY = "0";

  private final List<SchemaInfo> entries = new ArrayList<>();
  private final Map<QapiType, String> numbers = new HashMap<>();

  /** Names of built-in types, arrays and the empty object that have their entry. */
  private final Set<String> described = new HashSet<>();

  /** Descriptions to be made: not at once, since types may contain themselves. */
  private final Deque<Runnable> pending = new ArrayDeque<>();

  private int count;

  private SchemaWriter() {}

  static List<SchemaInfo> describe(QmpCommands commands) {
    SchemaWriter writer = new SchemaWriter();
    commands.all().forEach(writer::command);
    commands.events().forEach(writer::event);
    while (!writer.pending.isEmpty()) {
      writer.pending.remove().run();
    }
    return List.copyOf(writer.entries);
  }

  private void command(QmpCommand command) {
    entries.add(
        new SchemaInfo.CommandInfo(
            command.name(),
            optional(command.features()),
            nameOf(command.argumentType()),
            nameOrEmpty(command.resultType()),
            command.outOfBand() ? Optional.of(true) : Optional.empty()));
  }

  private void event(QmpEvent<?> event) {
    entries.add(
        new SchemaInfo.EventInfo(
            event.name(), optional(event.features()), nameOrEmpty(event.dataType())));
  }

  private String nameOrEmpty(@Nullable QapiType type) {
    return type == null ? empty() : nameOf(type);
  }

  private String nameOf(QapiType type) {
    if (type instanceof Scalar scalar) {
      return builtin(scalar.schemaName(), scalar.jsonType());
    } else if (type instanceof IntegerType) {
      return builtin("int", SchemaInfo.JsonType.INT);
    } else if (type instanceof ListType list) {
      return array(nameOf(list.element()));
    } else if (type instanceof RecordType object && object.members().isEmpty()) {
      return empty();
    }
    String known = numbers.get(type);
    if (known != null) {
      return known;
    }
    String name = number();
    numbers.put(type, name);
    pending.add(() -> describe(name, type));
    return name;
  }

  private String number() {
    count++;
    return Integer.toString(count);
  }

  private String builtin(String name, SchemaInfo.JsonType json) {
    if (described.add(name)) {
      entries.add(new SchemaInfo.BuiltinInfo(name, Optional.empty(), json));
    }
    return name;
  }

  private String array(String element) {
    String name = "[" + element + "]";
    if (described.add(name)) {
      entries.add(new SchemaInfo.ArrayInfo(name, Optional.empty(), element));
    }
    return name;
  }

  private String empty() {
    if (described.add(EMPTY)) {
      object(EMPTY, List.of(), List.of());
    }
    return EMPTY;
  }

  private void describe(String name, QapiType type) {
    if (type instanceof EnumType values) {
      enumeration(name, values.values());
    } else if (type instanceof RecordType object) {
      object(name, WireNames.features(object.record()), object.members());
    } else if (type instanceof UnionType union) {
      union(name, union);
    } else if (type instanceof AlternateType alternate) {
      List<SchemaInfo.AlternateMember> types = new ArrayList<>();
      alternate.types().forEach(each -> types.add(new SchemaInfo.AlternateMember(nameOf(each))));
      entries.add(new SchemaInfo.AlternateInfo(name, Optional.empty(), types));
    }
  }

  private void enumeration(String name, List<EnumType.Value> values) {
    List<SchemaInfo.EnumMember> members =
        values.stream()
            .map(value -> new SchemaInfo.EnumMember(value.name(), optional(value.features())))
            .toList();
    List<String> names = values.stream().map(EnumType.Value::name).toList();
    entries.add(new SchemaInfo.EnumInfo(name, Optional.empty(), members, names));
  }

  private void object(String name, List<String> features, List<Member> members) {
    entries.add(
        new SchemaInfo.ObjectInfo(
            name,
            optional(features),
            members.stream().map(this::member).toList(),
            Optional.empty(),
            Optional.empty()));
  }

  private SchemaInfo.ObjectMember member(Member member) {
    return new SchemaInfo.ObjectMember(
        member.name().toString(),
        nameOf(member.type()),
        member.optional() ? Optional.of(JsonNull.NULL) : Optional.empty(),
        optional(member.features()));
  }

  private void union(String name, UnionType union) {
    List<SchemaInfo.ObjectMember> members = new ArrayList<>();
    if (union.tagEnum() == null) {
      String tagEnum = number();
      enumeration(
          tagEnum,
          union.cases().keySet().stream()
              .map(each -> new EnumType.Value(each, List.of()))
              .toList());
      members.add(
          new SchemaInfo.ObjectMember(union.tag(), tagEnum, Optional.empty(), Optional.empty()));
    }
    union.common().forEach(each -> members.add(member(each)));
    Map<RecordType, String> variantNames = new HashMap<>();
    List<SchemaInfo.Variant> variants = new ArrayList<>();
    union
        .cases()
        .forEach(
            (caseName, variant) ->
                variants.add(
                    new SchemaInfo.Variant(
                        caseName,
                        variantNames.computeIfAbsent(variant, v -> variant(union.own(v))))));
    entries.add(
        new SchemaInfo.ObjectInfo(
            name, Optional.empty(), members, Optional.of(union.tag()), Optional.of(variants)));
  }

  private String variant(List<Member> own) {
    if (own.isEmpty()) {
      return empty();
    }
    String name = number();
    object(name, List.of(), own);
    return name;
  }

  private static Optional<List<String>> optional(List<String> features) {
    return features.isEmpty() ? Optional.empty() : Optional.of(features);
  }
}
