package org.pvpanic.chipset;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.bus.PortBus;
import org.pvpanic.device.AcpiPowerManagement;
import org.pvpanic.machine.Board;
import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciPlace;

/**
 * The ISA bridge of machine type q35, which has power management in it: ACPI's registers at the
 * port that PMBASE (0x40) says while ACPI_CNTL (0x44) bit 7 is set, with an interrupt that
 * ACPI_CNTL chooses; hot-plug at 0xcc0; chipset configuration in memory where RCBA (0xf0) says.
 *
 * <p>Specification: Intel I/O Controller Hub 9 datasheet (316972), chapter 13. Left out: interrupt
 * routing, since nothing on the board raises a PCI interrupt; hot-plug of CPUs and memory; the TCO
 * watchdog; system management mode. The reset control register at port 0xcf9 is a device of its
 * own.
 */
public final class Ich9Lpc extends PowerFunction {

  private static final int ACPI_ON = 2;
  private static final int ACPI_OFF = 3;
  private static final int HOTPLUG = 0xcc0;
  private static final int HOTPLUG_EVENT = 1;
  private static final int POWER_LENGTH = 128;
  private static final int EVENTS = 0x20;
  private static final int EVENTS_LENGTH = 16;
  private static final int SMI = 0x30;
  private static final int SMI_LENGTH = 8;

  private static final int PMBASE = 0x40;
  private static final int PMBASE_MASK = 0xff80;
  private static final int ACPI_CNTL = 0x44;
  private static final int ACPI_ENABLE = 1 << 7;
  private static final int SCI_SELECT = 7;
  private static final int PIRQ_A = 0x60;
  private static final int PIRQ_E = 0x68;
  private static final int PIRQ_DISABLED = 0x80808080;
  private static final int LPC_ENABLES = 0x82;
  private static final int GEN_PMCON_1 = 0xa0;
  private static final int SMI_LOCK = 1 << 4;
  private static final int RCBA = 0xf0;
  private static final int RCBA_ENABLE = 1;
  private static final long RCBA_MASK = 0xffff_c000L;

  /** The interrupt by what SCI_SELECT says; 0 is reserved. */
  private static final int[] SCI = {9, 10, 11, 0, 20, 21, 0, 0};

  /** QEMU lets the low bits of PMBASE be written as if they were those of ACPI_CNTL. */
  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x2918, 0x0601, 2).writable(PMBASE, 4, 0xff87).fixed().build();

  private final Ich9SmiRegisters smi = new Ich9SmiRegisters();
  private final ChipsetConfiguration chipset = new ChipsetConfiguration();
  private final MemoryRegion chipsetRegion = MemoryRegion.io(chipset, ChipsetConfiguration.LENGTH);
  private final IrqLine[] interrupts = new IrqLine[SCI.length];
  private final AcpiPciHotplug hotplug;
  private final boolean showsHotplug;
  private @Nullable MemoryRegion system;
  private int sci;
  private boolean sciIsHigh;

  /**
   * The bridge, at 1f.0.
   *
   * @param showsHotplug whether the registers of hot-plug by ACPI are there for the guest
   * @param sleepTypeOfDisk SLP_TYP for S4, 2 to 7
   */
  public Ich9Lpc(PciHost host, boolean showsHotplug, int sleepTypeOfDisk) {
    super(
        "ICH9-LPC",
        HEADER,
        PciPlace.builtIn(host.bus(), 0x1f, 0, true),
        new AcpiPowerManagement("ich9-pm", POWER_LENGTH, EVENTS_LENGTH, sleepTypeOfDisk),
        ACPI_ON,
        ACPI_OFF);
    this.showsHotplug = showsHotplug;
    hotplug = new AcpiPciHotplug(host, () -> power().raise(HOTPLUG_EVENT));
    power().region().add(EVENTS, power().generalEvents());
    power().region().add(SMI, MemoryRegion.io(smi, SMI_LENGTH));
  }

  @Override
  protected void attached(Board board) {
    super.attached(board);
    for (int i = 0; i < SCI.length; i++) {
      interrupts[i] = board.irq(SCI[i]);
    }
    power()
        .attach(
            board,
            level -> {
              sciIsHigh = level != 0;
              interrupts[sci].set(level);
            });
    hotplug.attach(board, HOTPLUG).setEnabled(showsHotplug);
    system = board.physical().root();
  }

  @Override
  void lookAround(PortBus ports) {
    int decoded =
        (ports.isMapped(0x3f8) ? 1 : 0)
            | (ports.isMapped(0x2f8) ? 2 : 0)
            | (ports.isMapped(0x378) ? 4 : 0)
            | (ports.isMapped(0x3f2) ? 8 : 0);
    config().set(LPC_ENABLES, 1, config().getByte(LPC_ENABLES) | decoded);
  }

  @Override
  protected void functionReset() {
    super.functionReset();
    ConfigSpace config = config();
    config.set(PIRQ_A, 4, PIRQ_DISABLED);
    config.set(PIRQ_E, 4, PIRQ_DISABLED);
    config.set(ACPI_CNTL, 1, 0);
    config.set(PMBASE, 4, 1);
    config.set(RCBA, 4, 0);
    chipset.reset();
    updatePower();
    updateChipset();
    power().reset();
    smi.reset();
    hotplug.reset();
  }

  @Override
  protected void configWritten(int offset, int size) {
    if (ConfigSpace.overlap(offset, size, PMBASE, 4)
        || ConfigSpace.overlap(offset, size, ACPI_CNTL, 1)) {
      updatePower();
    }
    if (ConfigSpace.overlap(offset, size, RCBA, 4)) {
      updateChipset();
    }
    if (ConfigSpace.overlap(offset, size, GEN_PMCON_1, 8)
        && (config().getByte(GEN_PMCON_1) & SMI_LOCK) != 0) {
      config().setWritable(GEN_PMCON_1, config().writable(GEN_PMCON_1) & ~SMI_LOCK);
      smi.lock();
    }
  }

  /** The first port of ACPI's registers; 0 while they are not shown. */
  public int powerBase() {
    boolean shown = (config().getByte(ACPI_CNTL) & ACPI_ENABLE) != 0;
    return shown ? config().getDword(PMBASE) & PMBASE_MASK : 0;
  }

  private void updatePower() {
    int control = config().getByte(ACPI_CNTL);
    int base = powerBase();
    power().move(base, base != 0);
    int wanted = control & SCI_SELECT;
    if (SCI[wanted] != 0 && wanted != sci) {
      if (sciIsHigh) {
        interrupts[sci].set(false);
        interrupts[wanted].set(true);
      }
      sci = wanted;
    }
  }

  private void updateChipset() {
    MemoryRegion memory = Objects.requireNonNull(system);
    memory.remove(chipsetRegion);
    if ((config().getByte(RCBA) & RCBA_ENABLE) != 0) {
      memory.add(config().getDword(RCBA) & RCBA_MASK, chipsetRegion, 1);
    }
  }
}
