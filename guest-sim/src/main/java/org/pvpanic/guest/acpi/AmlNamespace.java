package org.pvpanic.guest.acpi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The namespace that definition tables declare: devices, and the constants below them. A path is
 * segments of four characters with dots between; that of the root is empty.
 *
 * <p>Specification: ACPI 6.5, sections 5.3 and 6.1. No method is ever run: a value that a method
 * computes is one that is not there.
 */
public final class AmlNamespace {

  /** A method in the place of a value. */
  record Method(int arguments) {}

  /** A value that is not read here, such as a package. */
  static final Object OPAQUE = new Object();

  private static final long DEFAULT_STATUS = 0x0f;

  private final Map<String, Object> values = new HashMap<>();
  private final Set<String> devices = new LinkedHashSet<>();

  AmlNamespace() {}

  /** The namespace of these tables. One that makes no sense ends where it stops making sense. */
  public static AmlNamespace of(List<byte[]> definitions) {
    AmlNamespace namespace = new AmlNamespace();
    for (byte[] table : definitions) {
      new AmlLoader(namespace, table).load();
    }
    return namespace;
  }

  /** The devices with that hardware ID, in the order of their declaration. */
  public List<AmlDevice> devices(String hardwareId) {
    List<AmlDevice> found = new ArrayList<>(1);
    for (String path : devices) {
      if (hardwareId.equals(hardwareId(path))) {
        found.add(device(path));
      }
    }
    return found;
  }

  /**
   * The devices that have a hardware ID, in the order of a walk: each before those below it, and
   * all of those before its next neighbour.
   *
   * @return path and ID
   */
  public Map<String, String> hardwareIds() {
    List<String> walk = new ArrayList<>(devices.size());
    for (String path : devices) {
      int place = walk.size();
      String above = parent(path);
      while (place > 0
          && !walk.get(place - 1).equals(above)
          && !walk.get(place - 1).startsWith(above + ".")) {
        place--;
      }
      walk.add(place == 0 ? walk.size() : place, path);
    }
    Map<String, String> ids = new LinkedHashMap<>();
    for (String path : walk) {
      String id = hardwareId(path);
      if (id != null) {
        ids.put(path, id);
      }
    }
    return ids;
  }

  /** The device at a path. */
  public AmlDevice at(String path) {
    return device(path);
  }

  /** Whether something of that name was declared; what it is may be beyond what is read here. */
  public boolean isDeclared(String path) {
    return values.containsKey(path);
  }

  /** The number that a path stands for, or {@code otherwise} when it is not a constant one. */
  public long number(String path, long otherwise) {
    return values.get(path) instanceof Long number ? number : otherwise;
  }

  /** Paths of all devices. */
  public Set<String> devicePaths() {
    return devices;
  }

  private AmlDevice device(String path) {
    Object status = values.get(child(path, "_STA"));
    Object resources = values.get(child(path, "_CRS"));
    return new AmlDevice(
        path,
        status instanceof Long bits ? bits : DEFAULT_STATUS,
        resources instanceof byte[] bytes ? bytes : new byte[0]);
  }

  private @Nullable String hardwareId(String path) {
    Object id = values.get(child(path, "_HID"));
    return id instanceof Long number
        ? EisaId.text(number)
        : id instanceof String text ? text : null;
  }

  void addDevice(String path) {
    devices.add(path);
  }

  void put(String path, @Nullable Object value) {
    if (value != null) {
      values.put(path, value);
    }
  }

  /** How many arguments follow an invocation of {@code name}: 0 when it is no method. */
  int argumentsOf(String scope, String name) {
    if (name.length() > 4 || name.startsWith("\\") || name.startsWith("^")) {
      return values.get(resolve(scope, name)) instanceof Method method ? method.arguments() : 0;
    }
    String at = scope;
    while (true) {
      Object value = values.get(child(at, name));
      if (value != null || at.isEmpty()) {
        return value instanceof Method method ? method.arguments() : 0;
      }
      at = parent(at);
    }
  }

  /** The path that a declaration of {@code name} within {@code scope} has. */
  static String resolve(String scope, String name) {
    if (name.startsWith("\\")) {
      return name.substring(1);
    }
    String at = scope;
    int carets = 0;
    while (name.startsWith("^", carets)) {
      at = parent(at);
      carets++;
    }
    return child(at, name.substring(carets));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private static String child(String path, String name) {
    return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
  }
}
