package org.pvpanic.emulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.Uart16550;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.GlobalProperty;
import org.pvpanic.options.Properties;
import org.pvpanic.options.QemuError;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;
import org.pvpanic.qom.QomTypes;
import org.pvpanic.vm.SerialConsole;
import org.pvpanic.vm.Vm;

/**
 * Makes what {@code -device} asks for: checks type, bus and properties in QEMU's order and words, plugs what has a function,
 * and puts everything into the object tree.
 */
final class DeviceFactory {

  /** Ports and interrupts of COM1 to COM4, as QEMU's isa-serial has them by its {@code index}. */
  private static final int[] SERIAL_PORTS = {0x3f8, 0x2f8, 0x3e8, 0x2e8};

  private static final int[] SERIAL_IRQS = {4, 3, 4, 3};

  /** {@code SLOT[.FUNCTION]} in hexadecimal. */
  private static final Pattern PCI_ADDRESS =
      Pattern.compile("(0x)?(0?[0-9a-f]|1[0-9a-f])(\\.(0x)?[0-7])?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> NOT_PROPERTIES = Set.of("driver", "id", "bus");
  private static final long DEFAULT_U32 = 0xffff_ffffL;

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
                        blueprint, "'%s' is not a valid device model name", blueprint.type()));
    if (type.isAbstract()) {
      throw refused(blueprint, "Parameter 'driver' expects a non-abstract device type");
    }
    if (!type.userCreatable()) {
      throw refused(blueprint, "Parameter 'driver' expects a pluggable device type");
    }
    String bus = findBus(blueprint, type);
    if (blueprint.id() != null && peripheral.children().containsKey(blueprint.id())) {
      throw refused(blueprint, "Duplicate ID '%s' for device", blueprint.id());
    }
    Map<String, Object> values = checkProperties(blueprint, type);
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
        throw refused(blueprint, "Bus '%s' not found", wanted);
      }
      if (!found.equals(kind)) {
        throw refused(blueprint, "Device '%s' can't go on %s bus", type.name(), found);
      }
      return wanted;
    }
    Optional<String> root = kind.equals("PCI") ? vm.type().pciBus() : isaBus();
    return root.orElseThrow(
        () -> refused(blueprint, "No '%s' bus found for device '%s'", kind, type.name()));
  }

  private Optional<String> isaBus() {
    return vm.type().hasIsa() ? Optional.of("isa.0") : Optional.empty();
  }

  /** Every property with the value that was given, or else with its default. */
  private Map<String, Object> checkProperties(Blueprint blueprint, QomType type) {
    Properties given = blueprint.properties();
    for (String name : given.names()) {
      if (!NOT_PROPERTIES.contains(name)) {
        QomProperty property =
            type.property(name)
                .filter(QomProperty::settable)
                .orElseThrow(
                    () -> refused(blueprint, "Property '%s.%s' not found", type.name(), name));
        check(blueprint, given, type, property);
      }
    }
    Map<String, Object> values = new HashMap<>();
    for (QomProperty property : type.properties()) {
      if (property.settable()) {
        values.put(property.name(), value(given, type, property));
      }
    }
    return values;
  }

  private static void check(
      Blueprint blueprint, Properties given, QomType type, QomProperty property) {
    String text = property.name().equals("addr") ? given.string("addr") : null;
    if (text != null && !PCI_ADDRESS.matcher(text).matches()) {
      throw refused(
          blueprint, "Property '%s.addr' doesn't take value '%s'", type.name(), text);
    }
  }

  private Object value(Properties given, QomType type, QomProperty property) {
    String name = property.name();
    if (name.equals("addr")) {
      return Optional.ofNullable(given.string(name)).orElse("-1");
    }
    String global = globals.get(type.name() + "." + name);
    Object otherwise = property.defaultValue().orElse("");
    return switch (property.type()) {
      case "uint8" -> given.unsigned(name, 8, number(global, otherwise));
      case "uint16" -> given.unsigned(name, 16, number(global, otherwise));
      case "uint32" -> given.unsigned(name, 32, number(global, otherwise));
      case "int32" -> given.signed(name, 32, number(global, otherwise));
      case "int" -> given.signed(name, 64, number(global, otherwise));
      case "size" -> given.size(name, number(global, otherwise));
      case "bool" -> given.flag(name, global != null ? isOn(global) : otherwise.equals(true));
      default ->
          Optional.ofNullable(given.string(name))
              .orElse(global != null ? global : otherwise.toString());
    };
  }

  private static boolean isOn(String text) {
    return text.equals("on") || text.equals("yes") || text.equals("true") || text.equals("y");
  }

  private static long number(@Nullable String global, Object otherwise) {
    if (global != null) {
      return Long.decode(global);
    }
    return otherwise instanceof Number number ? number.longValue() : 0;
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
          "PCI: slot %d function %d not available for %s, in use by another device",
          slot,
          function,
          type.name());
    }
  }

  private void plugPvpanic(Blueprint blueprint, Map<String, Object> values) {
    int events =
        blueprint.properties().names().contains("events") || globals.containsKey("pvpanic.events")
            ? intValue(values, "events")
            : vm.type().pvpanicEvents(vm.version().pvpanicEvents());
    values.put("events", (long) events);
    try {
      vm.machine().plug(new IsaPvpanic(intValue(values, "ioport"), events, vm.version(), fwCfg));
    } catch (IllegalArgumentException e) {
      throw refused(blueprint, "%s", String.valueOf(e.getMessage()));
    }
  }

  private void plugSerial(Blueprint blueprint, Map<String, Object> values) {
    String label = (String) values.get("chardev");
    Optional<Chardev> chardev = Optional.empty();
    if (label != null && !label.isEmpty()) {
      chardev = vm.chardev(label);
      if (chardev.isEmpty()) {
        throw refused(blueprint, "Property 'serial.chardev' can't find value '%s'", label);
      }
      if (!usedChardevs.add(chardev.get())) {
        throw refused(
            blueprint,
            "Property 'serial.chardev' can't take value '%s': Device '%s' is in use",
            label,
            label);
      }
    }
    long given = (Long) values.get("index");
    int index = given == DEFAULT_U32 ? serialPorts : (int) Math.min(given, Integer.MAX_VALUE);
    if (index >= SERIAL_PORTS.length) {
      throw refused(
          blueprint,
          "Max. supported number of ISA serial ports is %d.",
          SERIAL_PORTS.length);
    }
    long iobase = (Long) values.get("iobase");
    long irq = (Long) values.get("irq");
    values.put("index", (long) index);
    addSerial(
        iobase == DEFAULT_U32 ? SERIAL_PORTS[index] : (int) iobase,
        irq == DEFAULT_U32 ? SERIAL_IRQS[index] : (int) irq,
        chardev);
  }

  private void addSerial(int iobase, int irq, Optional<Chardev> chardev) {
    int number = serialPorts++;
    vm.machine().plug(new Uart16550(iobase, irq));
    chardev.ifPresent(
        c -> new SerialConsole(vm.machine(), vm.loop(), vm.eventLoop(), number, c));
  }

  /** A serial port from {@code -serial}, in their order. */
  void createSerial(Chardev chardev) {
    usedChardevs.add(chardev);
    addSerial(SERIAL_PORTS[serialPorts], SERIAL_IRQS[serialPorts], Optional.of(chardev));
  }

  private void register(Blueprint blueprint, QomType type, Map<String, Object> values) {
    QomObject node =
        blueprint.id() != null
            ? peripheral.add(blueprint.id(), type.name())
            : anonymous.add("device[*]", type.name());
    for (QomProperty property : type.properties()) {
      String name = property.name();
      if (property.settable()) {
        Object value = deviceState(name).orElseGet(() -> values.getOrDefault(name, ""));
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

  private static int intValue(Map<String, Object> values, String name) {
    Object value = values.get(name);
    return value instanceof Long number ? number.intValue() : 0;
  }

  private static QemuError refused(Blueprint blueprint, String format, @Nullable Object... args) {
    return new QemuError(format.formatted(args)).at(blueprint.origin());
  }
}
