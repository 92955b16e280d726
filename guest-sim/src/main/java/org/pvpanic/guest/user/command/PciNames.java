package org.pvpanic.guest.user.command;

/** Names of the PCI devices that QEMU's boards have, from the PCI ID database. */
final class PciNames {

  private PciNames() {}

  /** Vendor and device by name, the numbers in brackets where there is none. */
  static String device(String vendor, String device) {
    String name =
        switch (vendor + ":" + device) {
          case "8086:1237" -> "440FX - 82441FX PMC [Natoma]";
          case "8086:7000" -> "82371SB PIIX3 ISA [Natoma/Triton II]";
          case "8086:7010" -> "82371SB PIIX3 IDE [Natoma/Triton II]";
          case "8086:7020" -> "82371SB PIIX3 USB [Natoma/Triton II]";
          case "8086:7113" -> "82371AB/EB/MB PIIX4 ACPI";
          case "8086:29c0" -> "82G33/G31/P35/P31 Express DRAM Controller";
          case "8086:2918" -> "82801IB (ICH9) LPC Interface Controller";
          case "8086:2922" -> "82801IR/IO/IH (ICH9R/DO/DH) 6 port SATA Controller [AHCI mode]";
          case "8086:2930" -> "82801I (ICH9 Family) SMBus Controller";
          case "8086:100e" -> "82540EM Gigabit Ethernet Controller";
          case "1013:00b8" -> "GD 5446";
          case "1af4:1000" -> "Virtio network device";
          case "1af4:1001" -> "Virtio block device";
          case "1af4:1002" -> "Virtio memory balloon";
          case "1af4:1003" -> "Virtio console";
          case "1af4:1005" -> "Virtio RNG";
          case "1b36:0001" -> "QEMU PCI-PCI bridge";
          case "1b36:000c" -> "QEMU PCIe Root port";
          case "1b36:000d" -> "QEMU XHCI Host Controller";
          case "1b36:000e" -> "QEMU PCIe-to-PCI bridge";
          case "1b36:0100" -> "QXL paravirtual graphic card";
          default -> "Device " + device;
        };
    String maker = vendorName(vendor);
    return maker.isEmpty() ? "Device " + vendor + ":" + device : maker + " " + name;
  }

  private static String vendorName(String vendor) {
    return switch (vendor) {
      case "8086" -> "Intel Corporation";
      case "1013" -> "Cirrus Logic";
      case "1af4", "1b36" -> "Red Hat, Inc.";
      default -> "";
    };
  }
}
