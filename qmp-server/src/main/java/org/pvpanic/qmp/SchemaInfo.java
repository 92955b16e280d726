package org.pvpanic.qmp;

import java.util.List;
import java.util.Optional;

/** An entry of {@code query-qmp-schema}. */
@Union(tag = "meta-type")
sealed interface SchemaInfo {
  /** What the entry describes; types have meaningless numbers for names. */
  String name();

  /** The features of it, if any. */
  Optional<List<String>> features();

  /** What JSON has for a built-in type. */
  enum JsonType {
    STRING,
    NUMBER,
    INT,
    BOOLEAN,
    NULL,
    OBJECT,
    ARRAY,
    VALUE
  }

  /** A type that needs no description. */
  @Name("builtin")
  record BuiltinInfo(String name, Optional<List<String>> features, JsonType jsonType)
      implements SchemaInfo {}

  /** An enum, whose values are listed twice. */
  @Name("enum")
  record EnumInfo(
      String name,
      Optional<List<String>> features,
      List<EnumMember> members,
      @Features("deprecated") List<String> values)
      implements SchemaInfo {}

  /** An array. */
  @Name("array")
  record ArrayInfo(String name, Optional<List<String>> features, String elementType)
      implements SchemaInfo {}

  /** An object, or a union if it has a tag. */
  @Name("object")
  record ObjectInfo(
      String name,
      Optional<List<String>> features,
      List<ObjectMember> members,
      Optional<String> tag,
      Optional<List<Variant>> variants)
      implements SchemaInfo {}

  /** An alternate. */
  @Name("alternate")
  record AlternateInfo(String name, Optional<List<String>> features, List<AlternateMember> members)
      implements SchemaInfo {}

  /** A command. */
  @Name("command")
  record CommandInfo(
      String name,
      Optional<List<String>> features,
      String argType,
      String retType,
      Optional<Boolean> allowOob)
      implements SchemaInfo {}

  /** An event. */
  @Name("event")
  record EventInfo(String name, Optional<List<String>> features, String argType)
      implements SchemaInfo {}

  /** A value of an enum. */
  record EnumMember(String name, Optional<List<String>> features) {}

  /** A member of an object; one that may be absent has the default null. */
  record ObjectMember(
      String name,
      String type,
      @Name("default") Optional<Object> defaultValue,
      Optional<List<String>> features) {}

  /** A case of a union, with the type of what it adds. */
  record Variant(@Name("case") String caseName, String type) {}

  /** A type that an alternate may have. */
  record AlternateMember(String type) {}
}
