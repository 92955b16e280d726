package org.pvpanic.qom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type of QEMU's object model. Immutable; what it lists is worked out when it is first asked for.
 */
public final class QomType {

  private static final Set<String> OF_ALL_DEVICES =
      Set.of("type", "parent_bus", "realized", "hotplugged", "hotpluggable");

  private static final Map<String, String> BUSES =
      Map.of(
          "isa-device", "ISA",
          "pci-device", "PCI",
          "sys-bus-device", "System",
          "i2c-slave", "i2c-bus");

  private final String name;
  private final Optional<QomType> parent;
  private final List<String> flags;
  private final String about;
  private final Rows rows;
  private @Nullable Map<String, QomProperty> ofClass;
  private @Nullable List<QomProperty> listed;

  /**
   * What a type adds to its parent's, each in the order in which QEMU declares it.
   *
   * @param ofClass the properties that the type has
   * @param made those that each of its objects gets
   * @param realized those that each of its devices gets when it is realized
   * @param values what properties are, where it is not their default
   */
  record Rows(
      List<QomProperty> ofClass,
      List<QomProperty> made,
      List<QomProperty> realized,
      Map<String, Object> values) {}

  QomType(String name, Optional<QomType> parent, List<String> flags, String about, Rows rows) {
    this.name = name;
    this.parent = parent;
    this.flags = flags;
    this.about = about;
    this.rows = rows;
  }

  /** Such as {@code pvpanic}. */
  public String name() {
    return name;
  }

  /** The type that it extends; empty for {@code object}. */
  public Optional<QomType> parent() {
    return parent;
  }

  /** Whether it cannot be instantiated. */
  public boolean isAbstract() {
    return flags.contains("abstract");
  }

  /**
   * The kind of bus that {@code -device} puts it on: {@code ISA} or {@code PCI}; empty when it is
   * none of these.
   */
  public Optional<String> bus() {
    return flag("bus");
  }

  /** The other name that {@code -device} knows it by. */
  public Optional<String> alias() {
    return flag("alias");
  }

  /** Whether QEMU lets no user have it. */
  public boolean isFixed() {
    return flags.contains("fixed");
  }

  /** The section in which {@code -device help} lists it. */
  public String section() {
    String section = about.isEmpty() ? "Uncategorized" : about;
    int colon = section.indexOf(": ");
    return colon < 0 ? section : section.substring(0, colon);
  }

  /** What {@code -device help} says of it. */
  public Optional<String> description() {
    int colon = about.indexOf(": ");
    return colon < 0 ? Optional.empty() : Optional.of(about.substring(colon + 2));
  }

  /** The kind of bus that its objects are on; empty where that is none. */
  public Optional<String> busOfDevices() {
    return BUSES.entrySet().stream()
        .filter(entry -> isA(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whether its regions are those of a device on the system bus. */
  public boolean mapsMemory() {
    return flags.contains("mmio");
  }

  private Optional<String> flag(String key) {
    return flags.stream()
        .filter(flag -> flag.startsWith(key + "="))
        .map(flag -> flag.substring(key.length() + 1))
        .findFirst();
  }

  /** Whether this is {@code type} or extends it. */
  public boolean isA(String type) {
    return name.equals(type) || parent.map(p -> p.isA(type)).orElse(false);
  }

  /** Whether {@code -device} takes it. */
  public boolean userCreatable() {
    return !isAbstract() && (bus().isPresent() || flags.contains("busless"));
  }

  /** The properties of the type itself, its own before its parent's, as {@code info qtree} does. */
  public Stream<QomProperty> declared() {
    return Stream.concat(
        rows.ofClass().stream(), parent.map(QomType::declared).orElseGet(Stream::of));
  }

  /** The properties of the type, those of its parent first, in the order in which QEMU lists. */
  public synchronized Map<String, QomProperty> ofClass() {
    Map<String, QomProperty> all = ofClass;
    if (all == null) {
      all = new LinkedHashMap<>(parent.map(QomType::ofClass).orElse(Map.of()));
      putInOrder(rows.ofClass(), all);
      ofClass = all;
    }
    return all;
  }

  /** What each of its objects gets, in the order in which it is made. */
  public List<QomProperty> ofObject() {
    return parent
        .filter(p -> !p.ofObject().isEmpty())
        .map(p -> Stream.concat(p.ofObject().stream(), rows.made().stream()).toList())
        .orElse(rows.made());
  }

  /** What each of its devices gets when it is realized, in the order in which it is made. */
  public List<QomProperty> ofRealized() {
    return rows.realized();
  }

  /** All properties of an object that has just been made, in the order in which QEMU lists them. */
  public synchronized List<QomProperty> properties() {
    List<QomProperty> all = listed;
    if (all == null) {
      Map<String, QomProperty> ordered = new LinkedHashMap<>(ofClass());
      if (!isAbstract()) {
        putInOrder(ofObject(), ordered);
      }
      all = List.copyOf(ordered.values());
      listed = all;
    }
    return all;
  }

  private static void putInOrder(List<QomProperty> properties, Map<String, QomProperty> to) {
    Map<String, QomProperty> byName = new LinkedHashMap<>();
    properties.forEach(property -> byName.put(property.name(), property));
    HashOrder.of(byName.keySet()).forEach(key -> to.put(key, byName.get(key)));
  }

  /** All properties but those that every device has: what {@code device-list-properties} lists. */
  public List<QomProperty> ofItsOwnKind() {
    List<QomProperty> own = new ArrayList<>();
    for (QomProperty property : properties()) {
      String key = property.name();
      if (!OF_ALL_DEVICES.contains(key) && !key.startsWith("legacy-")) {
        own.add(property);
      }
    }
    return own;
  }

  /** The property of that name, its own or inherited. */
  public Optional<QomProperty> property(String property) {
    return properties().stream().filter(p -> p.name().equals(property)).findFirst();
  }

  /** What a property of an object of this type is until somebody changes it. */
  public Object initialValue(QomProperty property) {
    Object value = value(property.name());
    return value == null ? property.initialValue() : value;
  }

  private @Nullable Object value(String property) {
    Object own = rows.values().get(property);
    return own != null || parent.isEmpty() ? own : parent.get().value(property);
  }
}
