package org.pvpanic.emulator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.device.AcpiGed;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.I8237;
import org.pvpanic.device.I8254;
import org.pvpanic.device.InterruptControllers;
import org.pvpanic.device.IoApic;
import org.pvpanic.device.KeyboardController;
import org.pvpanic.device.PcCmos;
import org.pvpanic.device.Port92;
import org.pvpanic.device.ResetControl;
import org.pvpanic.device.Rtc;
import org.pvpanic.device.UnmodelledRegions;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.Machine;
import org.pvpanic.options.BootSpec;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.pci.PciHost;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.MachineType.Family;

/** The devices that a board has before any {@code -device}, by its machine type. */
final class BoardDevices {

  /** Disk, floppy, CD. */
  static final String DEFAULT_BOOT_ORDER = "cad";

  private final Machine machine;
  private final MachineType type;

  BoardDevices(Machine machine, MachineType type) {
    this.machine = machine;
    this.type = type;
  }

  /**
   * Puts them onto the board.
   *
   * @throws QemuError when something is wanted of them that they do not do
   */
  void plug(FwCfg fwCfg, Settings settings) {
    Family family = type.family();
    if (family == Family.NONE) {
      return;
    }
    boolean pc = family != Family.MICROVM;
    boolean pci = type.pciBus().isPresent();
    Rtc rtc = new Rtc(machine.config().rtc());
    PcCmos.setMemory(rtc, machine.config().ram());
    plugAll(fwCfg, new InterruptControllers(), rtc, new I8254(pc));
    if (family != Family.ISAPC) {
      int version = type.isVersionedBefore("2.8") ? 0x11 : 0x20;
      plugAll(UnmodelledRegions.LOCAL_APICS, new IoApic(IoApic.BASE, version));
    }
    if (!pc) {
      plugAll(new IoApic(IoApic.SECOND_BASE, 0x20));
    }
    if (pc) {
      if (!"off".equals(settings.machine().properties().string("vmport"))) {
        plugAll(UnmodelledRegions.VMPORT);
      }
      plugAll(UnmodelledRegions.PC, I8237.first(), I8237.second());
      boolean buffered = !type.isVersionedBefore("6.1");
      plugAll(cmos(rtc, settings), new Port92(), new KeyboardController(buffered));
    }
    if (family == Family.I440FX || family == Family.ISAPC) {
      plugAll(UnmodelledRegions.DISKS);
    }
    if (!pc) {
      plugAll(new AcpiGed());
    }
    if (pci) {
      plugAll(family == Family.Q35 ? ResetControl.ich9() : ResetControl.piix3());
    }
  }

  /**
   * Puts the firmware's memory onto the board.
   *
   * @param pci the board's PCI buses; null for none
   * @throws QemuError when the firmware cannot be loaded
   */
  void plugFirmware(Settings settings, @Nullable PciHost pci) {
    if (type.family() != Family.NONE) {
      MemoryRegion memory = pci == null ? null : pci.memory();
      machine.plug(Firmware.of(settings.commandLine()).rom(type, memory));
    }
  }

  private static PcCmos cmos(Rtc rtc, Settings settings) {
    BootSpec boot = BootSpec.of(settings.machine());
    String order = Objects.requireNonNullElse(boot.order(), DEFAULT_BOOT_ORDER);
    String once = Objects.requireNonNullElse(boot.once(), order);
    try {
      return new PcCmos(rtc, order, once, !settings.commandLine().has("no-fd-bootchk"));
    } catch (IllegalArgumentException e) {
      throw new QemuError(String.valueOf(e.getMessage()));
    }
  }

  private void plugAll(Device... devices) {
    for (Device device : devices) {
      machine.plug(device);
    }
  }
}
