package org.pvpanic.acpi;

import java.util.List;

/**
 * What the tables describe. Machines whose platforms are equal have the same tables.
 *
 * @param chipset where power management is
 * @param apicIds the APIC ids of all CPUs that there may be, by CPU number
 * @param cpus how many of them are in their sockets
 * @param memory how RAM and PCI share the address space
 * @param power what the chipset's registers and options say at the moment
 * @param isaDevices what is on the ISA bus, the newest first
 * @param rootUid the number of the first PCI bus among its like: 1 in machine types before 5.2
 * @param pci the first PCI bus
 * @param pciHotplug whether the registers are there by which PCI devices come and go
 */
public record AcpiPlatform(
    Chipset chipset,
    List<Integer> apicIds,
    int cpus,
    MemoryMap memory,
    Power power,
    List<IsaDevice> isaDevices,
    int rootUid,
    PciTree pci,
    boolean pciHotplug) {

  /** Copies the lists. */
  public AcpiPlatform {
    apicIds = List.copyOf(apicIds);
    isaDevices = List.copyOf(isaDevices);
  }

  /** First port of the general-purpose events: on the ICH9 they are part of the PM block. */
  int gpeBase() {
    return chipset.gpeBase() + (chipset == Chipset.ICH9 ? power.base() : 0);
  }

  /** Whether there is a keyboard controller. */
  boolean has8042() {
    return isaDevices.contains(new IsaDevice.Keyboard());
  }

  /**
   * The address space.
   *
   * @param lowEnd end of the RAM below 4 GiB, where memory of PCI devices begins
   * @param highStart the first address above 4 GiB that PCI devices may have; 0 for none
   * @param highEnd the last one
   * @param configBase where PCI configuration space is in memory; 0 when firmware has not said
   * @param configSize its size in bytes
   */
  public record MemoryMap(
      long lowEnd, long highStart, long highEnd, long configBase, long configSize) {}

  /**
   * Power management.
   *
   * @param base the first port of the PM block; 0 until firmware has put it somewhere
   * @param smm whether the machine has system management mode, through which ACPI is switched on
   * @param s3 whether the guest may suspend to memory
   * @param s4 SLP_TYP to suspend to disk, or {@link #NO_SUCH_STATE}
   * @param hpet whether there is a high precision event timer
   */
  public record Power(int base, boolean smm, boolean s3, int s4, boolean hpet) {

    /** For {@code s4}: the guest cannot suspend to disk. */
    public static final int NO_SUCH_STATE = -1;
  }
}
