package org.pvpanic.guest.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A dump as {@code makedumpfile -d 31} writes it (diskdump_mod.h, print_info.h of makedumpfile):
 * header, sub-header, a bit for each page that was looked at and one for each that was saved, then
 * where each saved page is, then the pages. Pages of zeros and all outside of the kernel are left
 * out; none is compressed, as is the case for pages that compression makes no smaller.
 */
public final class KdumpFile {

  /**
   * Bytes at their place in the file; what is between is zeros.
   *
   * @param offset from the start of the file
   */
  public record Piece(long offset, byte[] bytes) {}

  private static final int BLOCK = OldMemory.PAGE;
  private static final int VERSION = 6;
  private static final int LEVEL = 31;
  private static final int NAME = 65;
  private static final int NAMES_END = 408;
  private static final int DESCRIPTOR = 24;

  private KdumpFile() {}

  /**
   * The pieces of a dump, in order.
   *
   * @param seconds when it is made, since 1970
   */
  public static List<Piece> of(OldMemory old, long seconds) {
    int pages = old.endPage();
    int bitmap = ((pages + 7) / 8 + BLOCK - 1) / BLOCK * BLOCK;
    List<Piece> data = new ArrayList<>();
    int first = old.firstPage() & ~7;
    int last = old.lastPage();
    byte[] looked = new byte[(last - first) / 8 + 1];
    byte[] saved = new byte[looked.length];
    List<byte[]> contents = new ArrayList<>();
    for (int page = old.firstPage(); page <= last; page++) {
      int bit = page - first;
      byte[] bytes = old.page(page);
      looked[bit >> 3] |= (byte) (1 << (bit & 7));
      if (!isEmpty(bytes)) {
        saved[bit >> 3] |= (byte) (1 << (bit & 7));
        contents.add(bytes);
      }
    }
    data.add(new Piece(0, header(old, seconds, bitmap, pages, contents.size())));
    data.add(new Piece(BLOCK, subHeader(pages)));
    data.add(new Piece(2L * BLOCK + first / 8, looked));
    data.add(new Piece(2L * BLOCK + bitmap + first / 8, saved));
    long descriptors = 2L * BLOCK + 2L * bitmap;
    long at = descriptors + (long) contents.size() * DESCRIPTOR;
    byte[] descriptions = new byte[contents.size() * DESCRIPTOR];
    ByteBuffer table = little(descriptions);
    List<Piece> stored = new ArrayList<>(contents.size());
    for (byte[] bytes : contents) {
      table.putLong(at).putInt(BLOCK).putInt(0).putLong(0);
      stored.add(new Piece(at, bytes));
      at += BLOCK;
    }
    data.add(new Piece(descriptors, descriptions));
    data.addAll(stored);
    return data;
  }

  private static boolean isEmpty(byte[] page) {
    for (byte each : page) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] header(OldMemory old, long seconds, int bitmap, int pages, int saved) {
    byte[] block = new byte[BLOCK];
    ByteBuffer header = little(block);
    header.put("KDUMP   ".getBytes(StandardCharsets.US_ASCII)).putInt(VERSION);
    Release release = old.release();
    int at = header.position();
    for (String name :
        List.of("Linux", "(none)", release.release(), release.version(), "x86_64", "(none)")) {
      header.position(at).put(name.getBytes(StandardCharsets.UTF_8));
      at += NAME;
    }
    header.position(NAMES_END);
    header.putLong(seconds).putLong(0).putInt(0).putInt(BLOCK).putInt(1);
    header.putInt(2 * bitmap / BLOCK).putInt(pages).putInt(saved).putInt(0).putInt(0);
    header.putInt(0).putInt(1);
    return block;
  }

  private static byte[] subHeader(int pages) {
    byte[] block = new byte[BLOCK];
    ByteBuffer header = little(block);
    header.putLong(0).putInt(LEVEL).putInt(0).putLong(0).putLong(0);
    header.putLong(0).putLong(0).putLong(0).putLong(0).putLong(0).putLong(0);
    header.putLong(0).putLong(pages).putLong(pages);
    return block;
  }
}
