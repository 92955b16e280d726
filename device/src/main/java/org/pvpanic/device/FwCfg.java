package org.pvpanic.device;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The firmware configuration device: how QEMU hands files to firmware and guest.
 *
 * <p>Specification: QEMU's {@code docs/specs/fw_cfg.rst}. Here: the selector register at port 0x510
 * (16 bits, write only), the data register that overlaps its upper half (bytes), the DMA interface
 * at 0x514, items by key, and files, which are items with a name. What the items hold is the
 * board's business, save what every board has. Left out: the memory-mapped variant of other
 * architectures, and migration.
 */
public final class FwCfg implements Device, IoRegion {

  /** Selector register; the data register follows it. */
  public static final int PORT = 0x510;

  /** The register of the DMA interface, 64 bits. */
  public static final int DMA_PORT = 0x514;

  /** Key of the item that holds {@code QEMU}. */
  public static final int SIGNATURE = 0x00;

  /** Key of the interface ID: bit 0 for the registers, bit 1 for DMA. */
  public static final int ID = 0x01;

  /** Key of the machine's UUID, 16 bytes. */
  public static final int UUID = 0x02;

  /** Key of the size of RAM in bytes, 64 bits, as all numbers here little-endian. */
  public static final int RAM_SIZE = 0x03;

  /** Key of whether there is no display, 16 bits. */
  public static final int NOGRAPHIC = 0x04;

  /** Key of the number of CPUs, 16 bits. */
  public static final int NB_CPUS = 0x05;

  /** Key of the NUMA nodes: their number, the node of each CPU, the size of each. */
  public static final int NUMA = 0x0d;

  /** Key of whether firmware shows a menu, 16 bits. */
  public static final int BOOT_MENU = 0x0e;

  /** Key of the number that follows the largest APIC id, 16 bits. */
  public static final int MAX_CPUS = 0x0f;

  /** Key of the file directory. */
  public static final int FILE_DIR = 0x19;

  /** Key of the first file. */
  public static final int FILE_FIRST = 0x20;

  /** Bit of the keys that only this architecture has. */
  public static final int ARCH_LOCAL = 0x8000;

  /** Key of whether the timer's interrupt is the third pin of the I/O APIC, 32 bits. */
  public static final int IRQ0_OVERRIDE = ARCH_LOCAL | 2;

  /** Key of the high precision event timers. */
  public static final int HPET = ARCH_LOCAL | 4;

  /** A bit of keys that once opened a way to write; it has no effect any more. */
  private static final int WRITE_CHANNEL = 0x4000;

  private static final int SLOTS = 0x20;
  private static final byte[] NOTHING = {};
  private static final FwCfgEntry NO_ITEM = FwCfgEntry.of(NOTHING);

  /**
   * How the device differed in older machine types.
   *
   * @param dma whether it has the DMA interface (since 2.5)
   * @param sorted whether files are sorted by name (since 2.6)
   * @param slots how many files there is room for: 32, and 16 before 2.9
   */
  public record Variant(boolean dma, boolean sorted, int slots) {

    /** As it is now. */
    public static final Variant CURRENT = new Variant(true, true, SLOTS);
  }

  private final Variant variant;
  private final FwCfgFiles files;
  private final Map<Integer, FwCfgEntry> items = new HashMap<>();
  private FwCfgEntry item = NO_ITEM;
  private byte[] content = NOTHING;
  private long position;

  /** The device as current machine types have it. */
  public FwCfg() {
    this(Variant.CURRENT);
  }

  /** The device as a machine type has it. */
  public FwCfg(Variant variant) {
    this.variant = variant;
    this.files = new FwCfgFiles(variant.slots(), variant.sorted());
    addItem(SIGNATURE, FwCfgEntry.of("QEMU".getBytes(StandardCharsets.US_ASCII)));
    addItem(ID, FwCfgEntry.of((byte) (variant.dma() ? 3 : 1), (byte) 0, (byte) 0, (byte) 0));
    addItem(FILE_DIR, FwCfgEntry.lazy(files::directory));
  }

  /** Whether it has the DMA interface, and so can be written to. */
  public boolean hasDma() {
    return variant.dma();
  }

  /** Adds an item, or replaces it. */
  public void addItem(int key, FwCfgEntry added) {
    items.put(key, added);
  }

  /** Adds an item that is a number of {@code size} bytes, or replaces it. */
  public void addNumber(int key, int size, long value) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    addItem(key, FwCfgEntry.of(bytes));
  }

  /**
   * Adds a file.
   *
   * @throws IllegalArgumentException {@code duplicate fw_cfg file name: NAME}, or when there is no
   *     room for it
   */
  public void addFile(String name, FwCfgEntry file) {
    files.add(name, file, false);
  }

  /**
   * Adds a file that never changes.
   *
   * @throws IllegalArgumentException {@code duplicate fw_cfg file name: NAME}, or when there is no
   *     room for it
   */
  public void addFile(String name, byte[] file) {
    addFile(name, FwCfgEntry.of(file));
  }

  /**
   * Adds a file of the user's.
   *
   * @throws IllegalArgumentException {@code duplicate fw_cfg file name: NAME}, or when there is no
   *     room for it
   */
  public void addUserFile(String name, byte[] file) {
    files.add(name, FwCfgEntry.of(file), true);
  }

  @Override
  public void attach(Board board) {
    addNumber(NB_CPUS, 2, board.cpus());
    addNumber(RAM_SIZE, 8, board.memory().size());
    board.ports().map(PORT, 2, this);
    if (variant.dma()) {
      board.ports().map(DMA_PORT, 8, new FwCfgDma(this, board.physical()));
    }
    reset();
  }

  @Override
  public String name() {
    return "fwcfg";
  }

  @Override
  public Access access() {
    return Access.ANY;
  }

  /** Bytes, and the selector as a whole. */
  @Override
  public boolean accepts(int offset, int size, boolean write) {
    return size == 1 || (write && size == 2);
  }

  @Override
  public void reset() {
    select(SIGNATURE);
  }

  /** Both bytes read as the data register. */
  @Override
  public int read(int offset, int size) {
    return position < content.length ? content[(int) position++] & 0xff : 0;
  }

  /** Data cannot be written here any more, in no version since 2.4. */
  @Override
  public void write(int offset, int size, int value) {
    if (size == 2) {
      select(value);
    }
  }

  /** Selects an item, and starts at its beginning. A key that nothing has reads as zeros. */
  void select(int key) {
    FwCfgEntry found = find(key & ~WRITE_CHANNEL);
    item = found == null ? NO_ITEM : found;
    position = 0;
    item.selected().run();
    content = item.content().get();
  }

  private @Nullable FwCfgEntry find(int key) {
    boolean isFile = key >= FILE_FIRST && key < FILE_FIRST + files.slots();
    return isFile ? files.item(key - FILE_FIRST) : items.get(key);
  }

  /** Reads what follows, and zeros behind the end. */
  void read(byte[] into) {
    int count = (int) Math.min(remaining(), into.length);
    if (count > 0) {
      System.arraycopy(content, (int) position, into, 0, count);
      position += count;
    }
  }

  /** Passes over what follows, but not over the end. */
  void skip(long count) {
    position += Math.min(remaining(), count);
  }

  /** How many bytes follow. */
  long remaining() {
    return content.length - position;
  }

  boolean isWritable() {
    return item.isWritable();
  }

  /** Writes to what follows; there are as many bytes. */
  void write(byte[] bytes) {
    System.arraycopy(bytes, 0, content, (int) position, bytes.length);
    position += bytes.length;
    item.wasWritten((int) position - bytes.length, bytes.length);
  }
}
