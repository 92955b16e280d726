package org.pvpanic.device;

import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.pci.PciBar;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/**
 * pvpanic on a PCI bus ({@code -device pvpanic-pci}): the register behind BAR 0, which has two
 * bytes, both of them the register. It has no interrupt and no capabilities, and neither ACPI nor
 * fw_cfg tell of it.
 *
 * <p>Specification: QEMU's {@code docs/specs/pvpanic.rst}, which says one byte.
 */
public final class PciPvpanic extends PciFunction {

  /** The name of its type. */
  public static final String TYPE = "pvpanic-pci";

  private static final int RED_HAT = 0x1b36;
  private static final int PVPANIC = 0x0011;
  private static final int CLASS_SYSTEM_OTHER = 0x0880;
  private static final PciHeader HEADER =
      PciHeader.of(RED_HAT, PVPANIC, CLASS_SYSTEM_OTHER, 1).bar(PciBar.memory(0, 2)).build();

  private final int events;
  private final boolean shutdown;

  /**
   * The device as a QEMU version builds it.
   *
   * @param events the value that a read returns, 0 to 0xff
   */
  public PciPvpanic(PciPlace place, int events, VersionProfile version) {
    super(TYPE, HEADER, place);
    this.events = events;
    this.shutdown = version.has(Change.PVPANIC_SHUTDOWN);
  }

  @Override
  protected MemoryRegion content(PciBar bar, Board board) {
    return MemoryRegion.io(new Pvpanic(board, events, shutdown), bar.size());
  }
}
