package org.pvpanic.emulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.Uart16550;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.GlobalProperty;
import org.pvpanic.options.QemuError;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;
import org.pvpanic.qom.QomTypes;
import org.pvpanic.vm.SerialConsole;
import org.pvpanic.vm.Vm;

/**
 * Makes what {@code -device} asks for: checks type, bus and properties in QEMU's order and words,
 * plugs what has a function, and puts everything into the object tree.
 */
final class DeviceFactory {

  /** Ports and interrupts of COM1 to COM4, as QEMU's isa-serial has them by its {@code index}. */
  private static final int[] SERIAL_PORTS = {0x3f8, 0x2f8, 0x3e8, 0x2e8};

  private static final int[] SERIAL_IRQS = {4, 3, 4, 3};

  private final Vm vm;
  private final FwCfg fwCfg;
  private final Map<String, String> globals = new HashMap<>();
  private final Map<String, String> buses = new HashMap<>();
  private final QomObject peripheral;
  private final QomObject anonymous;
  private final Set<String> usedPciAddresses = new HashSet<>();
  private final Set<Chardev> usedChardevs;
  private int serialPorts;

  /**
   * A factory for {@code vm}.
   *
   * @param globals defaults from {@code -global}
   * @param usedChardevs the back ends that have a front end; new ones are added
   */
  DeviceFactory(
      Vm vm,
      FwCfg fwCfg,
      List<GlobalProperty> globals,
      QomObject machineNode,
      Set<Chardev> usedChardevs) {
    this.vm = vm;
    this.fwCfg = fwCfg;
    this.usedChardevs = usedChardevs;
    globals.forEach(g -> this.globals.put(g.driver() + "." + g.property(), g.value()));
    this.peripheral = machineNode.add("peripheral", "container");
    this.anonymous = machineNode.add("peripheral-anon", "container");
    if (vm.type().hasIsa()) {
      buses.put("isa.0", "ISA");
    }
    vm.type().pciBus().ifPresent(name -> buses.put(name, "PCI"));
  }

  /**
   * Makes a device.
   *
   * @throws QemuError in QEMU's words when it cannot
   */
  void create(Blueprint blueprint) {
    QomType type =
        QomTypes.all()
            .find(blueprint.type())
            .filter(t -> t.isA("device"))
            .orElseThrow(
                () ->
                    refused(
                        blueprint, "'" + blueprint.type() + "' is not a valid device model name"));
    if (type.isAbstract()) {
      throw refused(blueprint, "Parameter 'driver' expects a non-abstract device type");
    }
    if (!type.userCreatable()) {
      throw refused(blueprint, "Parameter 'driver' expects a pluggable device type");
    }
    String bus = findBus(blueprint, type);
    if (blueprint.id() != null && peripheral.children().containsKey(blueprint.id())) {
      throw refused(blueprint, "Duplicate ID '" + blueprint.id() + "' for device");
    }
    DeviceProperties values = DeviceProperties.of(blueprint, type, globals);
    claimPciAddress(blueprint, type, bus);
    switch (type.name()) {
      case "pvpanic" -> plugPvpanic(blueprint, values);
      case "isa-serial" -> plugSerial(blueprint, values);
      default -> {} // inert: accepted and listed, without function
    }
    register(blueprint, type, values);
    if (type.isA("base-pci-bridge") && blueprint.id() != null) {
      buses.put(blueprint.id(), "PCI");
    }
  }

  private String findBus(Blueprint blueprint, QomType type) {
    String kind = type.bus().orElse("");
    String wanted = blueprint.properties().string("bus");
    if (wanted != null) {
      String found = buses.get(wanted);
      if (found == null) {
        throw refused(blueprint, "Bus '" + wanted + "' not found");
      }
      if (!found.equals(kind)) {
        throw refused(blueprint, "Device '%s' can't go on %s bus".formatted(type.name(), found));
      }
      return wanted;
    }
    Optional<String> root = kind.equals("PCI") ? vm.type().pciBus() : isaBus();
    return root.orElseThrow(
        () -> refused(blueprint, "No '%s' bus found for device '%s'".formatted(kind, type.name())));
  }

