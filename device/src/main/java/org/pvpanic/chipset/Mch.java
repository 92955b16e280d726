package org.pvpanic.chipset;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.device.Unmodelled;
import org.pvpanic.machine.Board;
import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.MmConfig;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciPlace;

/**
 * The host bridge of machine type q35.
 *
 * <p>Specification: Intel 3 Series Express Chipset datasheet (316966), chapter 5. Here:
 * configuration space, the window to it in memory (PCIEXBAR, 0x60), the memory that the PAM
 * registers (0x90 to 0x96) show below 1 MiB, and of SMRAM (0x9d) and ESMRAMC (0x9e) what CPUs
 * outside of system management mode see: RAM or PCI memory at 0xa0000, RAM at 0xfeda0000, and
 * nothing where TSEG is. QEMU adds EXT_TSEG_MBYTES (0x50), which tells the size of TSEG when 0xffff
 * is written to it, and F_SMBASE (0x9c), which hides the RAM at 0x30000 in the same way; boards of
 * old have neither ({@link Q35Features}).
 */
public final class Mch extends PciFunction {

  private static final int EXT_TSEG_MBYTES = 0x50;
  private static final int EXT_TSEG_QUERY = 0xffff;
  private static final int PCIEXBAR = 0x60;
  private static final long PCIEXBAR_DEFAULT = 0xb000_0000L;
  private static final int PAM = 0x90;
  private static final int F_SMBASE = 0x9c;
  private static final int F_SMBASE_QUERY = 0xff;
  private static final int F_SMBASE_IN_RAM = 1;
  private static final int F_SMBASE_LOCK = 2;
  private static final int SMRAM = 0x9d;
  private static final int SMRAM_OPEN = 1 << 6;
  private static final int SMRAM_LOCK = 1 << 4;
  private static final int SMRAM_ENABLE = 1 << 3;
  private static final int ESMRAMC = 0x9e;
  private static final int ESMRAMC_HIGH = 1 << 7;
  private static final int ESMRAMC_TSEG = 1;

  private static final long LEGACY_VIDEO = 0xa0000;
  private static final long LEGACY_VIDEO_SIZE = 0x20000;
  private static final long HIGH_SMRAM = 0xfeda_0000L;
  private static final long SMBASE = 0x30000;
  private static final long SMBASE_SIZE = 0x20000;
  private static final long MIB = 1 << 20;

  private static final PciHeader HEADER = PciHeader.of(0x8086, 0x29c0, 0x0600, 0).fixed().build();

  private final PciHost host;
  private final Q35Features features;
  private final MmConfig window;
  private final MemoryRegion tseg = hole("tseg-blackhole", 0);
  private final MemoryRegion smbase = hole("smbase-blackhole", SMBASE_SIZE);
  private @Nullable MemoryRegion high;
  private @Nullable Pam pam;
  private @Nullable MemoryRegion system;
  private long lowRam;

  /** The bridge, at 00.0. */
  public Mch(PciHost host, Q35Features features) {
    super("mch", HEADER, PciPlace.builtIn(host.bus(), 0, 0, false));
    this.host = host;
    this.features = features;
    this.window = new MmConfig(host.bus());
  }

  /** Where configuration space is in memory; null while it is not there. */
  public MmConfig.@Nullable Place configWindow() {
    return window.place();
  }

  private static MemoryRegion hole(String name, long size) {
    Access access = Access.implementing(4, 4).valid(1, 4);
    MemoryRegion hole = MemoryRegion.io(new Unmodelled(name, 0xff, access), size);
    hole.setEnabled(false);
    return hole;
  }

  @Override
  protected void attached(Board board) {
    MemoryRegion memory = board.physical().root();
    system = memory;
    lowRam = board.lowRam();
    pam = new Pam(board, host.memory(), PAM);
    high = MemoryRegion.alias("smram-open-high", board.ram(), LEGACY_VIDEO, LEGACY_VIDEO_SIZE);
    memory.add(HIGH_SMRAM, high, 1);
    memory.add(lowRam, tseg, 1);
    memory.add(SMBASE, smbase, 1);
  }

