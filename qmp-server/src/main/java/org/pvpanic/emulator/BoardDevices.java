package org.pvpanic.emulator;

import org.jspecify.annotations.Nullable;
import org.pvpanic.chipset.Chipsets;
import org.pvpanic.device.AcpiPowerManagement;
import org.pvpanic.device.Apm;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.I8237;
import org.pvpanic.device.I8254;
import org.pvpanic.device.InterruptControllers;
import org.pvpanic.device.KeyboardController;
import org.pvpanic.device.PciDevices;
import org.pvpanic.device.Port92;
import org.pvpanic.device.ResetControl;
import org.pvpanic.device.UnmodelledRegions;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.Machine;
import org.pvpanic.pci.PciHost;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.MachineType.Family;

/** The devices that a board has before any {@code -device}, by its machine type. */
final class BoardDevices {

  private final Machine machine;
  private final MachineType type;

  BoardDevices(Machine machine, MachineType type) {
    this.machine = machine;
    this.type = type;
  }

  /**
   * Puts them onto the board.
   *
   * @param firmware the board's firmware
   * @return where its PCI buses are, if it has any
   */
  @Nullable PciHost plug(FwCfg fwCfg, Firmware firmware) {
    Family family = type.family();
    if (family == Family.NONE) {
      return null;
    }
    boolean pc = family != Family.MICROVM;
    boolean pci = type.pciBus().isPresent();
    plugAll(fwCfg, firmware.rom(type), new InterruptControllers(), new I8254(pc));
    if (family != Family.ISAPC) {
      plugAll(UnmodelledRegions.LOCAL_APICS);
    }
    if (pc) {
      plugAll(UnmodelledRegions.PC, I8237.first(), I8237.second());
      plugAll(new Port92(), new KeyboardController());
    }
    if (family == Family.I440FX || family == Family.ISAPC) {
      plugAll(UnmodelledRegions.DISKS);
    }
    if (!pci) {
      return null;
    }
    plugAll(new AcpiPowerManagement(), new Apm(command -> {}));
    plugAll(family == Family.Q35 ? ResetControl.ich9() : ResetControl.piix3());
    PciDevices devices = new PciDevices(machine.config().version());
    return family == Family.Q35
        ? Chipsets.plugQ35(machine, devices)
        : Chipsets.plugI440fx(machine, devices);
  }

  private void plugAll(Device... devices) {
    for (Device device : devices) {
      machine.plug(device);
    }
  }
}
