package org.pvpanic.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * What the ICH9's system management interrupts can do, negotiated through files of fw_cfg: firmware
 * reads what is supported, writes what it wants, and selects a file whose byte says whether it gets
 * that; then nothing changes until reset. What was agreed on has no effect here: there is no SMM.
 *
 * <p>Specification: QEMU's {@code docs/specs/acpi_cpu_hotplug.rst} and OVMF's {@code
 * SmiFeatures.c}.
 */
public final class SmiFeatures implements Device {

  /** An interrupt reaches all CPUs. */
  public static final int BROADCAST = 1;

  /** Firmware is told of CPUs that come. */
  public static final int CPU_HOTPLUG = 1 << 1;

  /** Firmware is told of CPUs that go. */
  public static final int CPU_HOT_UNPLUG = 1 << 2;

  private final FwCfg fwCfg;
  private final int supported;
  private final byte[] requested = new byte[8];
  private final byte[] agreed = new byte[1];

  /**
   * The files.
   *
   * @param supported bits as above
   */
  public SmiFeatures(FwCfg fwCfg, int supported) {
    this.fwCfg = fwCfg;
    this.supported = supported;
  }

  @Override
  public void attach(Board board) {
    byte[] features = {(byte) supported, 0, 0, 0, 0, 0, 0, 0};
    fwCfg.addFile("etc/smi/supported-features", features);
    fwCfg.addFile(
        "etc/smi/requested-features", FwCfgEntry.writable(requested, (offset, length) -> {}));
    fwCfg.addFile("etc/smi/features-ok", FwCfgEntry.of(agreed).onSelect(this::negotiate));
  }

  private void negotiate() {
    long wanted = ByteBuffer.wrap(requested).order(ByteOrder.LITTLE_ENDIAN).getLong();
    boolean cpus = (wanted & (CPU_HOTPLUG | CPU_HOT_UNPLUG)) != 0;
    boolean possible =
        (wanted & ~supported) == 0
            && (!cpus || ((wanted & BROADCAST) != 0 && (wanted & CPU_HOTPLUG) != 0));
    if (possible) {
      agreed[0] = 1;
    }
  }

  @Override
  public void reset() {
    Arrays.fill(requested, (byte) 0);
    agreed[0] = 0;
  }
}
