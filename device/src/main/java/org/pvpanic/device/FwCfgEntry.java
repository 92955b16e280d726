package org.pvpanic.device;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a key of {@link FwCfg} stands for.
 *
 * @param content its bytes at the moment, which nobody but the guest, and only where it may write,
 *     changes. Asked for only when the guest selects the item or lists the files
 * @param selected called when the guest selects it, before its content is asked for
 * @param written called when the guest has written into its content; null where it may not
 */
public record FwCfgEntry(Supplier<byte[]> content, Runnable selected, @Nullable Written written) {

  /** Learns of a write. */
  @FunctionalInterface
  public interface Written {
    /** The guest has written {@code length} bytes from {@code offset} on. */
    void bytes(int offset, int length);
  }

  /** An item that never changes. */
  public static FwCfgEntry of(byte... content) {
    return lazy(() -> content);
  }

  /** An item whose content is made when the guest wants it. */
  public static FwCfgEntry lazy(Supplier<byte[]> content) {
    return new FwCfgEntry(content, () -> {}, null);
  }

  /**
   * An item that the guest may write to, through DMA only.
   *
   * @param content what it is at first, and where the guest writes; its length stays
   * @param written called after each write
   */
  public static FwCfgEntry writable(byte[] content, Written written) {
    return new FwCfgEntry(() -> content, () -> {}, written);
  }

  /** The same item, whose selection is noticed. */
  public FwCfgEntry onSelect(Runnable notice) {
    return new FwCfgEntry(content, notice, written);
  }

  boolean isWritable() {
    return written != null;
  }

  void wasWritten(int offset, int length) {
    if (written != null) {
      written.bytes(offset, length);
    }
  }
}
