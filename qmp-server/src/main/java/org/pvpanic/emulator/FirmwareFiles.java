package org.pvpanic.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.pvpanic.acpi.AcpiFiles;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.FwCfgEntry;
import org.pvpanic.device.SmiFeatures;
import org.pvpanic.machine.RamLayout;
import org.pvpanic.options.BootSpec;
import org.pvpanic.options.FwCfgItem;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.smbios.Smbios;
import org.pvpanic.vm.Cpus;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.Vm;

/**
 * What a machine tells firmware and guest through fw_cfg: items of old, and files.
 *
 * <p>Left out: option ROMs ({@code genroms/}), the device tree of microvm, boot devices by their
 * {@code bootindex}, pictures at boot, NUMA, memory that can be added, {@code -smbios} and the
 * processor id of CPU models but the default one in SMBIOS, and features that are the CPU's ({@code
 * etc/msr_feature_control}).
 */
final class FirmwareFiles {

  private static final long HYPERTRANSPORT = 0xfd_0000_0000L;
  private static final long HYPERTRANSPORT_SIZE = 0x3_0000_0000L;
  private static final long KVM_IDENTITY_MAP = 0xfeffc000L;
  private static final long KVM_IDENTITY_MAP_SIZE = 0x4000;
  private static final long OLD_QEMU64_ID = 0x078bfbfd_00000663L;
  private static final long QEMU64_ID = 0x078bfbfd_00060fb1L;
  private static final int RAM = 1;
  private static final int RESERVED = 2;
  private static final int HPETS = 8;
  private static final int HPET_SIZE = 4 + 8 + 2 + 1;

  /** Models of CPUs from AMD, which may have their bus where RAM would be. */
  private static final Set<String> AMD = Set.of("qemu64", "phenom", "max", "EPYC", "Opteron");

  private final Vm vm;
  private final Settings settings;
  private final BoardGlobals globals;
  private final FwCfg fwCfg;

  FirmwareFiles(Vm vm, Settings settings, BoardGlobals globals) {
    this.vm = vm;
    this.settings = settings;
    this.globals = globals;
    this.fwCfg =
        new FwCfg(
            new FwCfg.Variant(
                !vm.type().isVersionedBefore("2.5"),
                !vm.type().isVersionedBefore("2.6"),
                globals.fileSlots()));
  }

  FwCfg fwCfg() {
    return fwCfg;
  }

  /** Adds what the board itself has to say, before devices and the user add theirs. */
  void addBoards(AcpiDescription description) {
    if (!vm.type().hasIsa()) {
      return;
    }
    addOldItems();
    BootSpec boot = BootSpec.of(settings.machine());
    fwCfg.addNumber(FwCfg.BOOT_MENU, 2, boot.menu() ? 1 : 0);
    if (boot.splashTime() != null) {
      addNumber("etc/boot-menu-wait", 2, boot.splashTime());
    }
    addNumber("etc/boot-fail-wait", 4, boot.rebootTimeout());
    DirectBoot.of(settings).addTo(fwCfg);
    fwCfg.addFile("etc/e820", memoryMap());
    boolean noPowerManagement = vm.type().family() == Family.I440FX && !description.isWanted();
    if (vm.type().pciBus().isPresent() && !noPowerManagement) {
      addSleepStates();
    }
    if (vm.type().family() == Family.Q35) {
      addSmiFeatures();
    }
  }

  /** Adds the user's. */
  void add(FwCfgItem item) {
    if (!vm.type().hasIsa()) {
      throw new QemuError("fw_cfg device not available").at(item.origin());
    }
    try {
      fwCfg.addUserFile(item.name(), item.contents());
    } catch (IllegalArgumentException e) {
      throw new QemuError(String.valueOf(e.getMessage())).at(item.origin());
    }
  }

  /** Adds what describes all devices, when they are there. */
  void addTables(AcpiDescription description) {
    if (!vm.type().hasIsa()) {
      return;
    }
    try {
      if (description.isWanted()) {
        vm.machine().plug(new AcpiFiles(fwCfg, description));
        if (vm.type().pciBus().isPresent()) {
          vm.machine().plug(description.cpuHotplug());
          fwCfg.addFile("etc/tpm/log", new byte[0]);
        }
      }
      if (vm.type().pciBus().isPresent() && !vm.type().isVersionedBefore("2.1")) {
        addSmbios();
      }
      fwCfg.addFile("bootorder", new byte[0]);
      if (!vm.type().isVersionedBefore("2.6")) {
        fwCfg.addFile("bios-geometry", new byte[0]);
      }
    } catch (IllegalArgumentException e) {
      throw new QemuError(String.valueOf(e.getMessage()));
    }
  }

