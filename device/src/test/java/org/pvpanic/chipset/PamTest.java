package org.pvpanic.chipset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.device.PciDevices;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.VersionProfile;

/** What the host bridge shows between 640 KiB and 1 MiB. */
class PamTest {

  private static final int CONFIG_ADDRESS = 0xcf8;
  private static final int CONFIG_DATA = 0xcfc;
  private static final int FIRMWARE_SEGMENT = 0x80000058;
  private static final long FIRMWARE = 0xf0000;
  private static final int SEGMENTS = 13;

  private final Machine machine = new Machine(MachineConfig.DEFAULT, GuestCode.NONE, () -> 0);

  @Test
  void aWindowThatIsShownNoMoreIsForgotten() {
    Chipsets.plugI440fx(machine, new PciDevices(VersionProfile.QEMU_7_2));
    machine.powerOn();
    machine.submit(new Input.PortWrite(CONFIG_ADDRESS, 4, FIRMWARE_SEGMENT));
    List<WeakReference<MemoryRegion>> shown = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      machine.submit(new Input.PortWrite(CONFIG_DATA + 1, 1, i % 4 << 4));
      shown.add(new WeakReference<>(window()));
    }
    System.gc();
    long kept = shown.stream().map(WeakReference::get).distinct().count();
    assertTrue(kept <= SEGMENTS, kept + " of 10,000");
    assertSame(window(), shown.get(shown.size() - 1).get());
  }

  /** A CPU's write is lost; not so that of a device, or of a monitor. */
  @Test
  void readOnlyIsForCpus() {
    List<Long> read = new ArrayList<>();
    GuestCode guest =
        cpu -> {
          cpu.ports().out(CONFIG_ADDRESS, 4, FIRMWARE_SEGMENT);
          cpu.ports().out(CONFIG_DATA + 1, 1, 0x10);
          cpu.physical().store(FIRMWARE, 1, 0x55);
          cpu.physical().write(FIRMWARE + 1, new byte[] {0x66}, 0, 1);
          read.add(cpu.physical().load(FIRMWARE, 2));
        };
    Machine own = new Machine(MachineConfig.DEFAULT, guest, () -> 0);
    Chipsets.plugI440fx(own, new PciDevices(VersionProfile.QEMU_7_2));
    own.powerOn();
    own.serve();
    assertEquals(List.of(0L), read);
    own.submit(new Input.MemoryWrite(FIRMWARE, new byte[] {0x55}));
    assertEquals(0x55, own.submit(new Input.MemoryRead(FIRMWARE, 1)));
  }

  private MemoryRegion window() {
    return machine.physical().root().children().stream()
        .filter(region -> region.address() == FIRMWARE)
        .findFirst()
        .orElseThrow();
  }
}