  private Optional<String> isaBus() {
    return vm.type().hasIsa() ? Optional.of("isa.0") : Optional.empty();
  }

  private void claimPciAddress(Blueprint blueprint, QomType type, String bus) {
    String address = type.isA("pci-device") ? blueprint.properties().string("addr") : null;
    if (address == null) {
      return;
    }
    String[] part = address.toLowerCase(java.util.Locale.ROOT).replace("0x", "").split("\\.");
    int slot = Integer.parseInt(part[0], 16);
    int function = part.length > 1 ? Integer.parseInt(part[1], 16) : 0;
    if (!usedPciAddresses.add(bus + "/" + slot + "." + function)) {
      throw refused(
          blueprint,
          "PCI: slot %d function %d not available for %s, in use by another device"
              .formatted(slot, function, type.name()));
    }
  }

  private void plugPvpanic(Blueprint blueprint, DeviceProperties values) {
    if (!values.isGiven("events")) {
      values.set("events", (long) vm.type().pvpanicEvents(vm.version().pvpanicEvents()));
    }
    int ioport = (int) values.number("ioport");
    int events = (int) values.number("events");
    try {
      vm.machine().plug(new IsaPvpanic(ioport, events, vm.version(), fwCfg));
    } catch (IllegalArgumentException e) {
      throw refused(blueprint, String.valueOf(e.getMessage()));
    }
  }

  private void plugSerial(Blueprint blueprint, DeviceProperties values) {
    String label = values.text("chardev");
    Optional<Chardev> chardev = Optional.empty();
    if (!label.isEmpty()) {
      chardev = vm.chardev(label);
      if (chardev.isEmpty()) {
        throw refused(blueprint, "Property 'serial.chardev' can't find value '" + label + "'");
      }
      if (!usedChardevs.add(chardev.get())) {
        throw refused(
            blueprint,
            "Property 'serial.chardev' can't take value '%1$s': Device '%1$s' is in use"
                .formatted(label));
      }
    }
    long index = values.isGiven("index") ? values.number("index") : serialPorts;
    if (index >= SERIAL_PORTS.length) {
      throw refused(
          blueprint, "Max. supported number of ISA serial ports is " + SERIAL_PORTS.length + ".");
    }
    values.set("index", index);
    addSerial(
        values.isGiven("iobase") ? (int) values.number("iobase") : SERIAL_PORTS[(int) index],
        values.isGiven("irq") ? (int) values.number("irq") : SERIAL_IRQS[(int) index],
        chardev);
  }

  private void addSerial(int iobase, int irq, Optional<Chardev> chardev) {
    int number = serialPorts++;
    vm.machine().plug(new Uart16550(iobase, irq));
    chardev.ifPresent(c -> new SerialConsole(vm.machine(), vm.loop(), vm.eventLoop(), number, c));
  }

  /** A serial port from {@code -serial}, in their order. */
  void createSerial(Chardev chardev) {
    usedChardevs.add(chardev);
    addSerial(SERIAL_PORTS[serialPorts], SERIAL_IRQS[serialPorts], Optional.of(chardev));
  }

  private void register(Blueprint blueprint, QomType type, DeviceProperties values) {
    QomObject node =
        blueprint.id() != null
            ? peripheral.add(blueprint.id(), type.name())
            : anonymous.add("device[*]", type.name());
    for (QomProperty property : type.properties()) {
      String name = property.name();
      if (property.settable()) {
        Object value = deviceState(name).orElseGet(() -> values.get(name));
        node.property(name, property.type(), () -> value);
      } else {
        String childType = property.type();
        node.add(name, childType.substring("child<".length(), childType.length() - 1));
      }
    }
  }

  /** Properties of every device that is in place. */
  static Optional<Object> deviceState(String property) {
    return switch (property) {
      case "realized" -> Optional.of(true);
      case "hotplugged" -> Optional.of(false);
      case "hotpluggable" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  private static QemuError refused(Blueprint blueprint, String message) {
    return new QemuError(message).at(blueprint.origin());
  }
}
