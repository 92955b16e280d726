package org.pvpanic.device;

import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.PciBridge;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;
import org.pvpanic.pci.PciPlug;

/**
 * A PCI Express root port ({@code -device pcie-root-port}): a bridge with a slot.
 *
 * <p>Specification: PCI Express Base 3.0, chapter 7.8. Here: what a bridge does, and of the slot's
 * controller that a command completes at once and that the interlock can be moved. Left out: native
 * hot-plug; functions come and go by ACPI, as a guest finds them on QEMU 7.2.
 */
final class PcieRootPort extends PciBridge {

  static final String TYPE = "pcie-root-port";

  private static final int LINK_CAPABILITIES_PORT = 0x63;
  private static final int SLOT_CAPABILITIES = 0x68;
  private static final int SLOT_NUMBER_SHIFT = 19;
  private static final int SLOT_CONTROL = 0x6c;
  private static final int INTERLOCK_CONTROL = 1 << 11;
  private static final int SLOT_STATUS = 0x6e;
  private static final int COMMAND_COMPLETED = 1 << 4;
  private static final int INTERLOCK_STATUS = 1 << 7;

  PcieRootPort(PciHeader header, PciPlug plug, PciPlace place) {
    super(TYPE, header, place, true, plug.property(PciDevices.HOTPLUG) != 0);
    int capabilities = config().getDword(SLOT_CAPABILITIES);
    int slot = (int) plug.property(PciDevices.SLOT) << SLOT_NUMBER_SHIFT;
    config().set(SLOT_CAPABILITIES, 4, capabilities | slot);
    config().set(LINK_CAPABILITIES_PORT, 1, plug.property(PciDevices.PORT));
  }

  @Override
  protected void configWritten(int offset, int size) {
    super.configWritten(offset, size);
    if (ConfigSpace.overlap(offset, size, SLOT_CONTROL, 2)) {
      int control = config().getWord(SLOT_CONTROL);
      int status = config().getWord(SLOT_STATUS) | COMMAND_COMPLETED;
      if ((control & INTERLOCK_CONTROL) != 0) {
        config().set(SLOT_CONTROL, 2, control & ~INTERLOCK_CONTROL);
        status ^= INTERLOCK_STATUS;
      }
      config().set(SLOT_STATUS, 2, status);
    }
  }
}
