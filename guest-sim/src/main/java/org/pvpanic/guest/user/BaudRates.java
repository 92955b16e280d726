package org.pvpanic.guest.user;

import java.util.List;

/** The speeds of a line that Linux has bits for in {@code c_cflag} (asm-generic/termbits.h). */
final class BaudRates {

  /** The bits of {@code c_cflag} that hold the speed. */
  static final int MASK = 0x100f;

  private static final int EXTENDED = 0x1000;
  private static final int FIRST_EXTENDED = 16;

  private static final List<Integer> SPEEDS =
      List.of(
          0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400,
          57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000, 1152000, 1500000, 2000000,
          2500000, 3000000, 3500000, 4000000);

  private BaudRates() {}

  static boolean isKnown(int speed) {
    return SPEEDS.contains(speed);
  }

  /** B50 to B38400 are 1 to 15, those above 0x1001 on. */
  static int bits(int speed) {
    int index = SPEEDS.indexOf(speed);
    return index < FIRST_EXTENDED ? Math.max(0, index) : EXTENDED + index - FIRST_EXTENDED + 1;
  }

  /** The speed of such bits; 0 for those that stand for none. */
  static int ofBits(int bits) {
    int index = (bits & EXTENDED) == 0 ? bits : (bits & ~EXTENDED) + FIRST_EXTENDED - 1;
    return index < SPEEDS.size() ? SPEEDS.get(index) : 0;
  }
}
