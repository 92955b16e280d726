package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.acpi.AmlDevice;
import org.pvpanic.guest.acpi.AmlNamespace;
import org.pvpanic.guest.firmware.E820;
import org.pvpanic.guest.io.PciDevice;

/**
 * Who has which I/O ports and which memory (kernel/resource.c). What a PC always has and what
 * firmware tells of is found out when somebody asks; drivers claim what they take.
 */
public final class Resources {

  /** A range; {@code end} is its last address. */
  record Claim(long start, long end, String name) {}

  private static final String PCI_BUS = "PCI Bus 0000:00";

  private static final String[] PC_PORTS = {
    "0 1f dma1",
    "20 21 pic1",
    "40 43 timer0",
    "50 53 timer1",
    "70 77 rtc0",
    "80 8f dma page reg",
    "a0 a1 pic2",
    "c0 df dma2",
    "f0 ff fpu",
    "3c0 3df vga+"
  };

  private final Kernel kernel;

  Resources(Kernel kernel) {
    this.kernel = kernel;
  }

  /** /proc/ioports. */
  public String ports() {
    List<Claim> claims = new ArrayList<>();
    for (String row : PC_PORTS) {
      String[] words = row.split(" ", 3);
      claims.add(new Claim(hex(words[0]), hex(words[1]), words[2]));
    }
    if (kernel.view().hasInterrupt(1)) {
      claims.add(new Claim(0x60, 0x60, "keyboard"));
      claims.add(new Claim(0x64, 0x64, "keyboard"));
    }
    for (SerialDriver.Line line : kernel.serial().lines()) {
      claims.add(new Claim(line.uart().base(), line.uart().base() + 7, "serial"));
    }
    if (kernel.view().pci().isPresent()) {
      claims.add(new Claim(0, 0xcf7, PCI_BUS));
      claims.add(new Claim(0xcf8, 0xcff, "PCI conf1"));
      claims.add(new Claim(0xd00, 0xffff, PCI_BUS));
      pci(claims, true);
    }
    if (kernel.profile().era() != Era.LINUX_3_10) {
      acpiDevices(claims);
    }
    return text(claims, 4);
  }

  private static long hex(String digits) {
    return Long.parseLong(digits, 16);
  }

  /** Since 3.16, every device with resources that ACPI tells of is a platform device. */
  private void acpiDevices(List<Claim> claims) {
    AcpiTables tables = kernel.view().acpi();
    if (tables == null) {
      return;
    }
    int number = 0;
    for (AmlDevice device :
        AmlNamespace.of(tables.definitions()).devices(PvpanicDriver.HARDWARE_ID)) {
      if (device.isWorking() && device.ioPort() != 0) {
        String name = PvpanicDriver.HARDWARE_ID + ":0" + Integer.toHexString(number++);
        claims.add(new Claim(device.ioPort(), device.ioPort(), name));
      }
    }
  }

  private void pci(List<Claim> claims, boolean ports) {
    for (PciDevice device : PciDevice.scan(kernel.view().pci())) {
      for (PciDevice.Region region : device.regions()) {
        if (region.io() == ports && region.start() != 0) {
          claims.add(new Claim(region.start(), region.start() + region.size() - 1, device.name()));
        }
      }
    }
  }

  /** /proc/iomem. */
  public String memory() {
    List<Claim> claims = new ArrayList<>();
    long code = KernelLayout.NORMAL.base();
    for (E820.Range range : kernel.view().ranges()) {
      claims.add(new Claim(range.start(), range.end(), range.usable() ? "System RAM" : reserved()));
    }
    pciWindows(claims);
    claims.add(new Claim(0xf0000, 0xfffff, "System ROM"));
    claims.add(new Claim(code, code + 0x9fffff, "Kernel code"));
    claims.add(new Claim(0xfec00000L, 0xfec003ffL, "IOAPIC 0"));
    claims.add(new Claim(0xfee00000L, 0xfee00fffL, "Local APIC"));
    Kexec kexec = kernel.kexec();
    if (kexec.size() > 0) {
      claims.add(new Claim(kexec.start(), kexec.start() + kexec.size() - 1, "Crash kernel"));
    }
    if (kernel.view().pci().isPresent()) {
      pci(claims, false);
    }
    return text(claims, 8);
  }

  /** What the PCI root bridge hands on, as ACPI tells. */
  private void pciWindows(List<Claim> claims) {
    AcpiTables tables = kernel.view().acpi();
    if (tables == null) {
      claims.add(new Claim(0xa0000, 0xbffff, PCI_BUS));
      return;
    }
    for (AddressWindow window : AddressWindow.ofRootBridge(AmlNamespace.of(tables.definitions()))) {
      if (window.kind() == AddressWindow.Kind.MEMORY) {
        claims.add(new Claim(window.first(), window.last(), PCI_BUS));
      }
    }
  }

  private String reserved() {
    return kernel.profile().era() == Era.LINUX_3_10 ? "reserved" : "Reserved";
  }

  /** What lies in another range is two columns further right. */
  private static String text(List<Claim> claims, int width) {
    claims.sort(
        Comparator.comparingLong(Claim::start)
            .thenComparing(Comparator.comparingLong(Claim::end).reversed()));
    List<Claim> around = new ArrayList<>();
    StringBuilder out = new StringBuilder();
    for (Claim claim : claims) {
      while (!around.isEmpty() && around.get(around.size() - 1).end() < claim.end()) {
        around.remove(around.size() - 1);
      }
      out.append("  ".repeat(around.size()));
      out.append(
          String.format(
              Locale.ROOT,
              "%0" + width + "x-%0" + width + "x : %s\n",
              claim.start(),
              claim.end(),
              claim.name()));
      around.add(claim);
    }
    return out.toString();
  }
}
