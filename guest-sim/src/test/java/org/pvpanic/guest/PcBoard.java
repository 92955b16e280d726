package org.pvpanic.guest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.pvpanic.acpi.AcpiFiles;
import org.pvpanic.acpi.AcpiPlatform;
import org.pvpanic.acpi.Chipset;
import org.pvpanic.acpi.IsaDevice;
import org.pvpanic.acpi.PciTree;
import org.pvpanic.chipset.Chipsets;
import org.pvpanic.chipset.Ich9Lpc;
import org.pvpanic.chipset.Mch;
import org.pvpanic.chipset.Piix4Pm;
import org.pvpanic.chipset.Q35Features;
import org.pvpanic.device.AcpiPowerManagement;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.FwCfgEntry;
import org.pvpanic.device.IoApic;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.KeyboardController;
import org.pvpanic.device.PciDevices;
import org.pvpanic.device.PciPvpanic;
import org.pvpanic.device.ResetControl;
import org.pvpanic.device.Rtc;
import org.pvpanic.device.Uart16550;
import org.pvpanic.device.VmCoreInfo;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.RamLayout;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.pci.MmConfig;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciPlug;
import org.pvpanic.smbios.Smbios;

/** A whole board of machine type {@code pc} or {@code q35}, as QEMU 7.2 has it. */
final class PcBoard {

  private static final long GIB = 1L << 30;
  private static final int RAM = 1;
  private static final int RESERVED = 2;

  /** The device tree of what QEMU calls qemu64. */
  private static final long QEMU64_ID = 0x0f8bfbff00060fb1L;

  private final MachineConfig config;
  private final boolean q35;
  private final FwCfg fwCfg = new FwCfg();
  private final List<IsaDevice> isaDevices = new ArrayList<>();
  private final Machine machine;
  private final PciHost pci;

  /** A board of which only pvpanic devices and the like are missing. */
  PcBoard(MachineConfig config, boolean q35, String profile) {
    this.config = config;
    this.q35 = q35;
    this.machine = new Machine(config, Guests.byProfile(profile), () -> 0);
    machine.plug(fwCfg);
    machine.plug(new Rtc(config.rtc()));
    machine.plug(new KeyboardController(true));
    machine.plug(new IoApic(IoApic.BASE, 0x20));
    PciDevices makers = new PciDevices(VersionProfile.QEMU_7_2);
    this.pci =
        q35
            ? Chipsets.plugQ35(
                machine,
                makers,
                new Q35Features(true, 16, true),
                AcpiPowerManagement.SLEEP_TYPE_DISK)
            : Chipsets.plugI440fx(machine, makers);
    machine.plug(q35 ? ResetControl.ich9() : ResetControl.piix3());
    isaDevices.add(new IsaDevice.RealTimeClock());
    isaDevices.add(0, new IsaDevice.Serial(0, 0x3f8, 4));
    machine.plug(new Uart16550(0x3f8, 4));
    if (!q35) {
      isaDevices.add(0, new IsaDevice.Floppy());
    }
    isaDevices.add(0, new IsaDevice.Keyboard());
  }

  /** {@code -fw_cfg name=,string=}. */
  PcBoard file(String name, String content) {
    fwCfg.addUserFile(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** {@code -kernel} and {@code -append}, without {@code -initrd}. */
  PcBoard kernel(String arguments) {
    byte[] line = (arguments + "\0").getBytes(StandardCharsets.UTF_8);
    fwCfg.addNumber(0x08, 4, 1);
    fwCfg.addNumber(0x14, 4, line.length);
    fwCfg.addItem(0x15, FwCfgEntry.of(line));
    return this;
  }

  /** {@code -device pvpanic}. */
  PcBoard pvpanic(int events) {
    isaDevices.add(0, new IsaDevice.Pvpanic(IsaPvpanic.DEFAULT_IOPORT));
    machine.plug(new IsaPvpanic(IsaPvpanic.DEFAULT_IOPORT, events, VersionProfile.QEMU_7_2, fwCfg));
    return this;
  }

  /** {@code -device pvpanic-pci}. */
  PcBoard pciPvpanic(int events) {
    pci.plug(
        new PciPlug(
            PciPvpanic.TYPE,
            pci.bus().name(),
            PciBus.ANY,
            null,
            Map.of(PciDevices.EVENTS, (long) events)),
        false);
    return this;
  }

  /** {@code -device vmcoreinfo}. */
  PcBoard vmCoreInfo() {
    machine.plug(new VmCoreInfo(fwCfg));
    return this;
  }

  /** The machine, which nobody has switched on yet. */
  Machine finish() {
    fwCfg.addFile("etc/e820", memoryMap());
    machine.plug(new AcpiFiles(fwCfg, this::platform));
    Smbios smbios =
        new Smbios(
            q35 ? "Standard PC (Q35 + ICH9, 2009)" : "Standard PC (i440FX + PIIX, 1996)",
            q35 ? "pc-q35-7.2" : "pc-i440fx-7.2",
            new UUID(0, 0),
            config.cpus(),
            1,
            1,
            QEMU64_ID,
            config.ram());
    fwCfg.addFile("etc/smbios/smbios-tables", FwCfgEntry.lazy(smbios::tables));
    return machine;
  }

  private byte[] memoryMap() {
    RamLayout ram = config.ram();
    return ByteBuffer.allocate(60)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(0xfd00000000L)
        .putLong(0x300000000L)
        .putInt(RESERVED)
        .putLong(0)
        .putLong(ram.low())
        .putInt(RAM)
        .putLong(RamLayout.FOUR_GIB)
        .putLong(ram.high())
        .putInt(RAM)
        .array();
  }

  private AcpiPlatform platform() {
    RamLayout ram = config.ram();
    long first = (RamLayout.FOUR_GIB + ram.high() + GIB - 1) / GIB * GIB;
    MmConfig.Place space = q35 ? function(Mch.class).configWindow() : null;
    int power = q35 ? function(Ich9Lpc.class).powerBase() : function(Piix4Pm.class).powerBase();
    List<PciTree.Function> functions =
        pci.bus().functions().stream()
            .map(each -> new PciTree.Function(each.devfn(), each.removable(), null))
            .toList();
    return new AcpiPlatform(
        q35 ? Chipset.ICH9 : Chipset.PIIX4,
        IntStream.range(0, config.cpus()).boxed().toList(),
        config.cpus(),
        new AcpiPlatform.MemoryMap(
            ram.low(),
            first,
            first + (q35 ? 32 : 2) * GIB - 1,
            space == null ? 0 : space.address(),
            space == null ? 0 : space.size()),
        new AcpiPlatform.Power(power, true, true, AcpiPowerManagement.SLEEP_TYPE_DISK, true),
        isaDevices,
        0,
        new PciTree(q35 ? PciTree.FIXED : 0, q35, functions),
        true);
  }

  private <F extends PciFunction> F function(Class<F> kind) {
    return pci.bus().functions().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }
}
