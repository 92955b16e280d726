package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonNull;
import org.pvpanic.json.UInt64;

/** Makes arguments of commands as the schema describes them, and values of any type. */
final class Values {

  private static final int DEPTH = 3;

  private static final List<Object> NUMBERS =
      List.of(
          0L,
          1L,
          -1L,
          2L,
          99L,
          1000L,
          0x7fffffffL,
          0x80000000L,
          0xffffffffL,
          0x100000000L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          new UInt64(Long.MIN_VALUE),
          new UInt64(-1),
          0.5,
          -0.0,
          0.1,
          1e15,
          1e20,
          1e-7,
          Double.MIN_VALUE);

  private final Dice dice;
  private final Vocabulary vocabulary;
  private final Words words;

  Values(Dice dice, Vocabulary vocabulary) {
    this.dice = dice;
    this.vocabulary = vocabulary;
    this.words = new Words(dice, vocabulary);
  }

  /** Good arguments of a command. */
  Map<String, Object> argumentsOf(String command) {
    return object(vocabulary.definition(vocabulary.definition(command).text("arg-type")));
  }

  /** A value of any JSON type. */
  Object any() {
    return any(DEPTH);
  }

  private Object any(int depth) {
    return switch (dice.below(depth == 0 ? 4 : 6)) {
      case 0 -> JsonNull.NULL;
      case 1 -> dice.percent(50);
      case 2 -> number();
      case 3 -> words.text();
      case 4 -> {
        List<Object> list = new ArrayList<>();
        for (int i = dice.below(3); i > 0; i--) {
          list.add(any(depth - 1));
        }
        yield list;
      }
      default -> {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = dice.below(4); i > 0; i--) {
          object.put(words.text(), any(depth - 1));
        }
        yield object;
      }
    };
  }

  private Object number() {
    return dice.percent(80) ? dice.oneOf(NUMBERS) : (Object) (dice.bits() >> dice.below(64));
  }

  /** A value of a type; the name of the member that holds it says what kind of text it takes. */
  private Object ofType(String type, String member) {
    Definition definition = vocabulary.definition(type);
    return switch (definition.text("meta-type")) {
      case "enum" -> dice.oneOf(definition.list("values"));
      case "array" -> array(definition.text("element-type"), member);
      case "object" -> object(definition);
      case "alternate" ->
          ofType(dice.oneOf(definition.definitions("members")).text("type"), member);
      default -> scalar(definition.text("json-type"), member);
    };
  }

  private Object scalar(String type, String member) {
    return switch (type) {
      case "string" -> words.forMember(member);
      case "int", "number" -> number();
      case "boolean" -> dice.percent(50);
      case "null" -> JsonNull.NULL;
      default -> any();
    };
  }

  private List<Object> array(String element, String member) {
    List<Object> array = new ArrayList<>();
    for (int i = dice.below(4); i > 0; i--) {
      array.add(ofType(element, member));
    }
    return array;
  }

  private Map<String, Object> object(Definition definition) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (Definition member : definition.definitions("members")) {
      if (!member.has("default") || dice.percent(40)) {
        object.put(member.text("name"), ofType(member.text("type"), member.text("name")));
      }
    }
    Object tag = object.getOrDefault(definition.text("tag"), "");
    for (Definition variant : definition.definitions("variants")) {
      if (variant.text("case").equals(tag)) {
        object.putAll(object(vocabulary.definition(variant.text("type"))));
      }
    }
    return object;
  }

  /** An object with something wrong in one place: in it, or in something that it holds. */
  Map<String, Object> spoilt(Map<String, Object> object) {
    return spoiltObject(new LinkedHashMap<>(object));
  }

  private Object spoiltValue(Object value) {
    Map<String, Object> object = Json.asObject(value);
    if (object != null && dice.percent(75)) {
      return spoilt(object);
    } else if (value instanceof List<?> list && !list.isEmpty() && dice.percent(70)) {
      List<Object> changed = new ArrayList<>(list);
      int at = dice.below(changed.size());
      changed.set(at, spoiltValue(changed.get(at)));
      return changed;
    }
    return dice.percent(30) ? words.text() : any();
  }

  private Map<String, Object> spoiltObject(Map<String, Object> object) {
    List<String> names = List.copyOf(object.keySet());
    switch (names.isEmpty() ? 0 : dice.below(6)) {
      case 0 -> object.put(words.text(), any());
      case 1 -> object.remove(dice.oneOf(names));
      default -> {
        String name = dice.oneOf(names);
        object.put(name, spoiltValue(object.getOrDefault(name, 0L)));
      }
    }
    return object;
  }
}
