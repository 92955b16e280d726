package org.pvpanic.device;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The firmware configuration device: how QEMU hands files to firmware and guest.
 *
 * <p>Specification: QEMU's {@code docs/specs/fw_cfg.rst}. Here: the selector register at port 0x510
 * (16 bits, write only), the data register at 0x511 (bytes, read only), the signature, the
 * interface ID, the number of CPUs and the file directory. Left out: the DMA interface (so bit 1 of
 * the ID is clear), writing, and the other legacy items below the file directory.
 */
public final class FwCfg implements Device, IoRegion {

  /** Selector register; the data register follows it. */
  public static final int PORT = 0x510;

  /** Key of the item that holds {@code QEMU}. */
  public static final int SIGNATURE = 0x00;

  /** Key of the interface ID. */
  public static final int ID = 0x01;

  /** Key of the number of CPUs, 16 bits, little-endian: where firmware learns it. */
  public static final int NB_CPUS = 0x05;

  /** Key of the file directory. */
  public static final int FILE_DIR = 0x19;

  /** Key of the first file. */
  public static final int FILE_FIRST = 0x20;

  /** Bytes for a file name, the ending zero included. */
  public static final int MAX_FILE_NAME = 56;

  private static final int DIRECTORY_ENTRY = 4 + 2 + 2 + MAX_FILE_NAME;
  private static final byte[] NOTHING = {};

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private byte[] item = NOTHING;
  private int position;
  private int cpus;

  /**
   * Adds a file.
   *
   * @throws IllegalArgumentException {@code duplicate fw_cfg file name: NAME}
   */
  public void addFile(String name, byte[] content) {
    if (files.putIfAbsent(name, content) != null) {
      throw new IllegalArgumentException("duplicate fw_cfg file name: " + name);
    }
  }

  @Override
  public void attach(Board board) {
    cpus = board.cpus();
    board.ports().map(PORT, 2, this);
  }

  @Override
  public String name() {
    return "fwcfg";
  }

  @Override
  public Access access() {
    return Access.WORDS;
  }

  @Override
  public void reset() {
    item = NOTHING;
    position = 0;
  }

  @Override
  public int read(int offset, int size) {
    return size == 1 && position < item.length ? item[position++] & 0xff : 0;
  }

  @Override
  public void write(int offset, int size, int value) {
    if (offset == 0 && size == 2) {
      item = select(value);
      position = 0;
    }
  }

  private byte[] select(int key) {
    return switch (key) {
      case SIGNATURE -> "QEMU".getBytes(StandardCharsets.US_ASCII);
      case ID -> new byte[] {1, 0, 0, 0};
      case NB_CPUS -> new byte[] {(byte) cpus, (byte) (cpus >> 8)};
      case FILE_DIR -> directory();
      default ->
          files.values().stream().skip(Math.max(0, key - FILE_FIRST)).findFirst().orElse(NOTHING);
    };
  }

  /** A big-endian count, then an entry a file: size, key, two reserved bytes, name. */
  private byte[] directory() {
    ByteBuffer out = ByteBuffer.allocate(4 + files.size() * DIRECTORY_ENTRY);
    out.putInt(files.size());
    int key = FILE_FIRST;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      out.putInt(file.getValue().length).putShort((short) key++).putShort((short) 0);
      byte[] name = file.getKey().getBytes(StandardCharsets.US_ASCII);
      out.put(name).position(out.position() + MAX_FILE_NAME - name.length);
    }
    return out.array();
  }
}
