package org.pvpanic.chipset;

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
    PciHost host = new PciHost("pci.0", false, maker);
    machine.plug(host);
    machine.plug(new I440fx(host));
    machine.plug(new Piix3(host.bus()));
    machine.plug(new Piix3Ide(host.bus()));
    machine.plug(new Piix4Pm(host));
    return host;
  }

  /**
   * The chipset of machine type q35.
   *
   * @param maker makes what is put on its bus later
   */
  public static PciHost plugQ35(Machine machine, PciMaker maker) {
    PciHost host = new PciHost("pcie.0", true, maker);
    machine.plug(host);
    machine.plug(new Mch(host));
    machine.plug(new Ich9Lpc(host.bus()));
    machine.plug(new Ich9Ahci(host.bus()));
    machine.plug(new Ich9Smbus(host.bus()));
    return host;
  }
}
