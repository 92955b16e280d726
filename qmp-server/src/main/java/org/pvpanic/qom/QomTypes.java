package org.pvpanic.qom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pvpanic.machine.VersionProfile;

/**
 * The table of the types of a QEMU version, read from the resource {@code types.txt}, whose head
 * explains its form.
 */
public final class QomTypes {

  private static final Map<VersionProfile, QomTypes> TABLES = new ConcurrentHashMap<>();

  private final Map<String, QomType> types = new LinkedHashMap<>();

  private QomTypes(VersionProfile version) {
    String text;
    try (InputStream in =
        Objects.requireNonNull(QomTypes.class.getResourceAsStream("types.txt"), "types.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    text =
        text.replace("$VERSION", version.series())
            .replace("$EVENTS", String.valueOf(version.pvpanicEvents()))
            .replace("  [" + version.series() + "] ", "  ");
    List<QomProperty> properties = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (line.startsWith("  [")) {
        continue; // of another version
      }
      if (line.startsWith("  ")) {
        properties.add(property(line.trim()));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        properties = new ArrayList<>();
        addType(line, properties);
      }
    }
  }

  /** The types of that QEMU. */
  public static QomTypes of(VersionProfile version) {
    return TABLES.computeIfAbsent(version, QomTypes::new);
  }

  /** Every type, in the order of the table. */
  public Collection<QomType> types() {
    return Collections.unmodifiableCollection(types.values());
  }

  /** The type of that name. */
  public Optional<QomType> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  private static Optional<String> valueOf(String key, List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith(key))
        .map(word -> word.substring(key.length()))
        .findFirst();
  }

  private void addType(String line, List<QomProperty> properties) {
    List<String> words = List.of(line.split(" "));
    Optional<String> bus = valueOf("bus=", words);
    valueOf("with=", words)
        .flatMap(this::find)
        .ifPresent(other -> properties.addAll(other.ownProperties()));
    QomType type =
        new QomType(
            words.get(0),
            find(words.get(1)),
            words.contains("abstract"),
            bus,
            words.contains("inert"),
            Collections.unmodifiableList(properties));
    types.put(type.name(), type);
  }

  /** {@code name type [= default] [-- description]}; a type may hold blanks. */
  private static QomProperty property(String text) {
    Optional<String> description = Optional.empty();
    int dashes = text.indexOf(" -- ");
    if (dashes >= 0) {
      description = Optional.of(text.substring(dashes + 4));
      text = text.substring(0, dashes);
    }
    Optional<Object> value = Optional.empty();
    int equals = text.indexOf(" = ");
    if (equals >= 0) {
      value = Optional.of(value(text.substring(equals + 3)));
      text = text.substring(0, equals);
    }
    int blank = text.indexOf(' ');
    return new QomProperty(text.substring(0, blank), text.substring(blank + 1), value, description);
  }

  private static Object value(String text) {
    if (text.startsWith("\"")) {
      return text.substring(1, text.length() - 1);
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return Long.parseUnsignedLong(text.startsWith("-") ? "0" : text) < 0
        ? new org.pvpanic.json.UInt64(Long.parseUnsignedLong(text))
        : (Object) Long.valueOf(text);
  }
}
