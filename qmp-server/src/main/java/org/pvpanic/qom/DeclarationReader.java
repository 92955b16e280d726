package org.pvpanic.qom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.qom.QomProperty.Access;

/** Reads the rows of the tables, whose form the head of {@code types.txt} explains. */
final class DeclarationReader {

  private DeclarationReader() {}

  /** The text of a table. */
  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(DeclarationReader.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads {@code NAME[, NAME]... = VALUE}.
   *
   * @return whether the row is one of these
   */
  static boolean readValue(String row, Map<String, Object> to) {
    int equals = row.indexOf(" = ");
    if (equals < 0) {
      return false;
    }
    String[] names = row.substring(0, equals).split(", ");
    if (names[names.length - 1].contains(" ")) {
      return false; // it has a type, too
    }
    Object value = value(row.substring(equals + 3));
    for (String name : names) {
      to.put(name, value);
    }
    return true;
  }

  /** A value as in JSON, or a {@code $NAME} as it is. */
  static Object value(String text) {
    if (text.startsWith("$")) {
      return text;
    }
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /**
   * Reads {@code NAME[, NAME]... TYPE [(ACCESS)] [= DEFAULT] [-- DESCRIPTION]}; a type may hold
   * blanks, and so may a name that ends in a number in brackets.
   *
   * @param usual the access of those for which the row does not say it
   */
  static List<QomProperty> properties(String row, Access usual) {
    Optional<String> description = Optional.empty();
    int dashes = row.indexOf(" -- ");
    if (dashes >= 0) {
      description = Optional.of(row.substring(dashes + 4));
      row = row.substring(0, dashes);
    }
    Optional<Object> value = Optional.empty();
    int equals = row.indexOf(" = ");
    if (equals >= 0) {
      value = Optional.of(value(row.substring(equals + 3)));
      row = row.substring(0, equals);
    }
    int bracket = row.lastIndexOf("] ");
    int blank = bracket > 0 ? bracket + 1 : row.indexOf(' ', row.lastIndexOf(", ") + 2);
    List<QomProperty> made = new ArrayList<>();
    Typed typed = Typed.of(row.substring(blank + 1), usual);
    for (String names : row.substring(0, blank).split(", ")) {
      for (String name : numbered(names)) {
        made.add(
            new QomProperty(name, typed.type(), typed.access(), typed.alias(), value, description));
      }
    }
    return made;
  }

  /** {@code NAME[0..7]} stands for eight names. */
  static List<String> numbered(String names) {
    int dots = names.lastIndexOf("..");
    if (dots < 0) {
      return List.of(names);
    }
    int bracket = names.lastIndexOf('[');
    int last = Integer.parseInt(names.substring(dots + 2, names.length() - 1));
    List<String> all = new ArrayList<>();
    for (int n = Integer.parseInt(names.substring(bracket + 1, dots)); n <= last; n++) {
      all.add(names.substring(0, bracket + 1) + n + "]");
    }
    return all;
  }

  /** A type with what can be done to the property. */
  record Typed(String type, Access access, Optional<String> alias) {

    /** Reads {@code TYPE [(ACCESS)]}. */
    static Typed of(String text, Access usual) {
      Access access =
          text.startsWith("link<") && usual == Access.READ_ONLY ? Access.WRITABLE : usual;
      if (!text.endsWith(")")) {
        return new Typed(text, access, Optional.empty());
      }
      int blank = text.lastIndexOf(" (");
      String type = text.substring(0, blank);
      String word = text.substring(blank + 2, text.length() - 1);
      return switch (word) {
        case "ro" -> new Typed(type, Access.READ_ONLY, Optional.empty());
        case "rw" -> new Typed(type, Access.WRITABLE, Optional.empty());
        case "frozen" -> new Typed(type, Access.FROZEN, Optional.empty());
        default -> new Typed(type, access, Optional.of(word));
      };
    }
  }
}
