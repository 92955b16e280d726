package org.pvpanic.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pvpanic.acpi.IsaDevice;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.device.DebugConsole;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.Ib700Watchdog;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.PciDevices;
import org.pvpanic.device.Uart16550;
import org.pvpanic.device.VmCoreInfo;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineException;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.GlobalProperty;
import org.pvpanic.options.QemuError;
import org.pvpanic.pci.PciBridge;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciPlug;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomType;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.OutputLine;
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
  private static final int ISA_IRQS = 16;

  /** The largest number that systemd makes an interface's name of. */
  private static final long MOST_ACPI_INDEX = 0x3fff;

  private static final String BALLOON = "virtio-balloon-pci";
  private static final String VMCOREINFO = "vmcoreinfo";

  private final Vm vm;
  private final FwCfg fwCfg;
  private final AcpiDescription acpi;
  private final List<GlobalProperty> globals;
  private final BackEnds backEnds;
  private final BoardTree board;
  private final QomObject peripheral;
  private final QomObject anonymous;
  private final @Nullable PciHost pci;
  private final Map<QomObject, Bus> busOf = new HashMap<>();
  private final Map<Device, QomObject> nodes = new HashMap<>();
  private final Set<Long> chassisSlots = new HashSet<>();
  private final Set<Long> acpiIndexes = new HashSet<>();
  private final List<Integer> serialPlaces = new ArrayList<>();
  private int serialPorts;
  private int anonymousDevices;

  /**
   * A factory for {@code vm}.
   *
   * @param acpi is told of what it has to describe
   * @param board the objects that are there already; buses of new devices are added
   * @param globals defaults from {@code -global}
   */
  DeviceFactory(
      Vm vm,
      FwCfg fwCfg,
      AcpiDescription acpi,
      BoardTree board,
      List<GlobalProperty> globals,
      BackEnds backEnds) {
    this.vm = vm;
    this.fwCfg = fwCfg;
    this.acpi = acpi;
    this.globals = globals;
    this.backEnds = backEnds;
    this.board = board;
    this.peripheral = board.peripheral();
    this.anonymous = board.anonymous();
    this.pci = board.pci();
  }

  /**
   * Makes a device.
   *
   * @throws QemuError in QEMU's words when it cannot
   */
  void create(Blueprint blueprint) {
    create(blueprint, false);
  }

  /**
   * Makes a device while the machine is there.
   *
   * @throws QemuError in QEMU's words when it cannot
   */
  void hotplug(Blueprint blueprint) {
    create(blueprint, true);
  }

  private void create(Blueprint blueprint, boolean hot) {
    try {
      make(blueprint, hot);
    } catch (QemuError e) {
      throw e.at(blueprint.origin());
    } catch (IllegalArgumentException | MachineException e) {
      throw new QemuError(String.valueOf(e.getMessage())).at(blueprint.origin());
    }
  }

  private void make(Blueprint blueprint, boolean hot) {
    QomType type =
        vm.qom()
            .types()
            .find(blueprint.type())
            .filter(t -> t.isA("device"))
            .orElseThrow(
                () -> new QemuError("'" + blueprint.type() + "' is not a valid device model name"));
    if (type.isAbstract()) {
      throw new QemuError("Parameter 'driver' expects a non-abstract device type");
    }
    if (!type.userCreatable()) {
      throw new QemuError("Parameter 'driver' expects a pluggable device type");
    }
    if (hot && type.name().equals(VMCOREINFO)) {
      throw new QemuError("Parameter 'driver' expects a pluggable device type");
    }
    Bus bus = findBus(blueprint, type);
    if (hot) {
      bus.checkHotpluggable();
    }
    String id = blueprint.id();
    if (id != null && peripheral.children().containsKey(id)) {
      throw new QemuError("Duplicate device ID '" + id + "'");
    }
    String name =
        id != null ? id : "device[" + anonymousDevices++ + "]"; // even if it comes to naught
    DeviceProperties values = DeviceProperties.of(blueprint, type, globals, vm.qom());
    if (type.name().equals(BALLOON)
        && (peripheral.contains(BALLOON) || anonymous.contains(BALLOON))) {
      throw new QemuError("Only one balloon device is supported");
    }
    List<MemoryRegion> before = List.copyOf(vm.machine().ports().root().children());
    PciFunction function = type.isA("pci-device") ? plugPci(type, id, bus, values, hot) : null;
    switch (type.name()) {
      case "pvpanic" -> plugPvpanic(values);
      case "isa-serial" -> plugSerial(values);
      case "isa-debugcon" -> plugDebugConsole(values);
      case "ib700" -> vm.machine().plug(new Ib700Watchdog());
      case VMCOREINFO -> plugVmCoreInfo();
      default -> {} // inert: accepted and listed, without function
    }
    values.set("hotplugged", hot);
    QomObject node = (id != null ? peripheral : anonymous).add(name, type.name());
    register(node, type, bus, values);
    List<MemoryRegion> added = new ArrayList<>(vm.machine().ports().root().children());
    added.removeAll(before);
    if (!added.isEmpty()) {
      node.fillBy(device -> showRegions(device, added));
    }
    if (bus != Bus.NONE) {
      busOf.put(node, bus);
    }
    if (function != null) {
      nodes.put(function, node);
      node.fillBy(device -> RegionProperties.declare(device, function));
    }
    if (function instanceof PciBridge bridge && id != null) {
      addBusBehind(bridge.behind(), node);
    }
  }

  private void addBusBehind(PciBus behind, QomObject bridge) {
    String type = behind.isExpress() ? "PCIE" : "PCI";
    String name = behind.name();
    Bus bus = new Bus(name, type, bridge.path() + "/" + name, behind.isHotpluggable());
    board.buses().put(name, bus);
    bus.show(bridge.add(name, type), 0);
  }

  private static void showRegions(QomObject device, List<MemoryRegion> regions) {
    device.addWhatItsTypeDeclares();
    for (MemoryRegion region : regions) {
      QomObject shown = device.child(region.name() + "[0]");
      if (shown != null) {
        RegionProperties.declare(shown, region);
      }
    }
  }

  /** The bus of a device, this factory's or the board's; null for none. */
  @Nullable Bus busOf(QomObject device) {
    QomObject.Property parent = device.property("parent_bus");
    Object path = parent == null ? "" : parent.get().get();
    return board.buses().values().stream()
        .filter(bus -> bus.path().equals(path))
        .findFirst()
        .orElse(null);
  }

  /** Whether this factory made a device and put it on a bus. */
  boolean made(QomObject device) {
    return busOf.containsKey(device);
  }

  /**
   * Takes a device that has left the board out of the object tree.
   *
   * @return where it was
   */
  QomObject forget(Device device) {
    QomObject node = Objects.requireNonNull(nodes.remove(device));
    Bus bus = Objects.requireNonNull(busOf.remove(node));
    acpiIndexes.remove(node.number("acpi-index"));
    chassisSlots.remove(chassisSlot(node.number("chassis"), node.number("slot")));
    board.buses().remove(node.name());
    bus.unplug(node.path());
    node.remove();
    return node;
  }

  private static long chassisSlot(long chassis, long slot) {
    return chassis << 16 | slot;
  }

  private Bus findBus(Blueprint blueprint, QomType type) {
    String kind = type.bus().orElse("");
    String wanted = blueprint.properties().string("bus");
    if (wanted == null && kind.isEmpty()) {
      return Bus.NONE;
    }
    if (wanted == null) {
      return board.buses().values().stream()
          .filter(bus -> bus.takes(kind))
          .findFirst()
          .orElseThrow(
              () ->
                  new QemuError("No '%s' bus found for device '%s'".formatted(kind, type.name())));
    }
    Bus found = board.buses().get(wanted);
    if (found == null) {
      throw new QemuError("Bus '" + wanted + "' not found");
    }
    if (!found.takes(kind)) {
      throw new QemuError("Device '%s' can't go on %s bus".formatted(type.name(), found.type()));
    }
    return found;
  }

  private PciFunction plugPci(
      QomType type, @Nullable String id, Bus bus, DeviceProperties values, boolean hot) {
    PciHost host = Objects.requireNonNull(pci);
    String busName = bus.name();
    Map<String, Long> numbers = new HashMap<>();
    numbers.put(PciPlug.MULTIFUNCTION, values.flag("multifunction") ? 1L : 0L);
    for (String name : PciDevices.PROPERTIES) {
      long number = values.flag(name) ? 1 : values.number(name);
      if (number != 0) {
        numbers.put(name, number);
      }
    }
    if (host.announcesHotplug()) {
      claimAcpiIndex(values.number("acpi-index"));
    }
    PciProperties.check(bus, values);
    PciPlug plug = new PciPlug(type.name(), busName, (int) values.number("addr"), id, numbers);
    int place =
        hot ? (int) vm.submit(new Input.Plug(plug.toString())) : host.plug(plug, false).devfn();
    values.set("addr", (long) place);
    values.set("legacy-addr", "%02x.%x".formatted(place / 8, place % 8));
    if (type.isA("pcie-slot")
        && !chassisSlots.add(chassisSlot(values.number("chassis"), values.number("slot")))) {
      throw new QemuError("Can't add chassis slot, error -16");
    }
    return Objects.requireNonNull(Objects.requireNonNull(host.bus(busName)).at(place));
  }

  /** Keeps a number for a device before its place is known to be free, and even if it is not. */
  private void claimAcpiIndex(long index) {
    if (index > MOST_ACPI_INDEX) {
      throw new QemuError("acpi-index should be less or equal to " + MOST_ACPI_INDEX);
    }
    if (index != 0 && !acpiIndexes.add(index)) {
      throw new QemuError("a PCI device with acpi-index = " + index + " already exist");
    }
  }

  private void plugPvpanic(DeviceProperties values) {
    if (!values.isGiven("events")) {
      values.set("events", (long) vm.type().pvpanicEvents(vm.version().pvpanicEvents()));
    }
    int ioport = (int) values.number("ioport");
    int events = (int) values.number("events");
    vm.machine().plug(new IsaPvpanic(ioport, events, vm.version(), fwCfg));
    acpi.add(new IsaDevice.Pvpanic(ioport));
  }

  private void plugSerial(DeviceProperties values) {
    Chardev chardev = claimChardev(values, "serial");
    long index = values.isGiven("index") ? values.number("index") : serialPorts;
    if (index >= SERIAL_PORTS.length) {
      throw new QemuError(
          "Max. supported number of ISA serial ports is " + SERIAL_PORTS.length + ".");
    }
    values.set("index", index);
    if (!values.isGiven("iobase")) {
      values.set("iobase", (long) SERIAL_PORTS[(int) index]);
    }
    if (!values.isGiven("irq")) {
      values.set("irq", (long) SERIAL_IRQS[(int) index]);
    }
    if (values.number("irq") >= ISA_IRQS) {
      throw new QemuError(
          "Property 'isa-serial.irq' doesn't take value '" + values.number("irq") + "'");
    }
    addSerial((int) index, (int) values.number("iobase"), (int) values.number("irq"), chardev);
  }

  /** The back end that a device's {@code chardev} names; null for none. */
  private @Nullable Chardev claimChardev(DeviceProperties values, String owner) {
    String label = values.text("chardev");
    if (label.isEmpty()) {
      return null;
    }
    Chardev chardev = backEnds.find(label);
    if (chardev == null) {
      throw new QemuError("Property '%s.chardev' can't find value '%s'".formatted(owner, label));
    }
    if (!backEnds.claim(chardev)) {
      throw new QemuError(
          "Property '%1$s.chardev' can't take value '%2$s': Device '%2$s' is in use"
              .formatted(owner, label));
    }
    return chardev;
  }

  private void plugVmCoreInfo() {
    boolean another =
        vm.machine().devices().stream().anyMatch(device -> device instanceof VmCoreInfo);
    if (another) {
      throw new QemuError("at most one vmcoreinfo device is permitted");
    }
    if (!vm.type().hasIsa()) { // and so no fw_cfg at all
      throw new QemuError(VmCoreInfo.NEEDS_DMA);
    }
    vm.machine().plug(new VmCoreInfo(fwCfg));
  }

  private void plugDebugConsole(DeviceProperties values) {
    Chardev chardev = claimChardev(values, "isa-debugcon");
    if (chardev == null) {
      throw new QemuError("Can't create debugcon device, empty char device");
    }
    OutputLine line = new OutputLine(vm.loop(), chardev);
    chardev.attach(line);
    vm.machine().addLine(line);
    vm.machine()
        .plug(new DebugConsole(values.number("iobase"), (int) values.number("readback"), line));
  }

  private void addSerial(int index, int iobase, int irq, @Nullable Chardev chardev) {
    serialPlaces.add(iobase);
    int number = serialPorts++;
    vm.machine().plug(new Uart16550(iobase, irq));
    acpi.add(new IsaDevice.Serial(index, iobase, irq));
    if (chardev != null) {
      new SerialConsole(vm.machine(), vm.loop(), vm.eventLoop(), number, chardev);
    }
  }

  /** A serial port of the board's own, from {@code -serial}; {@code index} 0 is COM1. */
  void createSerial(int index, Chardev chardev) {
    if (vm.type().hasIsa() && index < SERIAL_PORTS.length) {
      addSerial(index, SERIAL_PORTS[index], SERIAL_IRQS[index], chardev);
    }
  }

  /**
   * Checks that a device tree can describe what there is, once all is there.
   *
   * @throws QemuError when two serial ports of a microvm have the same name in it, their place
   */
  void checkDeviceTree() {
    Set<Integer> named = new HashSet<>();
    for (int place : serialPlaces) {
      if (!named.add(place) && vm.type().family() == MachineType.Family.MICROVM) {
        throw new QemuError(
            "qemu_fdt_add_subnode: Failed to create subnode /serial@%x: FDT_ERR_EXISTS"
                .formatted(place));
      }
    }
  }

  private static void register(QomObject node, QomType type, Bus bus, DeviceProperties values) {
    Map<String, Object> state = new HashMap<>(values.changed());
    state.put("hotpluggable", bus.hotpluggable());
    state.put("parent_bus", bus.path());
    node.values(state);
    if (type.isA("virtio-balloon-pci-base")) {
      BalloonStatistics.declare(node);
    }
    bus.plug(type.name(), node.path());
  }
}
