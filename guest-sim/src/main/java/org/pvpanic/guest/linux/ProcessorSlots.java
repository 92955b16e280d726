package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/**
 * Which of the processors that the firmware tells of a kernel takes (generic_processor_info of
 * arch/x86/kernel/apic/apic.c): as many as {@code nr_cpus=} allows, among them the one that it
 * boots on. That of a capture kernel is the one that crashed.
 */
final class ProcessorSlots {

  private final boolean isNew;
  private final int limit;
  private final int bootApic;
  private final int disabledApic;
  private int taken;
  private int ignored;
  private boolean bootTaken;

  /**
   * None taken.
   *
   * @param limit how many it may take
   * @param bootApic the number of the boot processor's APIC
   * @param disabledApic that of {@code disable_cpu_apicid=}, -1 for none
   */
  ProcessorSlots(Era era, int limit, int bootApic, int disabledApic) {
    this.isNew = era == Era.LINUX_6_1;
    this.limit = limit;
    this.bootApic = bootApic;
    this.disabledApic = disabledApic;
  }

  /** Takes a processor, or says why not. */
  @Nullable String offer(int apic) {
    if (apic == disabledApic && apic != bootApic) {
      return refused("Disabling requested cpu. ", taken + ignored, apic);
    }
    String reason = "NR_CPUS/possible_cpus limit of " + limit;
    if (!bootTaken && taken >= limit - 1 && apic != bootApic) {
      reason += " almost reached. Keeping one slot for boot cpu.  ";
      return refused(reason, limit + ignored - 1, apic);
    }
    if (taken >= limit) {
      return refused(reason + (isNew ? " reached. " : " reached.  "), limit + ignored, apic);
    }
    taken++;
    bootTaken |= apic == bootApic;
    return null;
  }

  private String refused(String reason, int number, int apic) {
    ignored++;
    String id = number + "/0x" + Integer.toHexString(apic);
    return (isNew ? "APIC: " : "ACPI: ") + reason + "Processor " + id + " ignored.";
  }
}
