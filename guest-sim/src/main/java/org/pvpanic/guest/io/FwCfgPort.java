package org.pvpanic.guest.io;

import java.nio.charset.StandardCharsets;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PortIo;

/** The firmware configuration device through its I/O ports: select an item, read its bytes. */
public final class FwCfgPort implements FwCfgItems {

  private static final int SELECTOR = 0x510;
  private static final int DATA = 0x511;
  private static final int SIGNATURE = 0x00;
  private static final int ID = 0x01;
  private static final int CPUS = 0x05;
  private static final int ID_DMA = 1 << 1;

  private final PortIo ports;
  private final MemoryIo memory;

  /** The device behind {@code ports}. */
  public FwCfgPort(PortIo ports, MemoryIo memory) {
    this.ports = ports;
    this.memory = memory;
  }

  /** Whether the board has the device: its first item reads {@code QEMU}. */
  public boolean isPresent() {
    return new String(item(SIGNATURE, 4), StandardCharsets.US_ASCII).equals("QEMU");
  }

  /** Whether it has the DMA interface. */
  public boolean hasDma() {
    return (item(ID, 1)[0] & ID_DMA) != 0;
  }

  /** Number of CPUs; 1 when the board does not say. */
  public int cpus() {
    if (!isPresent()) {
      return 1;
    }
    byte[] count = item(CPUS, 2);
    return Math.max(1, (count[0] & 0xff) | (count[1] & 0xff) << 8);
  }

  @Override
  public byte[] item(int key, int size) {
    ports.out(SELECTOR, 2, key);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ports.inb(DATA);
    }
    return bytes;
  }

  @Override
  public void load(int key, int size, long address) {
    memory.write(address, item(key, size), 0, size);
  }
}
