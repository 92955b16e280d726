package org.pvpanic.vm;

import java.util.Optional;
import org.pvpanic.machine.RamLayout;

/**
 * A machine type ({@code -machine}), as {@code query-machines} lists it.
 *
 * @param family what kind of board it is
 * @param name such as {@code pc-i440fx-7.2}
 * @param alias such as {@code pc}
 * @param cpuMax the largest {@code -smp}
 * @param hotpluggableCpus whether CPUs can be added while it runs
 * @param numaMemSupported whether {@code -numa mem=} is still allowed
 * @param deprecated whether QEMU warns of it
 */
public record MachineType(
    Family family,
    String name,
    Optional<String> alias,
    int cpuMax,
    boolean hotpluggableCpus,
    boolean numaMemSupported,
    boolean deprecated) {

  /** The boards that differ in more than a version. */
  public enum Family {
    I440FX("Standard PC (i440FX + PIIX, 1996)"),
    Q35("Standard PC (Q35 + ICH9, 2009)"),
    ISAPC("ISA-only PC"),
    MICROVM("microvm (i386)"),
    NONE("empty machine");

    private final String description;

    Family(String description) {
      this.description = description;
    }

    /** What {@code -machine help} says of it. */
    public String description() {
      return description;
    }
  }

  /** Whether it is what QEMU takes without {@code -machine}. */
  public boolean isDefault() {
    return alias.filter("pc"::equals).isPresent();
  }

  /** The CPU model that it has without {@code -cpu}. */
  public String defaultCpu() {
    return family == Family.ISAPC ? "486" : "qemu64";
  }

  /** The type of that CPU; a machine of no particular kind has none. */
  public Optional<String> defaultCpuType() {
    return family == Family.NONE ? Optional.empty() : Optional.of(defaultCpu() + "-x86_64-cpu");
  }

  /** Whether CPUs fill the cores of a socket first, as since 6.2, and not the sockets. */
  public boolean fillsCoresFirst() {
    return !isVersionedBefore("6.2");
  }

  /** The name of its main memory. */
  public String defaultRamId() {
    return switch (family) {
      case NONE -> "ram";
      case MICROVM -> "microvm.ram";
      default -> "pc.ram";
    };
  }

  /** Where it has so much RAM: from {@code most} on all above {@code split} lies above 4 GiB. */
  public RamLayout ramLayout(long bytes) {
    long most =
        switch (family) {
          case I440FX, ISAPC -> 0xe000_0000L;
          case Q35 -> 0xb000_0000L;
          case MICROVM -> 0xc000_0000L;
          case NONE -> Long.MAX_VALUE;
        };
    long split =
        switch (family) {
          case Q35 -> 0x8000_0000L;
          case MICROVM -> 0xc000_0000L;
          case I440FX -> isVersionedBefore("2.0") ? most : 0xc000_0000L; // whole gigabytes
          default -> most;
        };
    long low = bytes >= most ? split : bytes;
    return new RamLayout(defaultRamId(), low, bytes - low);
  }

  /** The ISA bus that it has, where it has one. */
  public boolean hasIsa() {
    return family != Family.NONE;
  }

  /** The name of its first PCI bus, where it has one. */
  public Optional<String> pciBus() {
    return switch (family) {
      case I440FX -> Optional.of("pci.0");
      case Q35 -> Optional.of("pcie.0");
      default -> Optional.empty();
    };
  }

  /**
   * The default of pvpanic's {@code events} where it is not that of the QEMU version: types up to
   * 5.1 have 1.
   */
  public int pvpanicEvents(int ofVersion) {
    return isVersionedBefore("5.2") ? 1 : ofVersion;
  }

  /** Whether it is a versioned type of a PC, and one older than that. */
  public boolean isVersionedBefore(String version) {
    boolean versioned = family == Family.I440FX || family == Family.Q35;
    return versioned && older(name.substring(name.lastIndexOf('-') + 1), version);
  }

  /** The name of its QOM type. */
  public String typeName() {
    return name + "-machine";
  }

  /** Whether a version, as in the name of a machine type, is older than another. */
  static boolean older(String version, String than) {
    String[] one = version.split("\\.");
    String[] other = than.split("\\.");
    int major = Integer.parseInt(one[0]) - Integer.parseInt(other[0]);
    int minor = Integer.parseInt(one[1]) - Integer.parseInt(other[1]);
    return major < 0 || (major == 0 && minor < 0);
  }
}
