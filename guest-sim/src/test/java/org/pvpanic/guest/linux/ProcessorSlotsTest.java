package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class ProcessorSlotsTest {

  @Test
  void takesAsManyAsAreAllowed() {
    ProcessorSlots slots = new ProcessorSlots(Era.LINUX_6_1, 1, 0, -1);
    assertNull(slots.offer(0));
    assertEquals(
        "APIC: NR_CPUS/possible_cpus limit of 1 reached. Processor 1/0x1 ignored.", slots.offer(1));
    assertEquals(
        "APIC: NR_CPUS/possible_cpus limit of 1 reached. Processor 2/0xa ignored.",
        slots.offer(10));
  }

  @Test
  void keepsASlotForTheProcessorThatItBootsOn() {
    ProcessorSlots slots = new ProcessorSlots(Era.LINUX_3_10, 1, 1, -1);
    assertEquals(
        "ACPI: NR_CPUS/possible_cpus limit of 1 almost reached. Keeping one slot for boot cpu."
            + "  Processor 0/0x0 ignored.",
        slots.offer(0));
    assertNull(slots.offer(1));
    assertEquals(
        "ACPI: NR_CPUS/possible_cpus limit of 1 reached.  Processor 2/0x2 ignored.",
        slots.offer(2));
  }

  @Test
  void doesWithoutTheOneThatIsDisabledUnlessItBootsOnThat() {
    ProcessorSlots other = new ProcessorSlots(Era.LINUX_3_10, 1, 1, 0);
    assertEquals("ACPI: Disabling requested cpu. Processor 0/0x0 ignored.", other.offer(0));
    assertNull(other.offer(1));
    assertNull(new ProcessorSlots(Era.LINUX_3_10, 1, 0, 0).offer(0));
  }
}
