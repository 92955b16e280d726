package org.pvpanic.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pvpanic.device.PciDevices;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.VersionProfile;

class PciBusTest {

  private final PciHost host = new PciHost("pci.0", false, new PciDevices(VersionProfile.QEMU_7_2));
  private final Machine machine =
      new Machine(MachineConfig.DEFAULT.withAutostart(false), GuestCode.NONE, () -> 0);

  PciBusTest() {
    machine.plug(host);
  }

  private PciFunction plug(int devfn, @Nullable String id, boolean multifunction) {
    Map<String, Long> properties = Map.of(PciPlug.MULTIFUNCTION, multifunction ? 1L : 0L);
    return host.plug(new PciPlug("pvpanic-pci", "pci.0", devfn, id, properties), false);
  }

  private String refusal(int devfn, boolean multifunction) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> plug(devfn, null, multifunction))
            .getMessage());
  }

  private int read(int devfn, int offset, int size) {
    machine.ports().out(0xcf8, 4, 0x8000_0000 | devfn << 8 | (offset & ~3));
    return machine.ports().in(0xcfc + (offset & 3), size);
  }

  private void write(int devfn, int offset, int size, int value) {
    machine.ports().out(0xcf8, 4, 0x8000_0000 | devfn << 8 | (offset & ~3));
    machine.ports().out(0xcfc + (offset & 3), size, value);
  }

  @Test
  void givesOutFreeSlotsInOrder() {
    plug(0, null, false);
    plug(2 * 8, "a", false);
    assertEquals(1 * 8, plug(PciBus.ANY, "b", false).devfn());
    assertEquals(3 * 8, plug(PciBus.ANY, "c", false).devfn());
  }

  @Test
  void namesWhoIsThere() {
    plug(4 * 8, "id7", false);
    assertEquals(
        "PCI: slot 4 function 0 not available for pvpanic-pci, in use by pvpanic-pci,id=id7",
        refusal(32, false));
  }

  @Test
  void functionsNeedAFirstThatShares() {
    plug(4 * 8, "alone", false);
    assertEquals(
        "PCI: single function device can't be populated in function 4.1", refusal(33, false));
    plug(5 * 8, "shares", true);
    assertEquals(5 * 8 + 7, plug(5 * 8 + 7, null, false).devfn());
    plug(0x1f * 8 + 2, "early", false);
    assertEquals(
        "PCI: 1f.0 indicates single function, but 1f.2 is already populated.",
        refusal(0x1f * 8, false));
  }

  @Test
  void isFullAtThirtyTwo() {
    for (int i = 0; i < 32; i++) {
      plug(PciBus.ANY, null, false);
    }
    assertEquals(
        "PCI: no slot/function available for pvpanic-pci, all in use or reserved",
        refusal(PciBus.ANY, false));
  }

  @Test
  void aBarIsMappedWhileItsAddressIsOneAndMemoryIsDecoded() {
    PciFunction function = plug(8, null, false);
    PciBar bar = function.header().bars().get(0);
    machine.powerOn();
    write(8, 0x10, 4, 0xe000_0000);
    assertEquals(PciFunction.UNMAPPED, function.address(bar));
    write(8, 4, 2, 2);
    assertEquals(0xe000_0000L, function.address(bar));
    for (int none : new int[] {0, 1, -2, -1}) {
      write(8, 0x10, 4, none);
      assertEquals(PciFunction.UNMAPPED, function.address(bar), Integer.toHexString(none));
    }
    write(8, 0x10, 4, 0xffff_fffc);
    assertEquals(0xffff_fffcL, function.address(bar));
    function.detach();
    assertNull(machine.physical().view().find(0xffff_fffcL));
    assertEquals(-1, read(8, 0, 4));
  }

  @Test
  void aResetEndsDecodingAndKeepsScratch() {
    plug(8, null, true);
    machine.powerOn();
    write(8, 0x40, 4, 0x1234_5678);
    write(8, 4, 2, 0xffff);
    write(8, 0x0c, 1, 0xff);
    write(8, 0x10, 4, -1);
    assertEquals(0x0507, read(8, 4, 2));
    machine.devices().forEach(device -> device.reset());
    assertEquals(0, read(8, 4, 2));
    assertEquals(0x0080_0000, read(8, 0x0c, 4));
    assertEquals(0, read(8, 0x10, 4));
    assertEquals(0x1234_5678, read(8, 0x40, 4));
  }

  @Test
  void aDescriptionSurvivesBeingWrittenAndRead() {
    PciPlug plug = new PciPlug("a-b", "pci.0", -1, null, Map.of("events", 3L, "x", 0L));
    assertEquals(plug, PciPlug.parse(plug.toString()));
    assertThrows(IllegalArgumentException.class, () -> PciPlug.parse("a:b:1"));
  }
}
