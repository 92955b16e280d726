package org.pvpanic.commands;

import java.util.List;
import java.util.Optional;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.pci.PciBar;
import org.pvpanic.pci.PciBridge;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;
import org.pvpanic.qmp.Name;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.vm.Vm;

/** What is on the PCI buses: {@code query-pci} and {@code info pci}. */
final class PciCommands {

  private static final int VENDOR = 0x00;
  private static final int DEVICE = 0x02;
  private static final int CLASS = 0x0a;
  private static final int PRIMARY_BUS = 0x18;
  private static final int SUBSYSTEM_VENDOR = 0x2c;
  private static final int SUBSYSTEM = 0x2e;
  private static final int INTERRUPT_LINE = 0x3c;
  private static final int INTERRUPT_PIN = 0x3d;

  private final Vm vm;

  PciCommands(Vm vm) {
    this.vm = vm;
  }

  /** Addresses that a bridge passes on. */
  record PciMemoryRange(long base, long limit) {
    static PciMemoryRange of(PciBridge.Window window) {
      return new PciMemoryRange(window.base(), window.limit());
    }
  }

  /** What a base address register maps; {@code address} is -1 while it does not. */
  record PciMemoryRegion(
      long bar,
      String type,
      long address,
      long size,
      Optional<Boolean> prefetch,
      @Name("mem_type_64") Optional<Boolean> memType64) {

    static PciMemoryRegion of(PciFunction function, PciBar bar) {
      Optional<Boolean> prefetch = bar.io() ? Optional.empty() : Optional.of(bar.prefetch());
      Optional<Boolean> wide = bar.io() ? Optional.empty() : Optional.of(bar.wide());
      return new PciMemoryRegion(
          bar.number(),
          bar.io() ? "io" : "memory",
          function.address(bar),
          bar.size(),
          prefetch,
          wide);
    }
  }

  /** The buses at both sides of a bridge, and what it passes on. */
  record PciBusInfo(
      long number,
      long secondary,
      long subordinate,
      @Name("io_range") PciMemoryRange ioRange,
      @Name("memory_range") PciMemoryRange memoryRange,
      @Name("prefetchable_range") PciMemoryRange prefetchableRange) {}

  /** A bridge, with what is behind it once its bus has a number. */
  record PciBridgeInfo(PciBusInfo bus, Optional<List<PciDeviceInfo>> devices) {}

  /** The class of a function, in words where there are some. */
  record PciDeviceClass(Optional<String> desc, @Name("class") long code) {}

  /** Who made a function. */
  record PciDeviceId(
      long device, long vendor, Optional<Long> subsystem, Optional<Long> subsystemVendor) {}

  /** A function. */
  record PciDeviceInfo(
      long bus,
      long slot,
      long function,
      @Name("class_info") PciDeviceClass classInfo,
      PciDeviceId id,
      Optional<Long> irq,
      @Name("irq_pin") long irqPin,
      @Name("qdev_id") String qdevId,
      @Name("pci_bridge") Optional<PciBridgeInfo> bridge,
      List<PciMemoryRegion> regions) {}

  /** A bus that begins at a host. */
  record PciInfo(long bus, List<PciDeviceInfo> devices) {}

  static void addTo(QmpCommands commands, Vm vm) {
    PciCommands group = new PciCommands(vm);
    commands.add("query-pci").returnsListOf(PciInfo.class).does((client, none) -> group.query());
  }

  /** {@code info pci}. */
  HmpCommand info() {
    return HumanInfo.info("pci", "show PCI info", this::print);
  }

  private List<PciInfo> query() {
    return vm.machine().devices().stream()
        .filter(PciHost.class::isInstance)
        .map(PciHost.class::cast)
        .map(host -> new PciInfo(0, devices(host.bus(), 0)))
        .toList();
  }

  private static List<PciDeviceInfo> devices(PciBus bus, int number) {
    return bus.functions().stream().map(function -> device(function, number)).toList();
  }

