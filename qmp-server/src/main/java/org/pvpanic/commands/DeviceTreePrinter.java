package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.pvpanic.json.UInt64;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;

/**
 * {@code info qtree}: the buses, the devices on them, and what the devices' types declare. On every
 * level QEMU shows first what came last.
 */
final class DeviceTreePrinter {

  private static final String IN = "child<irq>";
  private static final String OUT = "link<irq>";

  private final QomObject root;
  private final PciFunctions functions;
  private final Consumer<String> line;

  /**
   * A printer.
   *
   * @param root the root of the object tree
   * @param functions what is on PCI buses
   * @param line takes each line
   */
  DeviceTreePrinter(QomObject root, PciFunctions functions, Consumer<String> line) {
    this.root = root;
    this.functions = functions;
    this.line = line;
  }

  /** Prints all, from the main bus down. */
  void print() {
    QomObject main = root.resolve("/machine/unattached/sysbus");
    if (main != null) {
      bus(main, "main-system-bus", "");
    }
  }

  private void bus(QomObject bus, String name, String indent) {
    line.accept(indent + "bus: " + name);
    line.accept(indent + "  type " + bus.type());
    for (String link : latestFirst(bus.ownProperties())) {
      if (link.startsWith("child[")) {
        Object path = Objects.requireNonNull(bus.property(link)).get().get();
        device(Objects.requireNonNull(root.resolve(path.toString())), indent + "  ");
      }
    }
  }

  private static List<String> latestFirst(List<String> names) {
    List<String> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    return reversed;
  }

  private void device(QomObject device, String indent) {
    boolean named = device.path().equals("/machine/peripheral/" + device.name());
    String id = named ? device.name() : "";
    line.accept(indent + "dev: " + device.type() + ", id \"" + id + "\"");
    String inner = indent + "  ";
    wires(device, inner);
    QomType type = device.types().find(device.type()).orElseThrow();
    type.declared().forEach(property -> property(device, property, inner));
    if (device.isA("pci-device")) {
      functions.of(device).stream()
          .flatMap(function -> PciDescription.of(function).stream())
          .forEach(text -> line.accept(inner + text));
    }
    if (type.mapsMemory()) {
      mappedMemory(device, inner);
    }
    for (String name : latestFirst(device.ownProperties())) {
      QomObject child = device.child(name);
      if (child != null && child.isA("bus")) {
        bus(child, name, inner);
      }
    }
  }

  /** How many lines lead in and out of the device, by their names. */
  private void wires(QomObject device, String indent) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (String name : device.ownProperties()) {
      String type = Objects.requireNonNull(device.property(name)).type();
      if (type.equals(IN) || type.equals(OUT)) {
        String wire = name.substring(0, name.indexOf('['));
        wire = wire.startsWith("unnamed-gpio-") ? "" : wire;
        counts.computeIfAbsent(wire, w -> new int[2])[type.equals(IN) ? 0 : 1]++;
      }
    }
    for (String wire : latestFirst(List.copyOf(counts.keySet()))) {
      int[] count = Objects.requireNonNull(counts.get(wire));
      if (count[0] > 0) {
        line.accept(indent + "gpio-in \"" + wire + "\" " + count[0]);
      }
      if (count[1] > 0) {
        line.accept(indent + "gpio-out \"" + wire + "\" " + count[1]);
      }
    }
  }

  private void property(QomObject device, QomProperty declared, String indent) {
    String name = declared.name();
    boolean configured = declared.access() == QomProperty.Access.FROZEN && !declared.isLink();
    if (configured && !name.startsWith("legacy-")) {
      line.accept(indent + name + " = " + text(device, declared));
    }
  }

  private static String text(QomObject device, QomProperty declared) {
    QomObject.Property legacy = device.property("legacy-" + declared.name());
    if (legacy != null) {
      return legacy.get().get().toString();
    }
    Object value = Objects.requireNonNull(device.property(declared.name())).get().get();
    if (value instanceof String string) {
      return '"' + string + '"';
    }
    if (value instanceof Boolean) {
      return value.toString();
    }
    long number = value instanceof UInt64 unsigned ? unsigned.bits() : ((Number) value).longValue();
    return declared.type().equals("size")
        ? Long.toUnsignedString(number) + " (" + BinarySize.of(number) + ")"
        : number + " (0x" + Long.toHexString(number) + ")";
  }

  private void mappedMemory(QomObject device, String indent) {
    for (QomObject region : device.children().values()) {
      if (region.type().equals("memory-region")) {
        Object container = Objects.requireNonNull(region.property("container")).get().get();
        long address = container.equals("") ? -1 : region.number("addr");
        line.accept(indent + "mmio %016x/%016x".formatted(address, region.number("size")));
      }
    }
  }
}
