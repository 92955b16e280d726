package org.pvpanic.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine type ({@code -machine}) of QEMU 7.2, as {@code query-machines} lists it.
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
    I440FX,
    Q35,
    ISAPC,
    MICROVM,
    NONE
  }

  private static final String VERSION = "7.2";
  private static final List<String> I440FX_VERSIONS =
      List.of(
          ("7.2 7.1 7.0 6.2 6.1 6.0 5.2 5.1 5.0 4.2 4.1 4.0 3.1 3.0 2.12 2.11 2.10 2.9 2.8 2.7 2.6"
                  + " 2.5 2.4 2.3 2.2 2.1 2.0 1.7 1.6 1.5 1.4")
              .split(" "));
  private static final List<String> Q35_VERSIONS =
      List.of(
          "7.2 7.1 7.0 6.2 6.1 6.0 5.2 5.1 5.0 4.2 4.1 4.0.1 4.0 3.1 3.0 2.12 2.11 2.10 2.9 2.8 2.7 2.6 2.5 2.4"
              .split(" "));

  private static final class Holder {
    static final List<MachineType> ALL = build();
  }

  /** Every machine type; the default one first. */
  public static List<MachineType> all() {
    return Holder.ALL;
  }

  /** The type of that name or alias. */
  public static Optional<MachineType> find(String nameOrAlias) {
    return all().stream()
        .filter(t -> t.name.equals(nameOrAlias) || t.alias.filter(nameOrAlias::equals).isPresent())
        .findFirst();
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
    return !isVersionedBefore(6, 2);
  }

  /** The name of its main memory. */
  public String defaultRamId() {
    return switch (family) {
      case NONE -> "ram";
      case MICROVM -> "microvm.ram";
      default -> "pc.ram";
    };
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
    return isVersionedBefore(5, 2) ? 1 : ofVersion;
  }

  private boolean isVersionedBefore(int major, int minor) {
    boolean versioned = family == Family.I440FX || family == Family.Q35;
    return versioned && older(name.substring(name.lastIndexOf('-') + 1), major, minor);
  }

  /** The name of its QOM type. */
  public String typeName() {
    return name + "-machine";
  }

  private static boolean older(String version, int major, int minor) {
    String[] part = version.split("\\.");
    int itsMajor = Integer.parseInt(part[0]);
    return itsMajor < major || (itsMajor == major && Integer.parseInt(part[1]) < minor);
  }

  private static List<MachineType> build() {
    List<MachineType> types = new ArrayList<>();
    for (String v : I440FX_VERSIONS) {
      types.add(
          new MachineType(
              Family.I440FX,
              "pc-i440fx-" + v,
              alias("pc", v),
              255,
              true,
              older(v, 5, 1),
              older(v, 2, 0)));
    }
    for (String v : Q35_VERSIONS) {
      int cpus = older(v, 2, 8) ? 255 : 288;
      types.add(
          new MachineType(
              Family.Q35, "pc-q35-" + v, alias("q35", v), cpus, true, older(v, 5, 1), false));
    }
    types.add(new MachineType(Family.ISAPC, "isapc", Optional.empty(), 1, true, false, false));
    types.add(
        new MachineType(Family.MICROVM, "microvm", Optional.empty(), 288, false, false, false));
    types.add(new MachineType(Family.NONE, "none", Optional.empty(), 1, false, false, false));
    return List.copyOf(types);
  }

  private static Optional<String> alias(String name, String version) {
    return version.equals(VERSION) ? Optional.of(name) : Optional.empty();
  }
}
