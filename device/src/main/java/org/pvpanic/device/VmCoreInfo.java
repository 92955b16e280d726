package org.pvpanic.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * Where a guest tells its host about itself ({@code -device vmcoreinfo}): the 16 bytes of the
 * fw_cfg file {@code etc/vmcoreinfo}, into which its kernel writes the place of its VMCOREINFO
 * note, so that dumps of the guest can be read.
 *
 * <p>Specification: QEMU's {@code docs/specs/vmcoreinfo.rst}. All of it is here.
 */
public final class VmCoreInfo implements Device {

  /** The file's name. */
  public static final String FILE = "etc/vmcoreinfo";

  /** What QEMU says where the guest cannot write to files. */
  public static final String NEEDS_DMA = "vmcoreinfo device requires fw_cfg with DMA";

  /** The format that both sides know: an ELF note. */
  public static final int FORMAT_ELF = 1;

  private static final int GUEST_FORMAT = 2;
  private static final int SIZE = 4;
  private static final int ADDRESS = 8;

  private final ByteBuffer content = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
  private boolean written;

  /**
   * The device, whose file is in {@code fwCfg} from now on.
   *
   * @throws IllegalArgumentException in QEMU's words when the guest could not write to it
   */
  public VmCoreInfo(FwCfg fwCfg) {
    if (!fwCfg.hasDma()) {
      throw new IllegalArgumentException(NEEDS_DMA);
    }
    fwCfg.addFile(FILE, FwCfgEntry.writable(content.array(), this::written));
  }

  private void written(int offset, int length) {
    written = offset == 0 && length == content.capacity() && guestFormat() != 0;
  }

  @Override
  public void attach(Board board) {}

  @Override
  public void reset() {
    written = false;
    Arrays.fill(content.array(), (byte) 0);
    content.putShort(0, (short) FORMAT_ELF);
  }

  /** Whether the guest has written all of it, and so the rest is valid. */
  public boolean isWritten() {
    return written;
  }

  /** The format of the note, such as {@link #FORMAT_ELF}. */
  public int guestFormat() {
    return Short.toUnsignedInt(content.getShort(GUEST_FORMAT));
  }

  /** The size of the note in bytes, 32 bits. */
  public long size() {
    return Integer.toUnsignedLong(content.getInt(SIZE));
  }

  /** The physical address of the note. */
  public long address() {
    return content.getLong(ADDRESS);
  }
}
