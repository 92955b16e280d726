package org.pvpanic.qom;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A type of QEMU's object model.
 *
 * @param name such as {@code pvpanic}
 * @param parent the type that it extends; empty for {@code object}
 * @param isAbstract cannot be instantiated
 * @param bus the kind of bus that {@code -device} puts it on: {@code ISA} or {@code PCI}; empty
 *     when it is none of these
 * @param inert accepted and listed without function
 * @param ownProperties the properties that it adds to its parent's
 */
public record QomType(
    String name,
    Optional<QomType> parent,
    boolean isAbstract,
    Optional<String> bus,
    boolean inert,
    List<QomProperty> ownProperties) {

  private static final Set<String> OF_ALL_DEVICES =
      Set.of("parent_bus", "realized", "hotplugged", "hotpluggable");

  /** Whether this is {@code type} or extends it. */
  public boolean isA(String type) {
    return name.equals(type) || parent.map(p -> p.isA(type)).orElse(false);
  }

  /** Whether {@code -device} takes it. */
  public boolean userCreatable() {
    return !isAbstract && bus.isPresent();
  }

  /** All properties, the parent's first. */
  public List<QomProperty> properties() {
    if (parent.isEmpty()) {
      return ownProperties;
    }
    return java.util.stream.Stream.concat(
            parent.get().properties().stream(), ownProperties.stream())
        .toList();
  }

  /** All properties but those that every device has: what {@code device-list-properties} lists. */
  public List<QomProperty> ofItsOwnKind() {
    return properties().stream()
        .filter(p -> !OF_ALL_DEVICES.contains(p.name()) && !p.name().startsWith("legacy-"))
        .toList();
  }

  /** The property of that name, its own or inherited. */
  public Optional<QomProperty> property(String property) {
    return properties().stream().filter(p -> p.name().equals(property)).findFirst();
  }
}
