package org.pvpanic.differential;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pvpanic.json.Json;

/** A definition in {@code query-qmp-schema}, or a part of one. */
record Definition(Map<String, Object> members) {

  static Definition of(Object entry) {
    return new Definition(Objects.requireNonNull(Json.asObject(entry), entry::toString));
  }

  boolean has(String member) {
    return members.containsKey(member);
  }

  String text(String member) {
    return String.valueOf(members.get(member));
  }

  /** The entries of a member, none if it is missing. */
  List<?> list(String member) {
    return (List<?>) members.getOrDefault(member, List.of());
  }

  List<Definition> definitions(String member) {
    return list(member).stream().map(Definition::of).toList();
  }
}
