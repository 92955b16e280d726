package org.pvpanic.emulator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

  private final Vm vm;
  private final QomObject machine;
  private final QomObject peripheral;
  private final QomObject anonymous;
  private final Map<String, Bus> buses = new LinkedHashMap<>();
  private final BoardValues values;
  private boolean populated;

  /** Puts an empty board of {@code vm} into its object tree. */
  BoardTree(Vm vm) {
    this.vm = vm;
    this.machine = vm.board();
    this.peripheral = machine.make("peripheral", "container");
    this.anonymous = machine.make("peripheral-anon", "container");
    this.values = new BoardValues(vm);
    machine.fillBy(this::fillEmptyMachine);
  }

  private void fillEmptyMachine(QomObject object) {
    object.addWhatItsTypeDeclares();
    object.put(peripheral);
    object.put(anonymous);
  }

  /** Puts onto the board what the machine type has on it. */
  void populate() {
    populated = true;
    machine.fillBy(
        object -> {
          fill(object, declaration().machine());
          object.put(peripheral);
          object.put(anonymous);
          values.declareMachine(object);
        });
    for (int i = 0; i < vm.cpus().present(); i++) {
      vm.addCpu("/machine/unattached/device[" + (i == 0 ? 0 : i + 1) + "]");
    }
  }

  /** Says what {@code -bios} names. */
  BoardTree withFirmware(@Nullable String file) {
    if (file != null) {
      values.setFirmware(file);
    }
    return this;
  }

  private BoardDeclaration declaration() {
    return BoardDeclaration.of(vm.type().family().name().toLowerCase(Locale.ROOT));
  }

  /** Where devices with an id are. */
  QomObject peripheral() {
    return peripheral;
  }

  /** Where devices without an id are. */
  QomObject anonymous() {
    return anonymous;
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
      Bus bus = buses.computeIfAbsent(device.bus().orElseThrow(), this::declaredBus);
      bus.plug(device.type(), renumbered(device.path()));
    }
  }

  private Bus declaredBus(String name) {
    BoardObject bus = declaration().bus(name);
    return new Bus(name, bus.type(), renumbered(bus.path()), bus.type().equals("PCI"));
  }

  private void fill(QomObject object, BoardObject declared) {
    object.values(settled(declared));
    object.addWhatItsTypeDeclares();
    Bus bus = buses().get(declared.name());
    int onBoard = bus == null ? 0 : declaration().devicesOn(declared.name());
    if (bus != null) {
      bus.showBefore(object, onBoard);
    }
    for (BoardObject.Row row : declared.rows()) {
      if (row instanceof BoardObject.Child child) {
        addChild(object, child.object());
      } else if (row instanceof BoardObject.Own own) {
        object.add(own.property());
      } else if (row instanceof BoardObject.Gone gone) {
        object.remove(gone.name());
      }
    }
    values.declareDevice(object);
    if (bus != null) {
      bus.show(object, onBoard);
    }
  }

  private void addChild(QomObject parent, BoardObject declared) {
    if (declared.values().get("size") instanceof String size && values.get(size).equals(0L)) {
      return; // memory that there is none of
    }
    if (isCpu(declared)) {
      addCpu(parent, declared, 0);
      return;
    }
    String path = renumbered(declared.path());
    parent.put(
        parent
            .make(path.substring(path.lastIndexOf('/') + 1), declared.type())
            .fillBy(object -> fill(object, declared)));
    if (declared.name().equals("device[1]")) {
      addOtherCpus(parent);
    }
  }

  private static boolean isCpu(BoardObject declared) {
    return declared.type().equals("$CPU");
  }

  /** They come behind what the first one brings with it. */
  private void addOtherCpus(QomObject parent) {
    BoardObject container = declaration().machine().children().get(0);
    BoardObject first =
        container.children().stream().filter(BoardTree::isCpu).findFirst().orElseThrow();
    for (int cpu = 1; cpu < vm.cpus().present(); cpu++) {
      addCpu(parent, first, cpu);
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
    fill(object, declared);
    Cpus.Place place = vm.cpus().place(cpu);
    object.value("apic-id", (long) cpu);
    object.value("socket-id", (long) place.socket());
    object.value("die-id", (long) place.die());
    object.value("core-id", (long) place.core());
    object.value("thread-id", (long) place.thread());
    object.property("crash-information", "GuestPanicInformation", () -> crashInformation(cpu));
    QomObject lapic = object.child("lapic");
    if (lapic != null) {
      lapic.value("id", (long) cpu);
    }
  }

  /** Only some hypervisors' panics come with information; pvpanic's never do. */
  private Object crashInformation(int cpu) {
    boolean crashed = vm.machine().crashOccurred(cpu);
    throw new QomException(crashed ? "No crash information" : "No crash occurred");
  }

  /** The values that are declared, with those that differ from machine to machine put in. */
  private Map<String, Object> settled(BoardObject declared) {
    Map<String, Object> settled = declared.values();
    Optional<String> bus = declared.bus();
    boolean moved = vm.cpus().present() > 1;
    if (bus.isEmpty() && !moved && settled.values().stream().noneMatch(this::differs)) {
      return settled;
    }
    Map<String, Object> own = new HashMap<>(settled);
    own.replaceAll((name, value) -> settled(value));
    bus.ifPresent(name -> own.put("parent_bus", renumbered(declaration().bus(name).path())));
    return own;
  }

  private boolean differs(@Nullable Object value) {
    return value instanceof String text && text.startsWith("$");
  }

  private Object settled(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    return differs(text) ? values.get(text) : renumbered(text);
  }

  /** Devices are numbered as they are made; CPUs but the first come before all but one of them. */
  private String renumbered(String path) {
    int more = vm.cpus().present() - 1;
    if (more <= 0) {
      return path;
    }
    return DEVICE
        .matcher(path)
        .replaceAll(
            found -> {
              int number = Integer.parseInt(found.group());
              return String.valueOf(number < 2 ? number : number + more);
            });
  }
}