  private void addOldItems() {
    UUID uuid = vm.uuid();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    fwCfg.addItem(FwCfg.UUID, FwCfgEntry.of(bytes.array()));
    boolean graphics =
        !settings.commandLine().has("nographic")
            && settings.machine().properties().flag("graphics", true);
    fwCfg.addNumber(FwCfg.NOGRAPHIC, 2, graphics ? 0 : 1);
    int limit = apicIdLimit();
    fwCfg.addNumber(FwCfg.MAX_CPUS, 2, limit);
    fwCfg.addNumber(FwCfg.IRQ0_OVERRIDE, 4, 1);
    if (vm.type().family() != Family.MICROVM) {
      fwCfg.addItem(FwCfg.NUMA, FwCfgEntry.of(new byte[8 * (1 + limit)]));
      fwCfg.addItem(FwCfg.HPET, FwCfgEntry.of(timers()));
    }
  }

  /** The number behind the largest APIC id; microvm takes it for the number of CPUs. */
  private int apicIdLimit() {
    if (vm.type().family() == Family.MICROVM) {
      return vm.cpus().max();
    }
    List<Integer> ids = vm.cpus().apicIds();
    return ids.get(ids.size() - 1) + 1;
  }

  private byte[] timers() {
    ByteBuffer out = ByteBuffer.allocate(1 + HPETS * HPET_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    if (AcpiDescription.hasHpet(vm, settings)) {
      out.put((byte) 1).putInt(0x8086a201).putLong(0xfed00000L);
    } else {
      out.put((byte) -1);
    }
    return out.array();
  }

  /** RAM, and what is not to be used for it: address and size, 64 bits each, and kind, 32. */
  private byte[] memoryMap() {
    ByteBuffer out = ByteBuffer.allocate(4 * 20).order(ByteOrder.LITTLE_ENDIAN);
    if (vm.kvm()) {
      out.putLong(KVM_IDENTITY_MAP).putLong(KVM_IDENTITY_MAP_SIZE).putInt(RESERVED);
    }
    boolean old = vm.type().isVersionedBefore("7.1") || vm.type().family() == Family.MICROVM;
    String model = vm.cpus().type().replaceFirst("[-_].*", "");
    if (!old && !vm.kvm() && AMD.contains(model)) {
      out.putLong(HYPERTRANSPORT).putLong(HYPERTRANSPORT_SIZE).putInt(RESERVED);
    }
    RamLayout ram = vm.machine().config().ram();
    out.putLong(0).putLong(ram.low()).putInt(RAM);
    if (ram.high() > 0) {
      out.putLong(RamLayout.FOUR_GIB).putLong(ram.high()).putInt(RAM);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /** For S0 to S5: bit 7 says that there is such a state, the others what SLP_TYP is. */
  private void addSleepStates() {
    int present = 0x80;
    boolean s3 = globals.sleeps("s3");
    boolean s4 = globals.sleeps("s4");
    fwCfg.addFile(
        "etc/system-states",
        new byte[] {
          (byte) present,
          0,
          0,
          (byte) (1 | (s3 ? present : 0)),
          (byte) (globals.sleepTypeOfDisk() | (s4 ? present : 0)),
          (byte) present
        });
  }

  private void addSmiFeatures() {
    MachineType type = vm.type();
    int features =
        (type.isVersionedBefore("2.9") ? 0 : SmiFeatures.BROADCAST)
            | (type.isVersionedBefore("5.2") ? 0 : SmiFeatures.CPU_HOTPLUG)
            | (type.isVersionedBefore("6.0") ? 0 : SmiFeatures.CPU_HOT_UNPLUG);
    if (features != 0) {
      vm.machine().plug(new SmiFeatures(fwCfg, features));
    }
  }

  private void addSmbios() {
    Cpus cpus = vm.cpus();
    int cores = cpus.dies() * cpus.cores();
    long id = vm.type().isVersionedBefore("6.1") ? OLD_QEMU64_ID : QEMU64_ID;
    Smbios smbios =
        new Smbios(
            vm.type().family().description(),
            vm.type().name(),
            vm.uuid(),
            cpus.max() / (cores * cpus.threads()),
            cores,
            cores * cpus.threads(),
            cpus.type().startsWith("qemu64-") ? id : 0,
            vm.machine().config().ram());
    fwCfg.addFile("etc/smbios/smbios-tables", FwCfgEntry.lazy(smbios::tables));
    fwCfg.addFile("etc/smbios/smbios-anchor", FwCfgEntry.lazy(smbios::anchor));
  }

  private void addNumber(String name, int size, long value) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    fwCfg.addFile(name, Arrays.copyOf(bytes.array(), size));
  }
}
