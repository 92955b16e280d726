package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.acpi.AmlNamespace;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/**
 * What a kernel says while it looks at the PCI bus: the root bridge that ACPI tells of with the
 * addresses behind it, every function that answers, and what is done about those with quirks.
 *
 * <p>The texts are those of drivers/pci and drivers/acpi/pci_root.c.
 */
final class PciReport {

  private static final int CLASS_VGA = 0x0300;
  private static final int PIIX_ROUTES = 0x60;
  private static final int ICH9_ROUTES_E = 0x68;
  private static final int SCI = 9;
  private static final int FIRST_GSI = 16;

  /** Resources of a bus before those of its windows. */
  private static final int FIRST_WINDOW = 4;

  /** Bit of a route of the ISA bridge: the line leads nowhere. */
  private static final int ROUTE_DISABLED = 1 << 7;

  /** The deterministic latency control register of the PIIX3, and its bit for passive release. */
  private static final int PIIX_RELEASE = 0x82;

  private static final int PASSIVE = 1 << 1;

  private final AcpiReport acpi;
  private final PciConfig config;
  private final boolean isNew;

  PciReport(PciConfig config, AcpiReport acpi, Era era) {
    this.config = config;
    this.acpi = acpi;
    this.isNew = era == Era.LINUX_6_1;
  }

  boolean isPresent() {
    return config.isPresent();
  }

  /** The path of the root bridge in the ACPI namespace and its ID, or nothing. */
  private Map.@Nullable Entry<String, String> root() {
    for (Map.Entry<String, String> device : acpi.namespace().hardwareIds().entrySet()) {
      if (device.getValue().equals("PNP0A03") || device.getValue().equals("PNP0A08")) {
        return device;
      }
    }
    return null;
  }

  /** The root bridge is found, and what the firmware and the kernel each control of it. */
  List<String> rootLines() {
    List<String> lines = new ArrayList<>(36);
    Map.Entry<String, String> root = root();
    if (root == null) {
      return lines;
    }
    String path = root.getKey();
    String name = path.substring(path.lastIndexOf('.') + 1);
    lines.add("ACPI: PCI Root Bridge [" + name + "] (domain 0000 [bus 00-ff])");
    String device = "acpi " + root.getValue() + ":00: ";
    boolean express = root.getValue().equals("PNP0A08");
    if (isNew) {
      lines.add(
          device
              + "_OSC: OS supports ["
              + (express ? "ExtendedConfig " : "")
              + "ASPM ClockPM Segments MSI HPX-Type3]");
      if (express) {
        lines.add(device + "_OSC: platform does not support [PCIeHotplug LTR]");
        lines.add(device + "_OSC: OS now controls [PME AER PCIeCapability]");
      } else {
        lines.add(
            device
                + "_OSC: not requesting OS control; OS requires [ExtendedConfig ASPM ClockPM MSI]");
        lines.add(device + NO_MMCONFIG);
      }
    } else {
      lines.add(
          device
              + "_OSC: OS supports ["
              + (express ? "ExtendedConfig " : "")
              + "ASPM ClockPM Segments MSI]");
      if (express) {
        lines.add(device + "_OSC: platform does not support [PCIeHotplug]");
        lines.add(device + "_OSC: OS now controls [PME AER PCIeCapability]");
      } else {
        lines.add(device + "_OSC failed (AE_NOT_FOUND); disabling ASPM");
        lines.add(device + NO_MMCONFIG);
      }
    }
    slots(lines, path);
    return lines;
  }

  private static final String NO_MMCONFIG =
      "fail to add MMCONFIG information, can't access extended PCI configuration space under this"
          + " bridge.";

  /** The slots whose devices may come and go: those with a number. */
  private void slots(List<String> lines, String root) {
    AmlNamespace namespace = acpi.namespace();
    for (String path : namespace.devicePaths()) {
      if (path.startsWith(root + ".") && path.indexOf('.', root.length() + 1) < 0) {
        long slot = namespace.number(path + "._SUN", -1);
        if (slot >= 0) {
          lines.add("acpiphp: Slot [" + slot + "] registered");
        }
      }
    }
  }

  /** The addresses behind the root bridge, as lines say them. */
  private List<String> windows() {
    Map.Entry<String, String> root = root();
    List<String> io = new ArrayList<>(2);
    List<String> memory = new ArrayList<>(4);
    if (root == null) {
      return io;
    }
    for (AddressWindow window : AddressWindow.of(acpi.namespace().at(root.getKey()).resources())) {
      switch (window.kind()) {
        case IO ->
            io.add(
                "[io  0x"
                    + PciFunctionReport.digits(window.first(), 4)
                    + "-0x"
                    + PciFunctionReport.digits(window.last(), 4));
        case MEMORY ->
            memory.add(
                "[mem 0x"
                    + PciFunctionReport.digits(window.first(), 8)
                    + "-0x"
                    + PciFunctionReport.digits(window.last(), 8));
        case BUS -> {}
      }
    }
    io.addAll(memory);
    io.replaceAll(window -> window + (isNew ? " window]" : "]"));
    return io;
  }

