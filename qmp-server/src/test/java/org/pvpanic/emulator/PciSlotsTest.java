package org.pvpanic.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.pvpanic.options.QemuError;

class PciSlotsTest {

  private final PciSlots slots = new PciSlots();

  private String refusal(int devfn, boolean multifunction) {
    return assertThrows(QemuError.class, () -> slots.plug(devfn, "new", null, multifunction))
        .message();
  }

  @Test
  void givesOutFreeSlotsInOrder() {
    slots.plug(0, "host", null, false);
    slots.plug(2 * 8, "a", null, false);
    assertEquals(1 * 8, slots.plug(PciSlots.ANY, "b", null, false));
    assertEquals(3 * 8, slots.plug(PciSlots.ANY, "c", null, false));
  }

  @Test
  void namesWhoIsThere() {
    slots.plug(4 * 8, "old", "id7", false);
    assertEquals(
        "PCI: slot 4 function 0 not available for new, in use by old,id=id7", refusal(32, false));
  }

  @Test
  void functionsNeedAFirstThatShares() {
    slots.plug(4 * 8, "alone", null, false);
    assertEquals(
        "PCI: single function device can't be populated in function 4.1", refusal(33, false));
    slots.plug(5 * 8, "shares", null, true);
    assertEquals(5 * 8 + 7, slots.plug(5 * 8 + 7, "new", null, false));
    slots.plug(0x1f * 8 + 2, "early", null, false);
    assertEquals(
        "PCI: 1f.0 indicates single function, but 1f.2 is already populated.",
        refusal(0x1f * 8, false));
  }

  @Test
  void isFullAtThirtyTwo() {
    for (int i = 0; i < 32; i++) {
      slots.plug(PciSlots.ANY, "x", null, false);
    }
    assertEquals(
        "PCI: no slot/function available for new, all in use or reserved",
        refusal(PciSlots.ANY, false));
  }
}
