package org.pvpanic.emulator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chipset.Chipsets;
import org.pvpanic.chipset.Q35Features;
import org.pvpanic.device.PciDevices;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.pci.PciHost;
import org.pvpanic.qom.BoardDeclaration;
import org.pvpanic.qom.BoardObject;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Cpus;
import org.pvpanic.vm.Vm;

/**
 * The objects of a board as it is before any {@code -device}, at the paths that they have in QEMU
 * 7.2. What they are is declared once for all machines of a kind; a machine makes an object up when
 * somebody looks at it.
 */
final class BoardTree {

  private static final Pattern DEVICE = Pattern.compile("(?<=unattached/device\\[)\\d+");

  /** What goes with {@code vmport=off}. */
  private static final Set<String> VMWARE = Set.of("vmport", "vmmouse");

  private final Vm vm;
  private final QomObject machine;
  private final QomObject peripheral;
  private final QomObject anonymous;
  private final Map<String, Bus> buses = new LinkedHashMap<>();
  private final BoardValues values;
  private final BoardGlobals globals;
  private final List<BoardObject> leftOut;
  private boolean populated;
  private @Nullable PciHost pci;

  /** Puts an empty board of {@code vm} into its object tree. */
  BoardTree(Vm vm, Settings settings) {
    this.vm = vm;
    this.globals = new BoardGlobals(vm, settings);
    this.machine = vm.board();
    this.peripheral = machine.make("peripheral", "container");
    this.anonymous = machine.make("peripheral-anon", "container");
    this.values = new BoardValues(vm, settings);
    boolean vmport = !"off".equals(settings.machine().properties().string("vmport"));
    this.leftOut =
        declaration().devices().stream()
            .filter(device -> !vmport && VMWARE.contains(device.type()))
            .toList();
    machine.fillBy(this::fillEmptyMachine);
  }

  private void fillEmptyMachine(QomObject object) {
    object.addWhatItsTypeDeclares();
    object.put(peripheral);
    object.put(anonymous);
  }

  /**
   * Puts onto the board what the machine type has on it.
   *
   * @throws QemuError when the user says something of it that cannot be
   */
  void populate() {
    declaration().devices().forEach(device -> globals.of(device.type()));
    populated = true;
    pci = plugChipset();
    machine.fillBy(
        object -> {
          fill(object, declaration().machine(), 0);
          object.put(peripheral);
          object.put(anonymous);
          values.declareMachine(object);
        });
    for (int i = 0; i < vm.cpus().present(); i++) {
      vm.addCpu("/machine/unattached/device[" + (i == 0 ? 0 : i + 1) + "]");
    }
  }

  private @Nullable PciHost plugChipset() {
    PciDevices makers = new PciDevices(vm.version());
    return switch (vm.type().family()) {
      case I440FX -> Chipsets.plugI440fx(vm.machine(), makers, globals.sleepTypeOfDisk());
      case Q35 -> Chipsets.plugQ35(vm.machine(), makers, q35Features(), globals.sleepTypeOfDisk());
      case ISAPC, MICROVM, NONE -> null;
    };
  }

  private Q35Features q35Features() {
    return new Q35Features(
        globals.bridgesHotplugByAcpi(), globals.tsegMbytes(), !vm.type().isVersionedBefore("5.0"));
  }

  private BoardDeclaration declaration() {
    return BoardDeclaration.of(vm.type().family().name().toLowerCase(Locale.ROOT));
  }

  /** What the user says of the board's devices. */
  BoardGlobals globals() {
    return globals;
  }

  /** Where devices with an id are. */
  QomObject peripheral() {
    return peripheral;
  }

  /** Where devices without an id are. */
  QomObject anonymous() {
    return anonymous;
  }

  /** Where its PCI buses are, if it has any. */
  @Nullable PciHost pci() {
    return pci;
  }

  /** The buses by name, those of the board first. */
  Map<String, Bus> buses() {
    if (populated && buses.isEmpty()) {
      plugDeclared();
    }
    return buses;
  }

  private void plugDeclared() {
    for (BoardObject device : declaration().devices()) {
      if (isLeftOut(device)) {
        continue;
      }
      Bus bus = buses.computeIfAbsent(device.bus().orElseThrow(), this::declaredBus);
      bus.plug(device.type(), renumbered(device.path()));
    }
  }

  private Bus declaredBus(String name) {
    BoardObject bus = declaration().bus(name);
    String shown = bus.type().equals("System") ? "main-system-bus" : name;
    return new Bus(shown, bus.type(), renumbered(bus.path()), bus.type().equals("PCI"));
  }

  private void fill(QomObject object, BoardObject declared, int cpu) {
    object.values(settled(declared, cpu));
    object.addWhatItsTypeDeclares();
    Bus bus = buses().get(declared.name());
    int onBoard = 0;
    if (bus != null) {
      onBoard = declaration().devicesOn(declared.name());
      onBoard -=
          (int) leftOut.stream().filter(d -> d.bus().equals(Optional.of(bus.name()))).count();
    }
    if (bus != null) {
      bus.showBefore(object, onBoard);
    }
    for (BoardObject.Row row : declared.rows()) {
      if (row instanceof BoardObject.Child child) {
        addChild(object, child.object(), cpu);
      } else if (row instanceof BoardObject.Own own) {
        object.add(own.property());
      } else if (row instanceof BoardObject.Gone gone) {
        object.remove(gone.name());
      }
    }
    CompatProperties.apply(vm.type(), object);
    values.declareDevice(object);
    if (bus != null) {
      bus.show(object, onBoard);
    }
  }

