package org.pvpanic.guest.firmware;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.io.FwCfgItems;
import org.pvpanic.guest.io.FwCfgItems.File;
import org.pvpanic.guest.io.FwCfgPort;
import org.pvpanic.guest.io.PciConfig;

/**
 * What a PC's firmware leaves behind for an operating system, done as SeaBIOS does it on QEMU: PCI
 * functions have bus numbers, addresses and interrupts, power management is at port 0x600, and the
 * ACPI tables are in memory, found through the RSDP in the F segment.
 *
 * <p>Specifications: PCI Firmware 3.0; QEMU's {@code docs/specs/fw_cfg.rst} and the head of its
 * {@code hw/acpi/bios-linker-loader.c}. Nothing else of a firmware's job is done: no interrupt
 * services, video, disks, system management mode or SMBIOS, and its own code is nowhere in memory.
 */
public final class Firmware {

  /** RAM in the F segment below everything that stays there. */
  private static final long BUFFER = 0xf5000;

  private final PortIo ports;
  private final MemoryIo memory;
  private final FwCfgPort fwCfg;
  private final PciConfig config;
  private Map<String, File> files = Map.of();

  /** The firmware of the board behind {@code ports} and {@code memory}. */
  public Firmware(PortIo ports, MemoryIo memory) {
    this.ports = ports;
    this.memory = memory;
    this.fwCfg = new FwCfgPort(ports, memory);
    this.config = new PciConfig(ports);
  }

  /** Does all of it. Only at power-on and after a reset. */
  public void run() {
    Chipset chipset = Chipset.of(config);
    if (chipset != null) {
      chipset.enablePowerManagement();
      chipset.shadowFirmwareSegment(true);
    }
    boolean configured = fwCfg.isPresent();
    FwCfgDma dma = configured && fwCfg.hasDma() ? new FwCfgDma(ports, memory, BUFFER) : null;
    FwCfgItems items = dma == null ? fwCfg : dma;
    files = configured ? items.files() : Map.of();
    long lowRam = new MemorySize(ports, items, files).lowRam();
    if (chipset != null) {
      new PciSetup(config, chipset, ports).run(lowRam);
    }
    long tables = chipset == null ? Zones.F_SEGMENT_TOP : chipset.firmwareTables();
    new TableLoader(memory, items, files, dma, new Zones(lowRam, tables)).run();
    if (dma != null) {
      dma.clearBuffer();
    }
    if (chipset != null) {
      chipset.shadowFirmwareSegment(false);
    }
  }

  /** The map of memory that the operating system gets. Only after {@link #run}. */
  public E820 memoryMap(long ram) {
    File list = files.get("etc/e820");
    E820 map = list == null ? E820.ofSize(ram) : E820.ofList(fwCfg.item(list.key(), list.size()));
    Chipset chipset = Chipset.of(config);
    return chipset == null ? map : chipset.reserved(map);
  }

  /** What the board is called, as the tables for system management tell. */
  public String boardName() {
    File tables = files.get("etc/smbios/smbios-tables");
    return BoardName.of(tables == null ? new byte[0] : fwCfg.item(tables.key(), tables.size()));
  }

  /** The kernel that was given to the board, or null when it boots from its disk. */
  public @Nullable DirectBoot directBoot() {
    return fwCfg.isPresent() ? DirectBoot.of(fwCfg) : null;
  }

  /**
   * The text in a file of the firmware configuration device, without line ends and zeros at its
   * end, or null when there is none of that name: what a boot loader is told.
   */
  public @Nullable String text(String name) {
    File file = files.get(name);
    if (file == null) {
      return null;
    }
    byte[] content = fwCfg.item(file.key(), file.size());
    int end = content.length;
    while (end > 0 && isEnd(content[end - 1])) {
      end--;
    }
    return new String(content, 0, end, StandardCharsets.UTF_8);
  }

  private static boolean isEnd(byte last) {
    return last == 0 || last == '\n' || last == '\r';
  }

  /** Does no more than to put the power management registers where software expects them. */
  public static void enablePowerManagement(PortIo ports) {
    Chipset chipset = Chipset.of(new PciConfig(ports));
    if (chipset != null) {
      chipset.enablePowerManagement();
    }
  }
}
