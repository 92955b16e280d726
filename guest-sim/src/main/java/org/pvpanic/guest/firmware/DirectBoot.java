package org.pvpanic.guest.firmware;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.io.FwCfgItems;

/**
 * A kernel that was given to the board, to be booted without a boot loader ({@code -kernel}). Its
 * contents do not matter here.
 *
 * @param arguments the kernel's arguments ({@code -append})
 * @param initrdSize bytes of its initial RAM disk ({@code -initrd}); 0 for none
 */
public record DirectBoot(String arguments, long initrdSize) {

  private static final int KERNEL_SIZE = 0x08;
  private static final int INITRD_SIZE = 0x0b;
  private static final int COMMAND_LINE_SIZE = 0x14;
  private static final int COMMAND_LINE = 0x15;
  private static final int LONGEST = 1 << 16;

  /** What the items of the firmware configuration device hold, or null when there is no kernel. */
  static @Nullable DirectBoot of(FwCfgItems items) {
    if (number(items, KERNEL_SIZE) == 0) {
      return null;
    }
    int size = (int) Math.min(LONGEST, number(items, COMMAND_LINE_SIZE));
    byte[] line = items.item(COMMAND_LINE, size);
    int end = 0;
    while (end < line.length && line[end] != 0) {
      end++;
    }
    return new DirectBoot(
        new String(line, 0, end, StandardCharsets.UTF_8), number(items, INITRD_SIZE));
  }

  private static long number(FwCfgItems items, int key) {
    byte[] bytes = items.item(key, 4);
    long number = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }
}