  @Override
  protected void functionReset() {
    ConfigSpace config = config();
    config.set(PCIEXBAR, 8, PCIEXBAR_DEFAULT);
    config.set(SMRAM, 1, 0x02);
    config.set(ESMRAMC, 1, 0x38);
    config.setWritable(SMRAM, 0x78);
    config.setWritable(ESMRAMC, 0x87);
    if (features.extendedTsegMbytes() > 0) {
      config.set(EXT_TSEG_MBYTES, 2, EXT_TSEG_QUERY);
    }
    config.set(F_SMBASE, 1, 0);
    config.setWritable(F_SMBASE, 0xff);
    configWritten(0, config.size());
  }

  @Override
  protected void configWritten(int offset, int size) {
    ConfigSpace config = config();
    if (ConfigSpace.overlap(offset, size, PCIEXBAR, 8)) {
      window.move(Objects.requireNonNull(system), config.get(PCIEXBAR, 8));
    }
    if (ConfigSpace.overlap(offset, size, SMRAM, 2)) {
      updateSmram();
    }
    if (ConfigSpace.overlap(offset, size, PAM, Pam.SIZE)) {
      updatePam();
    }
    if (ConfigSpace.overlap(offset, size, EXT_TSEG_MBYTES, 2)
        && features.extendedTsegMbytes() > 0
        && config.getWord(EXT_TSEG_MBYTES) == EXT_TSEG_QUERY) {
      config.set(EXT_TSEG_MBYTES, 2, features.extendedTsegMbytes());
    }
    if (features.smramAtSmbase() && ConfigSpace.overlap(offset, size, F_SMBASE, 1)) {
      updateSmbase();
    }
  }

  private void updateSmram() {
    ConfigSpace config = config();
    if ((config.getByte(SMRAM) & SMRAM_LOCK) != 0) {
      config.set(SMRAM, 1, config.getByte(SMRAM) & ~SMRAM_OPEN);
      config.setWritable(SMRAM, 0x20);
      config.setWritable(ESMRAMC, 0);
    }
    int smram = config.getByte(SMRAM);
    int extended = config.getByte(ESMRAMC);
    boolean open = (smram & SMRAM_OPEN) != 0;
    boolean inHigh = (extended & ESMRAMC_HIGH) != 0;
    updatePam();
    Objects.requireNonNull(high).setEnabled(open && inHigh);
    boolean hidden = (extended & ESMRAMC_TSEG) != 0 && (smram & SMRAM_ENABLE) != 0;
    long size = hidden ? tsegSize(extended) : 0;
    tseg.setEnabled(size > 0);
    tseg.setSize(size);
    tseg.setAddress(lowRam - size);
  }

  private void updatePam() {
    boolean open = (config().getByte(SMRAM) & SMRAM_OPEN) != 0;
    boolean inHigh = (config().getByte(ESMRAMC) & ESMRAMC_HIGH) != 0;
    Objects.requireNonNull(pam).update(config(), open && !inHigh);
  }

  private long tsegSize(int extended) {
    return switch ((extended >> 1) & 3) {
      case 0 -> MIB;
      case 1 -> 2 * MIB;
      case 2 -> 8 * MIB;
      default -> features.extendedTsegMbytes() * MIB;
    };
  }

  private void updateSmbase() {
    ConfigSpace config = config();
    if (config.getByte(F_SMBASE) == F_SMBASE_QUERY) {
      config.setWritable(F_SMBASE, F_SMBASE_LOCK);
      config.set(F_SMBASE, 1, F_SMBASE_IN_RAM);
      return;
    }
    if (config.writable(F_SMBASE) == 0xff) {
      config.set(F_SMBASE, 1, 0);
    }
    boolean locked = (config.getByte(F_SMBASE) & F_SMBASE_LOCK) != 0;
    if (locked) {
      config.setWritable(F_SMBASE, config.writable(F_SMBASE) & ~F_SMBASE_LOCK);
      config.set(F_SMBASE, 1, F_SMBASE_LOCK);
    }
    smbase.setEnabled(locked);
  }
}
