package org.pvpanic.guest.firmware;

import java.nio.ByteBuffer;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.io.FwCfgItems;

/**
 * The firmware configuration device through its DMA interface: a descriptor in memory says what to
 * do, and writing its address to the device does it.
 *
 * <p>Specification: QEMU's {@code docs/specs/fw_cfg.rst}. Descriptor and address are big-endian.
 */
public final class FwCfgDma implements FwCfgItems {

  /** Bytes of memory that it needs. */
  public static final int BUFFER = 0x900;

  private static final int ADDRESS_HIGH = 0x514;
  private static final int ADDRESS_LOW = 0x518;
  private static final int DESCRIPTOR = 16;
  private static final int CHUNK = BUFFER - DESCRIPTOR;

  private static final int ERROR = 1 << 0;
  private static final int READ = 1 << 1;
  private static final int SKIP = 1 << 2;
  private static final int SELECT = 1 << 3;
  private static final int WRITE = 1 << 4;

  private final PortIo ports;
  private final MemoryIo memory;
  private final long buffer;

  /** The device behind {@code ports}, with {@link #BUFFER} bytes of RAM at {@code buffer}. */
  public FwCfgDma(PortIo ports, MemoryIo memory, long buffer) {
    this.ports = ports;
    this.memory = memory;
    this.buffer = buffer;
  }

  @Override
  public byte[] item(int key, int size) {
    byte[] bytes = new byte[size];
    transfer(select(key), 0, 0);
    for (int done = 0; done < size; done += CHUNK) {
      int piece = Math.min(CHUNK, size - done);
      transfer(READ, piece, buffer + DESCRIPTOR);
      memory.read(buffer + DESCRIPTOR, bytes, done, piece);
    }
    return bytes;
  }

  @Override
  public void load(int key, int size, long address) {
    transfer(select(key) | READ, size, address);
  }

  /**
   * Writes into an item.
   *
   * @return whether the device took it
   */
  public boolean write(int key, int offset, byte[] bytes) {
    transfer(select(key) | SKIP, offset, 0);
    memory.write(buffer + DESCRIPTOR, bytes, 0, bytes.length);
    return transfer(WRITE, bytes.length, buffer + DESCRIPTOR);
  }

  /** Leaves nothing behind. */
  public void clearBuffer() {
    memory.write(buffer, new byte[BUFFER], 0, BUFFER);
  }

  private static int select(int key) {
    return key << 16 | SELECT;
  }

  /** The device is done when the port write is. */
  private boolean transfer(int control, int length, long address) {
    byte[] descriptor =
        ByteBuffer.allocate(DESCRIPTOR).putInt(control).putInt(length).putLong(address).array();
    memory.write(buffer, descriptor, 0, DESCRIPTOR);
    ports.out(ADDRESS_HIGH, 4, Integer.reverseBytes((int) (buffer >>> 32)));
    ports.out(ADDRESS_LOW, 4, Integer.reverseBytes((int) buffer));
    return (Integer.reverseBytes((int) memory.load(buffer, 4)) & ERROR) == 0;
  }
}
