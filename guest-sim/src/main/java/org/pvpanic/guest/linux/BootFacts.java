package org.pvpanic.guest.linux;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.machine.Vcpu;

/** What boot messages say about the machine, by the names that boot scripts use. */
final class BootFacts {

  /** Twice the megahertz of the CPU's time stamp counter. */
  private static final int BOGOMIPS_PER_CPU = 4600;

  private static final long NS = 1_000_000_000L;

  private final Kernel kernel;
  private final int cpus;
  private final MemoryFacts memory;
  private final MemoryReport memoryReport;
  private final AcpiReport acpi;
  private final PciReport pci;

  BootFacts(Kernel kernel, int cpus) {
    this.kernel = kernel;
    this.cpus = cpus;
    Era era = kernel.profile().era();
    this.memory = new MemoryFacts(kernel.memoryMap(), kernel.kexec(), cpus);
    this.memoryReport = new MemoryReport(kernel.memoryMap(), era);
    boolean off = "off".equals(kernel.arguments().value("acpi"));
    Vcpu cpu = kernel.cpu();
    this.acpi = new AcpiReport(cpu.physical(), off ? null : AcpiTables.find(cpu.physical()), era);
    this.pci = new PciReport(new PciConfig(cpu.ports()), acpi, era);
  }

  /** What ACPI tells. */
  AcpiReport acpi() {
    return acpi;
  }

  /** Several lines about a part of the machine, by the name that boot scripts use. */
  List<String> report(String name) {
    return switch (name) {
      case "acpi-tables" -> acpi.tableLines();
      case "acpi-reserve" -> acpi.reservations();
      case "madt" -> acpi.interruptControllers(slots());
      case "pci-root" -> pci.rootLines();
      case "pci-bus" -> pci.busLines();
      case "pci-links" -> pci.links();
      case "pci-resources" -> pci.resources();
      case "pci-fixups" -> pci.fixups();
      case "displays" -> pci.displays();
      default -> {
        List<String> lines = memoryReport.lines(name);
        if (lines == null) {
          throw new IllegalStateException("boot script asks for " + name);
        }
        yield lines;
      }
    };
  }

  /** The fact of that name; null when there is none, or none on this machine. */
  @Nullable String value(String name) {
    return switch (name) {
      case "banner" -> kernel.profile().release().banner();
      case "hardware" -> kernel.hardware();
      case "cmdline" -> kernel.arguments().text();
      case "unknown" -> unknown();
      case "too-many-cpus" -> acpi.cpus() > cpus ? Integer.toString(acpi.cpus()) : null;
      case "cpus" -> Integer.toString(cpus);
      case "cpu-count" -> cpus + (cpus == 1 ? " CPU" : " CPUs");
      case "?smp" -> cpus > 1 ? "" : null;
      case "?up" -> cpus > 1 ? null : "";
      case "?crashed" -> kernel.arguments().value("elfcorehdr") != null ? "" : null;
      case "?numa" -> isOff("numa") ? null : "";
      case "?numa-off" -> isOff("numa") ? "" : null;
      case "?memcg" -> isWithoutMemoryGroup() ? null : "";
      case "?memcg-off" -> isWithoutMemoryGroup() ? "" : null;
      case "?irqpoll" -> kernel.arguments().has("irqpoll") ? "" : null;
      case "early-clock" -> cpus > 1 ? "hpet" : "tsc-early";
      case "bogomips" -> BOGOMIPS_PER_CPU * cpus + ".00";
      case "percpu-unit" -> Integer.toString(new PerCpuLayout(kernel).unit());
      case "rcu-shift" -> Integer.toString(Long.numberOfTrailingZeros(powerFrom(cpus)));
      case "irqs" -> Integer.toString(cpus == 1 ? 256 : 424 + 8 * cpus);
      case "futex" -> MemoryFacts.table(256L * powerFrom(cpus), 64);
      case "sched-clock" -> schedClock();
      case "rtc-device" -> rtcDevice();
      case "hpet-irqs" -> acpi.value("?hpet") == null ? "" : ", hpet irqs";
      case "unix-time" -> {
        long ms = kernel.realtimeNs() / 1_000_000;
        yield ms / 1000 + "." + Hex.zeros(ms % 1000, 3);
      }
      case "rtc" -> chipTime(' ');
      case "rtc-iso" -> chipTime('T');
      case "display" -> pci.hasDisplay() ? "VGA+" : "*CGA";
      case "pci-gap" -> memoryReport.gap();
      case "?pci" -> pci.isPresent() ? "" : null;
      default -> {
        String fact = memory.value(name);
        yield fact == null ? acpi.value(name) : fact;
      }
    };
  }

  private ProcessorSlots slots() {
    OldMemory old = kernel.oldMemory();
    int disabled = kernel.arguments().number("disable_cpu_apicid", -1);
    return new ProcessorSlots(kernel.profile().era(), cpus, old == null ? 0 : old.cpu(), disabled);
  }

  private boolean isWithoutMemoryGroup() {
    String groups = kernel.arguments().value("cgroup_disable");
    return groups != null && List.of(groups.split(",")).contains("memory");
  }

  private boolean isOff(String argument) {
    return "off".equals(kernel.arguments().value(argument));
  }

  /** The chip as a PnP device, or as one that a PC has anyway; null on a board without. */
  private @Nullable String rtcDevice() {
    if (!kernel.time().chip().isPresent()) {
      return null;
    }
    String name = acpi.pnpName("PNP0B00", 0x70);
    return name == null ? "rtc_cmos" : name;
  }

  /** What the clock chip set the time of day to, as hctosys tells of it. */
  private String chipTime(char between) {
    long seconds = kernel.realtimeNs() / NS;
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return time.toLocalDate().toString() + between + clock(time) + " UTC (" + seconds + ")";
  }

  private static String clock(LocalDateTime time) {
    return Hex.zeros(time.getHour(), 2)
        + ":"
        + Hex.zeros(time.getMinute(), 2)
        + ":"
        + Hex.zeros(time.getSecond(), 2);
  }

  private static long powerFrom(int wanted) {
    return Long.highestOneBit(2L * wanted - 1);
  }

  private @Nullable String unknown() {
    if (!kernel.profile().era().reportsUnknownArguments()) {
      return null;
    }
    String listed = UnknownArguments.of(kernel.arguments()).listed();
    return listed.isEmpty() ? null : listed;
  }

  /** Both numbers of the clock that is about to be replaced, and of the one that replaces it. */
  private String schedClock() {
    long now = kernel.printk().uptimeNs();
    long early = now / 64;
    return now + ", " + early + ")->(" + (now + 2 * early) + ", -" + early;
  }
}
