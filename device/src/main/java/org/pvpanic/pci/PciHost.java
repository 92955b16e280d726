package org.pvpanic.pci;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.HotplugPort;
import org.pvpanic.machine.MachineException;

/**
 * Where a board's PCI buses are connected to it: the configuration mechanism, and the memory of the
 * first bus, which is seen wherever nothing of the board itself is.
 */
public final class PciHost implements Device, HotplugPort {

  private final MemoryRegion memory = MemoryRegion.container("pci", MemoryRegion.ALL);
  private final PciBus bus;
  private final PciMaker maker;
  private final ConfigMechanism mechanism;
  private @Nullable Board board;
  private @Nullable PciHotplug controller;

  /**
   * A host with an empty bus.
   *
   * @param busName such as {@code pci.0}
   * @param express whether the bus is PCI Express
   * @param maker makes what is put on it by name
   */
  public PciHost(String busName, boolean express, PciMaker maker) {
    this.bus = new PciBus(busName, memory, null, express, !express);
    this.maker = maker;
    this.mechanism = new ConfigMechanism(bus);
  }

  @Override
  public void attach(Board to) {
    board = to;
    to.physical().root().add(0, memory, -1);
    mechanism.attach(to.ports());
  }

  /** The first bus. */
  public PciBus bus() {
    return bus;
  }

  /** What is in the memory of the first bus. */
  public MemoryRegion memory() {
    return memory;
  }

  /** The bus of a name; null for none. */
  public @Nullable PciBus bus(String name) {
    return allBuses().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }

  /** The buses on which functions may come and go, in the order in which QEMU numbers them. */
  public List<PciBus> hotpluggableBuses() {
    return allBuses().filter(PciBus::isHotpluggable).toList();
  }

  private Stream<PciBus> allBuses() {
    return withThoseBehind(bus);
  }

  private static Stream<PciBus> withThoseBehind(PciBus from) {
    return Stream.concat(
        Stream.of(from),
        from.bridges().stream().flatMap(bridge -> withThoseBehind(bridge.behind())));
  }

  /** Says who tells the guest what comes and goes. */
  public void use(PciHotplug hotplug) {
    controller = hotplug;
  }

  /** Whether anybody tells the guest what comes and goes. */
  public boolean announcesHotplug() {
    return controller != null;
  }

  /**
   * Makes a function and puts it on a bus.
   *
   * @param hot whether the machine is there already
   * @throws IllegalArgumentException in QEMU's words when it cannot
   */
  public PciFunction plug(PciPlug plug, boolean hot) {
    PciFunction made = maker.make(plug, plug.place(find(plug.bus()), hot));
    Objects.requireNonNull(board).plug(made);
    return made;
  }

  @Override
  public long plug(String description) {
    try {
      PciPlug wanted = PciPlug.parse(description);
      PciHotplug hotplug = Objects.requireNonNull(controller);
      hotplug.check(find(wanted.bus()));
      PciFunction made = plug(wanted, true);
      hotplug.plugged(made);
      return made.devfn();
    } catch (IllegalArgumentException e) {
      throw new MachineException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void requestRemoval(String busName, int place) {
    try {
      PciFunction function = find(busName).at(place);
      if (function != null) {
        Objects.requireNonNull(controller).requestRemoval(function);
      }
    } catch (IllegalArgumentException e) {
      throw new MachineException(String.valueOf(e.getMessage()));
    }
  }

  private PciBus find(String name) {
    PciBus found = bus(name);
    if (found == null) {
      throw new IllegalArgumentException("Bus '" + name + "' not found");
    }
    return found;
  }
}
