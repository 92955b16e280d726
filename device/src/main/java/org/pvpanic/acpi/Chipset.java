package org.pvpanic.acpi;

/** The boards that have ACPI tables, and where each has its power management. */
public enum Chipset {
  /** i440FX and PIIX4, machine type pc. */
  PIIX4(0xafe0, 4, 0xaf00, 0xae00, 0xf1, 0xf0, "P40C", 0x08),

  /** Q35 and ICH9. */
  ICH9(0x20, 16, 0xcd8, 0xcc0, 2, 3, "PIRQ", 0xf8),

  /** A generic event device, as microvm has it, and no PCI. */
  GED(0, 0, 0, 0, 0, 0, "", 0);

  private final int gpeBase;
  private final int gpeLength;
  private final int cpuRegisters;
  private final int pciRegisters;
  private final int enableCommand;
  private final int disableCommand;
  private final String irqRegion;
  private final int isaBridge;

  Chipset(
      int gpeBase,
      int gpeLength,
      int cpuRegisters,
      int pciRegisters,
      int enableCommand,
      int disableCommand,
      String irqRegion,
      int isaBridge) {
    this.gpeBase = gpeBase;
    this.gpeLength = gpeLength;
    this.cpuRegisters = cpuRegisters;
    this.pciRegisters = pciRegisters;
    this.enableCommand = enableCommand;
    this.disableCommand = disableCommand;
    this.irqRegion = irqRegion;
    this.isaBridge = isaBridge;
  }

  /** First port of the general-purpose events. */
  int gpeBase() {
    return gpeBase;
  }

  /** How many ports they have; the ICH9's follow its PM base. */
  int gpeLength() {
    return gpeLength;
  }

  /** First port of the registers that tell which CPUs are there. */
  public int cpuRegisters() {
    return cpuRegisters;
  }

  /** First port of the registers by which PCI devices come and go. */
  int pciRegisters() {
    return pciRegisters;
  }

  /** What is written to the SMI command port to switch ACPI on. */
  int enableCommand() {
    return enableCommand;
  }

  /** What is written to it to switch ACPI off. */
  int disableCommand() {
    return disableCommand;
  }

  /** The name of the operation region over the interrupt router. */
  String irqRegion() {
    return irqRegion;
  }

  /** Device and function of the ISA bridge. */
  int isaBridge() {
    return isaBridge;
  }
}