  private void addChild(QomObject parent, BoardObject declared, int cpu) {
    if (declared.values().get("size") instanceof String size && values.get(size).equals(0L)) {
      return; // memory that there is none of
    }
    if (isLeftOut(declared)) {
      return;
    }
    if (isCpu(declared)) {
      addCpu(parent, declared, 0);
      return;
    }
    String path = renumbered(declared.path());
    parent.put(
        parent
            .make(path.substring(path.lastIndexOf('/') + 1), declared.type())
            .fillBy(object -> fill(object, declared, cpu)));
    if (declared.name().equals("device[1]")) {
      addOtherCpus(parent);
    }
  }

  /** Whether the user does not want the device that is declared. */
  private boolean isLeftOut(BoardObject declared) {
    return leftOut.contains(declared);
  }

  private int leftOutBefore(int number) {
    int count = 0;
    for (BoardObject device : leftOut) {
      String name = device.name();
      if (Integer.parseInt(name.substring(name.indexOf('[') + 1, name.length() - 1)) < number) {
        count++;
      }
    }
    return count;
  }

  private static boolean isCpu(BoardObject declared) {
    return declared.type().equals("$CPU");
  }

  /** They come behind what the first one brings with it. */
  private void addOtherCpus(QomObject parent) {
    BoardObject container = declaration().machine().children().get(0);
    BoardObject first =
        container.children().stream().filter(BoardTree::isCpu).findFirst().orElseThrow();
    for (int other = 1; other < vm.cpus().present(); other++) {
      addCpu(parent, first, other);
    }
  }

  private void addCpu(QomObject parent, BoardObject declared, int cpu) {
    String path = vm.cpuPaths().get(cpu);
    parent.put(
        parent
            .make(path.substring(path.lastIndexOf('/') + 1), vm.cpus().type())
            .fillBy(object -> fillCpu(object, declared, cpu)));
  }

  private void fillCpu(QomObject object, BoardObject declared, int cpu) {
    fill(object, declared, cpu);
    Cpus.Place place = vm.cpus().place(cpu);
    object.value("apic-id", (long) cpu);
    object.value("socket-id", (long) place.socket());
    object.value("die-id", (long) place.die());
    object.value("core-id", (long) place.core());
    object.value("thread-id", (long) place.thread());
    object.property("crash-information", "GuestPanicInformation", () -> crashInformation(cpu));
  }

  /** Only some hypervisors' panics come with information; pvpanic's never do. */
  private Object crashInformation(int cpu) {
    boolean crashed = vm.machine().crashOccurred(cpu);
    throw new QomException(crashed ? "No crash information" : "No crash occurred");
  }

  /**
   * The values that are declared, with those that differ from machine to machine put in.
   *
   * @param cpu the CPU that the object belongs to; 0 if to none
   */
  private Map<String, Object> settled(BoardObject declared, int cpu) {
    Map<String, Object> shared = declared.values();
    Optional<String> bus = declared.bus();
    boolean moved = vm.cpus().present() > 1;
    Map<String, Object> wanted = globals.of(declared.type());
    if (bus.isEmpty()
        && !moved
        && leftOut.isEmpty()
        && wanted.isEmpty()
        && shared.values().stream().noneMatch(this::differs)) {
      return shared;
    }
    Map<String, Object> own = new HashMap<>(wanted);
    own.putAll(shared); // what the board itself says of its devices has the last word
    own.replaceAll((name, value) -> settled(value, cpu));
    bus.ifPresent(name -> own.put("parent_bus", renumbered(declaration().bus(name).path())));
    if (cpu > 0) {
      values.settleOtherCpu(declared.name(), own, cpu);
    }
    return own;
  }

  private boolean differs(@Nullable Object value) {
    return value instanceof String text && text.startsWith("$");
  }

  private Object settled(Object value, int cpu) {
    if (!(value instanceof String text)) {
      return value;
    }
    return differs(text) ? values.get(text) : renumbered(text, cpu);
  }

  private String renumbered(String path) {
    return renumbered(path, 0);
  }

  /**
   * Devices are numbered as they are made; CPUs but the first come before all but one of them.
   *
   * @param cpu what the first CPU stands for
   */
  private String renumbered(String path, int cpu) {
    int more = vm.cpus().present() - 1;
    if (more <= 0 && leftOut.isEmpty()) {
      return path;
    }
    return DEVICE
        .matcher(path)
        .replaceAll(
            found -> {
              int number = Integer.parseInt(found.group());
              if (number > 1) {
                return String.valueOf(number + more - leftOutBefore(number));
              }
              return String.valueOf(number == 0 && cpu > 0 ? cpu + 1 : number);
            });
  }
}