  /** The bus, and every function that answers. */
  List<String> busLines() {
    List<String> lines = new ArrayList<>(16);
    if (!config.isPresent()) {
      return lines;
    }
    lines.add("PCI host bridge to bus 0000:00");
    for (String window : windows()) {
      lines.add("pci_bus 0000:00: root bus resource " + window);
    }
    lines.add("pci_bus 0000:00: root bus resource [bus 00-ff]");
    for (PciFunction function : config.scan()) {
      lines.addAll(PciFunctionReport.found(function, isNew));
    }
    return lines;
  }

  /**
   * Which interrupt each link device leads to. Each is then disabled until a driver wants it
   * (acpi_pci_link_add of drivers/acpi/pci_link.c), and so a capture kernel finds it.
   */
  List<String> links() {
    List<String> lines = new ArrayList<>(16);
    for (Map.Entry<String, String> device : acpi.namespace().hardwareIds().entrySet()) {
      if (device.getValue().equals("PNP0C0F")) {
        link(lines, device.getKey().substring(device.getKey().lastIndexOf('.') + 1));
      }
    }
    return lines;
  }

  private void link(List<String> lines, String name) {
    int line = name.charAt(3) - 'A';
    int irq;
    boolean disabled = false;
    if (name.equals("LNKS")) {
      irq = SCI;
    } else if (name.startsWith("GSI")) {
      irq = FIRST_GSI + line;
    } else {
      PciFunction bridge = config.function(0, 1, 0);
      int register = PIIX_ROUTES + line;
      if (!bridge.is(0x8086, 0x7000)) {
        bridge = config.function(0, 31, 0);
        register = line < 4 ? register : ICH9_ROUTES_E + line - 4;
      }
      irq = bridge.read(register, 1);
      disabled = (irq & ROUTE_DISABLED) != 0;
      bridge.write(register, 1, irq | ROUTE_DISABLED);
      irq = disabled ? 0 : irq;
    }
    if (!isNew) {
      lines.add(
          "ACPI: PCI Interrupt Link ["
              + name
              + "] (IRQs "
              + choices(name, irq)
              + (disabled ? ") *0, disabled." : ")"));
      return;
    }
    lines.add("ACPI: PCI: Interrupt link " + name + " configured for IRQ " + irq);
    if (disabled) {
      lines.add("ACPI: PCI: Interrupt link " + name + " disabled");
    }
  }

  /** The interrupts that a link may lead to, the one that it does lead to marked. */
  private static String choices(String link, int irq) {
    if (link.equals("LNKS") || irq >= FIRST_GSI) {
      return "*" + irq;
    }
    StringBuilder text = new StringBuilder();
    for (int each : new int[] {5, 10, 11}) {
      text.append(text.length() == 0 ? "" : " ").append(each == irq ? "*" : "").append(each);
    }
    return text.toString();
  }

  /** The resources of the root bus, when all are handed out. */
  List<String> resources() {
    List<String> lines = new ArrayList<>(6);
    int number = FIRST_WINDOW;
    for (String window : windows()) {
      lines.add("pci_bus 0000:00: resource " + number++ + " " + window);
    }
    return lines;
  }

  /** What is done about functions with known faults. */
  List<String> fixups() {
    List<String> lines = new ArrayList<>(3);
    if (!config.isPresent()) {
      return lines;
    }
    PciFunction bridge = config.function(0, 1, 0);
    int release = bridge.is(0x8086, 0x7000) ? bridge.read(PIIX_RELEASE, 1) : PASSIVE;
    if ((release & PASSIVE) == 0) {
      bridge.write(PIIX_RELEASE, 1, release | PASSIVE);
      lines.add("pci 0000:00:01.0: PIIX3: Enabling Passive Release");
    }
    if (config.function(0, 0, 0).is(0x8086, 0x1237)) {
      lines.add("pci 0000:00:00.0: Limiting direct PCI/PCI transfers");
    }
    for (PciFunction function : config.functions(0)) {
      if (isDisplay(function)) {
        lines.add(
            PciFunctionReport.name(function)
                + "Video device with shadowed ROM at [mem 0x000c0000-0x000dffff]");
      }
    }
    return lines;
  }

  /** What the arbiter of displays says of each. */
  List<String> displays() {
    List<String> lines = new ArrayList<>(4);
    if (!config.isPresent()) {
      return lines;
    }
    for (PciFunction function : config.functions(0)) {
      if (isDisplay(function)) {
        String name = PciFunctionReport.name(function);
        if (isNew) {
          lines.add(name + "vgaarb: setting as boot VGA device");
          lines.add(name + "vgaarb: bridge control possible");
          lines.add(name + "vgaarb: VGA device added: decodes=io+mem,owns=io+mem,locks=none");
        } else {
          String device = name.substring("pci ".length(), name.length() - 2);
          lines.add(
              "vgaarb: device added: PCI:" + device + ",decodes=io+mem,owns=io+mem,locks=none");
        }
      }
    }
    lines.add("vgaarb: loaded");
    return lines;
  }

  boolean hasDisplay() {
    if (config.isPresent()) {
      for (PciFunction function : config.functions(0)) {
        if (isDisplay(function)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isDisplay(PciFunction function) {
    return function.read(0x0a, 2) == CLASS_VGA;
  }
}
