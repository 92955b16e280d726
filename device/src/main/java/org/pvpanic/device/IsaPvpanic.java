package org.pvpanic.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.machine.VersionProfile.Change;

/**
 * pvpanic on the ISA bus ({@code -device pvpanic}): the register at one I/O port, and the port's
 * number in the fw_cfg file {@code etc/pvpanic-port} (two bytes, little-endian), where firmware and
 * guest find it.
 *
 * <p>Without fw_cfg on the board the device is dead: QEMU leaves it unmapped, and so do we.
 */
public final class IsaPvpanic implements Device {

  /** The port where QEMU puts it unless told otherwise. */
  public static final int DEFAULT_IOPORT = 0x505;

  /** The fw_cfg file that names the port. */
  public static final String FW_CFG_FILE = "etc/pvpanic-port";

  private final int ioport;
  private final int events;
  private final boolean shutdown;
  private final FwCfg fwCfg;

  /**
   * The device as a QEMU version builds it.
   *
   * @param ioport I/O port, 0 to 0xffff
   * @param events the value that a read returns, 0 to 0xff
   */
  public IsaPvpanic(int ioport, int events, VersionProfile version, FwCfg fwCfg) {
    this.ioport = ioport;
    this.events = events;
    this.shutdown = version.has(Change.PVPANIC_SHUTDOWN);
    this.fwCfg = fwCfg;
  }

  /** The device with its defaults. */
  public IsaPvpanic(VersionProfile version, FwCfg fwCfg) {
    this(DEFAULT_IOPORT, version.pvpanicEvents(), version, fwCfg);
  }

  /** The I/O port. */
  public int ioport() {
    return ioport;
  }

  /** What a read returns. */
  public int events() {
    return events;
  }

  /**
   * Maps the register.
   *
   * @throws IllegalArgumentException {@code duplicate fw_cfg file name} when the board has an ISA
   *     pvpanic already
   */
  @Override
  public void attach(Board board) {
    fwCfg.addFile(
        FW_CFG_FILE,
        ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) ioport).array());
    board.ports().map(ioport, 1, new Pvpanic(board, events, shutdown));
  }
}
