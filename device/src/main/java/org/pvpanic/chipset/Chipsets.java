package org.pvpanic.chipset;

import org.pvpanic.device.AcpiPowerManagement;
import org.pvpanic.device.Apm;
import org.pvpanic.machine.Machine;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciMaker;

/** Puts the functions of a chipset onto a board. */
public final class Chipsets {

  private Chipsets() {}

  /**
   * The chipset of machine type pc: i440FX, PIIX3, and the power management of a PIIX4.
   *
   * @param maker makes what is put on its bus later
   */
  public static PciHost plugI440fx(Machine machine, PciMaker maker) {
    return plugI440fx(machine, maker, AcpiPowerManagement.SLEEP_TYPE_DISK);
  }

  /**
   * The same.
   *
   * @param sleepTypeOfDisk SLP_TYP for S4, 2 to 7
   */
  public static PciHost plugI440fx(Machine machine, PciMaker maker, int sleepTypeOfDisk) {
    PciHost host = new PciHost("pci.0", false, maker);
    machine.plug(host);
    machine.plug(new I440fx(host));
    machine.plug(new Piix3(host.bus()));
    machine.plug(new Piix3Ide(host.bus()));
    Piix4Pm power = new Piix4Pm(host, sleepTypeOfDisk);
    machine.plug(power);
    machine.plug(new Apm(power::firmwareCommand));
    return host;
  }

  /**
   * The chipset of machine type q35.
   *
   * @param maker makes what is put on its bus later
   * @param features what not all of its versions have
   * @param sleepTypeOfDisk SLP_TYP for S4, 2 to 7
   */
  public static PciHost plugQ35(
      Machine machine, PciMaker maker, Q35Features features, int sleepTypeOfDisk) {
    PciHost host = new PciHost("pcie.0", true, maker);
    machine.plug(host);
    machine.plug(new Mch(host, features));
    Ich9Lpc bridge = new Ich9Lpc(host, features.acpiHotplug(), sleepTypeOfDisk);
    machine.plug(bridge);
    machine.plug(new Apm(bridge::firmwareCommand));
    machine.plug(new Ich9Ahci(host.bus()));
    machine.plug(new Ich9Smbus(host.bus()));
    return host;
  }
}
