package org.pvpanic.bus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The board's 64 KiB of I/O space: a map of ranges, and behind them a void device that reads all
 * ones and swallows writes.
 *
 * <p>The rules are those of QEMU's memory core (measured on 7.2): an access is cut at natural
 * alignment relative to the region it starts in, each piece belongs to the region in which it
 * <em>starts</em>, and a region that implements only bytes gets a wide piece as bytes, lowest
 * first, even past its own end. Where regions overlap the one that was mapped last answers.
 */
public final class PortBus implements PortIo {

  private static final int PORTS = 0x10000;

  /** One mapped region. */
  public record Mapping(int base, int length, IoRegion region) {
    boolean contains(int port) {
      return port >= base && port - base < length;
    }
  }

  private final List<Mapping> mappings = new ArrayList<>(8);
  private final List<PortObserver> observers = new ArrayList<>(0);

  /**
   * Maps a region.
   *
   * @param base first port, 0 to 0xffff
   * @param length number of ports, at least 1
   * @throws IllegalArgumentException when the range does not lie within 0 to 0xffff
   */
  public void map(int base, int length, IoRegion region) {
    if (base < 0 || length < 1 || base + length > PORTS) {
      throw new IllegalArgumentException(
          "%s: ports 0x%x to 0x%x are outside of I/O space"
              .formatted(region.name(), base, base + length - 1));
    }
    mappings.add(new Mapping(base, length, region));
  }

  /** Removes every mapping of {@code region}. */
  public void unmap(IoRegion region) {
    mappings.removeIf(m -> m.region() == region);
  }

  /** What is mapped, oldest first. */
  public List<Mapping> mappings() {
    return Collections.unmodifiableList(mappings);
  }

  /** Adds an observer of writes; observers are called in the order in which they were added. */
  public void observe(PortObserver observer) {
    observers.add(observer);
  }

  @Override
  public int in(int port, int size) {
    int value = 0;
    for (int done = 0; done < size; ) {
      int at = port + done;
      if (at >= PORTS) {
        break; // behind the last port there is nothing, which reads as zeros
      }
      Mapping mapping = find(at);
      int base = mapping == null ? 0 : mapping.base();
      int piece = pieceSize(at - base, size - done);
      value |= read(mapping, at - base, piece) << (8 * done);
      done += piece;
    }
    return value;
  }

  @Override
  public void out(int port, int size, int value) {
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).writing(port, size, value);
    }
    for (int done = 0; done < size; ) {
      int at = port + done;
      Mapping mapping = find(at);
      int base = mapping == null ? 0 : mapping.base();
      int piece = pieceSize(at - base, size - done);
      write(mapping, at - base, piece, value >>> (8 * done));
      done += piece;
    }
  }

  /** Newest first: a board has a dozen regions, and the newest are the ones that tests write to. */
  private @Nullable Mapping find(int port) {
    for (int i = mappings.size() - 1; i >= 0; i--) {
      Mapping m = mappings.get(i);
      if (m.contains(port)) {
        return m;
      }
    }
    return null;
  }

  /**
   * The largest power of two that fits the rest of the access and the alignment of {@code offset}.
   */
  private static int pieceSize(int offset, int rest) {
    int piece = Integer.highestOneBit(Math.min(rest, 4));
    int alignment = Integer.lowestOneBit(offset);
    return alignment == 0 ? piece : Math.min(piece, alignment);
  }

  private static int read(@Nullable Mapping mapping, int offset, int size) {
    if (mapping == null) {
      return mask(size);
    }
    IoRegion region = mapping.region();
    int step = Math.min(size, region.implSize());
    int value = 0;
    for (int i = 0; i < size; i += step) {
      value |= (region.read(offset + i, step) & mask(step)) << (8 * i);
    }
    return value;
  }

  private static void write(@Nullable Mapping mapping, int offset, int size, int value) {
    if (mapping == null) {
      return;
    }
    IoRegion region = mapping.region();
    int step = Math.min(size, region.implSize());
    for (int i = 0; i < size; i += step) {
      region.write(offset + i, step, (value >>> (8 * i)) & mask(step));
    }
  }

  private static int mask(int size) {
    return size == 4 ? -1 : (1 << (8 * size)) - 1;
  }
}
