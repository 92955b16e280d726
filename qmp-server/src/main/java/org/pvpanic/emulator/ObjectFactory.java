package org.pvpanic.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Reasons;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.Properties;
import org.pvpanic.options.QemuError;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;

/**
 * Makes what {@code -object} asks for: secrets, memory back ends, I/O threads, sources of
 * randomness. They have no function here; they are checked as QEMU checks them, and listed.
 */
final class ObjectFactory {

  private static final List<String> FAMILIES =
      List.of("secret_common", "memory-backend", "event-loop-base", "rng-backend");

  private static final Map<String, List<String>> ENUMERATIONS =
      Map.of(
          "format", List.of("raw", "base64"),
          "policy", List.of("default", "preferred", "bind", "interleave"));

  private final QomObject objects;
  private final int cpus;

  /**
   * A factory.
   *
   * @param objects where they go
   * @param cpus how many threads fill memory
   */
  ObjectFactory(QomObject objects, int cpus) {
    this.objects = objects;
    this.cpus = cpus;
  }

  /**
   * Makes an object.
   *
   * @throws QemuError in QEMU's words when it cannot
   */
  void create(Blueprint blueprint) {
    Properties given = blueprint.properties();
    QomType type =
        objects
            .types()
            .find(blueprint.type())
            .filter(t -> !t.isAbstract() && isObject(t))
            .orElseThrow(
                () ->
                    given.error(
                        "Parameter 'qom-type' does not accept value '" + blueprint.type() + "'"));
    Map<String, Object> values = new HashMap<>();
    for (QomProperty property : type.properties()) {
      if (given.names().contains(property.name())) {
        values.put(property.name(), value(given, property));
      }
    }
    require(given, values, type, "memory-backend", "size");
    require(given, values, type, "memory-backend-file", "mem-path");
    for (String name : given.names()) {
      if (!values.containsKey(name)) {
        throw given.unexpected(name);
      }
    }
    String id = String.valueOf(blueprint.id());
    if (objects.children().containsKey(id)) {
      throw new QemuError(
          "attempt to add duplicate property '" + id + "' to object (type 'container')");
    }
    check(type, values);
    add(id, type, values);
  }

  private static boolean isObject(QomType type) {
    return FAMILIES.stream().anyMatch(type::isA);
  }

  private static Object value(Properties given, QomProperty property) {
    String name = property.name();
    if (name.equals("host-nodes")) {
      return List.of();
    }
    if (name.equals("size") || name.equals("align") || name.equals("hugetlbsize")) {
      return given.size(name, 0);
    }
    return switch (property.type()) {
      case "int" -> given.signed(name, 64, 0);
      case "bool" -> given.flag(name, false);
      default -> word(given, name);
    };
  }

  private static String word(Properties given, String name) {
    String word = given.required(name);
    if (!ENUMERATIONS.getOrDefault(name, List.of(word)).contains(word)) {
      throw given.error("Parameter '%s' does not accept value '%s'".formatted(name, word));
    }
    return word;
  }

  private static void require(
      Properties given, Map<String, Object> values, QomType type, String of, String name) {
    if (type.isA(of) && !values.containsKey(name)) {
      throw given.error("Parameter '" + name + "' is missing");
    }
  }

  /** What QEMU finds out when it makes the object; it names no option then. */
  private static void check(QomType type, Map<String, Object> values) {
    if (type.isA("memory-backend") && Objects.equals(values.get("size"), 0L)) {
      throw new QemuError("property 'size' of " + type.name() + " doesn't take value '0'");
    }
    if (type.isA("secret")) {
      checkSecret(values.containsKey("data"), values.get("file"));
    }
  }

  private static void checkSecret(boolean data, @Nullable Object file) {
    if (data && file != null) {
      throw new QemuError("'file' and 'data' are mutually exclusive");
    }
    if (data) {
      return;
    }
    if (file == null) {
      throw new QemuError("Either 'file' or 'data' must be provided");
    }
    try (InputStream readable = Files.newInputStream(Path.of(file.toString()))) {
      readable.read();
    } catch (IOException e) {
      throw new QemuError(
          "Unable to read %1$s: Failed to open file “%1$s”: %2$s".formatted(file, Reasons.of(e)));
    }
  }

  /** Makes the memory of a machine that was given none. */
  void addMemory(String id, long size) {
    add(id, objects.types().find("memory-backend-ram").orElseThrow(), Map.of("size", size));
  }

  private void add(String id, QomType type, Map<String, Object> values) {
    QomObject node = objects.add(id, type.name()).values(Map.copyOf(values));
    if (type.isA("memory-backend")) {
      Object size = values.getOrDefault("size", 0L);
      if (!values.containsKey("prealloc-threads")) {
        node.value("prealloc-threads", (long) cpus);
      }
      node.fillBy(
          backend -> {
            backend.addWhatItsTypeDeclares();
            keep(backend, "size", "int", "cannot change property size of " + type.name() + " ");
            keep(backend, "share", "bool", "cannot change property value");
            keep(backend, "reserve", "bool", "cannot change property value");
            QomObject unused = backend.add(id + "[0]", "memory-region").value("size", size);
          });
    }
  }

  /** Refuses to change a property of what is in use. */
  private static void keep(QomObject object, String name, String type, String reason) {
    Object value = Objects.requireNonNull(object.property(name)).get().get();
    object.property(
        name,
        type,
        () -> value,
        wanted -> {
          if (value instanceof Boolean && !(wanted instanceof Boolean)) {
            throw QomException.notBoolean(name);
          }
          throw new QomException(reason);
        });
  }
}
