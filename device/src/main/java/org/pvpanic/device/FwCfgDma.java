package org.pvpanic.device;

import java.nio.ByteBuffer;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.AddressSpace;
import org.pvpanic.bus.FlatView;
import org.pvpanic.bus.IoRegion;

/**
 * The DMA interface of {@link FwCfg}: a 64-bit big-endian register that takes the physical address
 * of a request. Writing its low half carries the request out; before the write is over, the control
 * word of the request in memory says how it went.
 *
 * <p>Specification: QEMU's {@code docs/specs/fw_cfg.rst}, Guest-side DMA Interface. A request has a
 * control word, a length and an address (32, 32 and 64 bits, big-endian).
 */
final class FwCfgDma implements IoRegion {

  /** Bits of the control word; its upper half is the key to select. */
  static final int ERROR = 1;

  static final int READ = 1 << 1;
  static final int SKIP = 1 << 2;
  static final int SELECT = 1 << 3;
  static final int WRITE = 1 << 4;

  /** What the register reads as: {@code QEMU CFG}. */
  private static final long SIGNATURE = 0x51454d5520434647L;

  private static final int REQUEST = 16;

  private static final byte[] ZEROS = new byte[1 << 16];

  private final FwCfg fwCfg;
  private final AddressSpace memory;
  private long address;

  FwCfgDma(FwCfg fwCfg, AddressSpace memory) {
    this.fwCfg = fwCfg;
    this.memory = memory;
  }

  @Override
  public String name() {
    return "fwcfg.dma";
  }

  @Override
  public Access access() {
    return Access.ANY.valid(1, 4);
  }

  @Override
  public boolean accepts(int offset, int size, boolean write) {
    return !write || size == 4;
  }

  @Override
  public int read(int offset, int size) {
    long bigEndian = Long.reverseBytes(SIGNATURE);
    return (int) (bigEndian >>> (8 * offset));
  }

  @Override
  public void write(int offset, int size, int value) {
    long half = Integer.toUnsignedLong(Integer.reverseBytes(value));
    if (offset == 0) {
      address = half << 32;
    } else {
      long request = address | half;
      address = 0;
      carryOut(request);
    }
  }

  private void carryOut(long request) {
    int result = ERROR;
    if (isThere(request, REQUEST, false)) {
      byte[] bytes = new byte[REQUEST];
      memory.read(request, bytes, 0, REQUEST);
      ByteBuffer fields = ByteBuffer.wrap(bytes);
      result = transfer(fields.getInt(), fields.getInt(), fields.getLong());
    }
    memory.store(request, Integer.BYTES, Integer.toUnsignedLong(Integer.reverseBytes(result)));
  }

  private int transfer(int control, int length, long at) {
    if ((control & SELECT) != 0) {
      fwCfg.select(control >>> 16);
    }
    long count = Integer.toUnsignedLong(length);
    if ((control & READ) != 0) {
      return readItem(at, count);
    }
    if ((control & WRITE) != 0) {
      return writeItem(at, count);
    }
    if ((control & SKIP) != 0) {
      fwCfg.skip(count);
    }
    return 0;
  }

  /** Copies the item to memory; behind its end there are zeros, if all went well until there. */
  private int readItem(long at, long count) {
    byte[] content = new byte[(int) Math.min(fwCfg.remaining(), count)];
    fwCfg.read(content);
    memory.write(at, content, 0, content.length);
    boolean good = isThere(at, content.length, true);
    for (long done = content.length; good && done < count; ) {
      int piece = (int) Math.min(ZEROS.length, count - done);
      memory.write(at + done, ZEROS, 0, piece);
      good = isThere(at + done, piece, true);
      done += piece;
    }
    return good ? 0 : ERROR;
  }

  private int writeItem(long at, long count) {
    if (count == 0) {
      return 0;
    }
    if (count > fwCfg.remaining() || !fwCfg.isWritable() || !isThere(at, count, false)) {
      fwCfg.skip(count);
      return ERROR;
    }
    byte[] bytes = new byte[(int) count];
    memory.read(at, bytes, 0, bytes.length);
    fwCfg.write(bytes);
    return 0;
  }

  /** Whether there is something at every address of a range; for writing, something but ROM. */
  private boolean isThere(long from, long length, boolean writing) {
    FlatView view = memory.view();
    for (long done = 0; done < length; ) {
      FlatView.Range range = view.find(from + done);
      if (range == null || (writing && range.region().readOnly())) {
        return false;
      }
      long rest = range.last() - (from + done);
      done = rest < 0 || rest >= length - done ? length : done + rest + 1;
    }
    return true;
  }
}