  private static PciDeviceInfo device(PciFunction function, int bus) {
    int code = function.config().getWord(CLASS);
    long pin = function.config().getByte(INTERRUPT_PIN);
    long line = function.config().getByte(INTERRUPT_LINE);
    return new PciDeviceInfo(
        bus,
        function.devfn() / PciBus.FUNCTIONS,
        function.devfn() % PciBus.FUNCTIONS,
        new PciDeviceClass(PciClasses.describe(code), code),
        id(function),
        pin == 0 ? Optional.empty() : Optional.of(line),
        pin,
        Optional.ofNullable(function.id()).orElse(""),
        function instanceof PciBridge bridge ? Optional.of(bridge(bridge)) : Optional.empty(),
        function.header().bars().stream().map(bar -> PciMemoryRegion.of(function, bar)).toList());
  }

  /** A bridge has no subsystem. */
  private static PciDeviceId id(PciFunction function) {
    boolean bridge = function.header().isBridge();
    return new PciDeviceId(
        function.config().getWord(DEVICE),
        function.config().getWord(VENDOR),
        bridge ? Optional.empty() : Optional.of((long) function.config().getWord(SUBSYSTEM)),
        bridge
            ? Optional.empty()
            : Optional.of((long) function.config().getWord(SUBSYSTEM_VENDOR)));
  }

  private static PciBridgeInfo bridge(PciBridge bridge) {
    int secondary = bridge.secondary();
    PciBusInfo bus =
        new PciBusInfo(
            bridge.config().getByte(PRIMARY_BUS),
            secondary,
            bridge.config().getByte(PciBridge.SUBORDINATE),
            PciMemoryRange.of(bridge.ioWindow()),
            PciMemoryRange.of(bridge.memoryWindow()),
            PciMemoryRange.of(bridge.prefetchWindow()));
    return new PciBridgeInfo(
        bus, secondary == 0 ? Optional.empty() : Optional.of(devices(bridge.behind(), secondary)));
  }

  private void print(HmpCall call) {
    query().forEach(bus -> bus.devices().forEach(device -> print(call, device)));
  }

  private static void print(HmpCall call, PciDeviceInfo device) {
    call.println(
        "  Bus %2d, device %3d, function %d:"
            .formatted(device.bus(), device.slot(), device.function()));
    PciDeviceId id = device.id();
    PciDeviceClass classInfo = device.classInfo();
    String what = classInfo.desc().orElse("Class %04d".formatted(classInfo.code()));
    call.println("    %s: PCI device %04x:%04x".formatted(what, id.vendor(), id.device()));
    id.subsystemVendor()
        .ifPresent(
            vendor ->
                call.println(
                    "      PCI subsystem %04x:%04x"
                        .formatted(vendor, id.subsystem().orElseThrow())));
    device
        .irq()
        .ifPresent(
            irq ->
                call.println(
                    "      IRQ %d, pin %c".formatted(irq, (char) ('A' + device.irqPin() - 1))));
    device.bridge().ifPresent(bridge -> print(call, bridge.bus()));
    device.regions().forEach(region -> print(call, region));
    call.println("      id \"" + device.qdevId() + "\"");
    device
        .bridge()
        .flatMap(PciBridgeInfo::devices)
        .ifPresent(behind -> behind.forEach(each -> print(call, each)));
  }

  private static void print(HmpCall call, PciBusInfo bus) {
    call.println("      BUS " + bus.number() + ".");
    call.println("      secondary bus " + bus.secondary() + ".");
    call.println("      subordinate bus " + bus.subordinate() + ".");
    printRange(call, "IO range [0x%04x, 0x%04x]", bus.ioRange());
    printRange(call, "memory range [0x%08x, 0x%08x]", bus.memoryRange());
    printRange(call, "prefetchable memory range [0x%08x, 0x%08x]", bus.prefetchableRange());
  }

  private static void printRange(HmpCall call, String form, PciMemoryRange range) {
    call.println("      " + form.formatted(range.base(), range.limit()));
  }

  private static void print(HmpCall call, PciMemoryRegion region) {
    long last = region.address() + region.size() - 1;
    String where =
        region.type().equals("io")
            ? "I/O at 0x%04x [0x%04x].".formatted(region.address(), last)
            : "%d bit%s memory at 0x%08x [0x%08x]."
                .formatted(
                    region.memType64().orElse(false) ? 64 : 32,
                    region.prefetch().orElse(false) ? " prefetchable" : "",
                    region.address(),
                    last);
    call.println("      BAR%d: %s".formatted(region.bar(), where));
  }
}
