package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An initial RAM disk as a boot loader or kexec hands it to a kernel: a cpio archive of the format
 * {@code newc}, not compressed (Documentation/driver-api/early-userspace/buffer-format.rst).
 *
 * @param init the script that is {@code /init} in it; null when it has none, or is packed
 * @param size its bytes, 0 for none
 */
public record InitialRamdisk(@Nullable String init, long size) {

  /** A kernel that has none. */
  public static final InitialRamdisk NONE = new InitialRamdisk(null, 0);

  private static final String MAGIC = "070701";
  private static final String TRAILER = "TRAILER!!!";
  private static final int HEADER = 110;
  private static final int DIGITS = 8;

  /** Which of the 13 numbers of a header say what. */
  private static final int MODE = 1;

  private static final int LINKS = 4;
  private static final int SIZE = 6;
  private static final int NAME_SIZE = 11;
  private static final int NUMBERS = 13;

  private static final int EXECUTABLE = 0100755;

  /**
   * One that is read from a file.
   *
   * @param head the bytes that the file begins with
   * @param size how many it has
   */
  public static InitialRamdisk of(byte[] head, long size) {
    return new InitialRamdisk(init(head), size);
  }

  /** An archive with a script as {@code /init}. */
  public static String withInit(String script) {
    return entry("init", EXECUTABLE, script) + entry(TRAILER, 0, "");
  }

  private static String entry(String name, int mode, String content) {
    int size = content.getBytes(StandardCharsets.UTF_8).length;
    StringBuilder header = new StringBuilder(MAGIC);
    for (int i = 0; i < NUMBERS; i++) {
      int number =
          switch (i) {
            case MODE -> mode;
            case LINKS -> 1;
            case SIZE -> size;
            case NAME_SIZE -> name.length() + 1;
            default -> 0;
          };
      header.append(Hex.wide(number).substring(DIGITS));
    }
    String named = header + name + "\0";
    return named + padding(named.length()) + content + padding(size);
  }

  private static String padding(int length) {
    return "\0".repeat(-length & 3);
  }

  private static @Nullable String init(byte[] archive) {
    int at = 0;
    while (at + HEADER <= archive.length && text(archive, at, MAGIC.length()).equals(MAGIC)) {
      int nameSize = number(archive, at, NAME_SIZE);
      int size = number(archive, at, SIZE);
      int content = at + ((HEADER + nameSize + 3) & ~3);
      if (nameSize <= 0 || size < 0 || content > archive.length - size) {
        return null;
      }
      String name = text(archive, at + HEADER, nameSize - 1);
      if (name.equals("init") || name.equals("./init")) {
        return text(archive, content, size);
      }
      if (name.equals(TRAILER)) {
        return null;
      }
      at = content + ((size + 3) & ~3);
    }
    return null;
  }

  /** A number of the header at a place; -1 for what is none. */
  private static int number(byte[] archive, int at, int which) {
    try {
      return Integer.parseInt(text(archive, at + MAGIC.length() + which * DIGITS, DIGITS), 16);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String text(byte[] archive, int at, int length) {
    return new String(
        Arrays.copyOfRange(archive, at, Math.min(archive.length, at + length)),
        StandardCharsets.UTF_8);
  }
}
