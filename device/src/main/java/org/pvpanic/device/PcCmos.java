package org.pvpanic.device;

import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.RamLayout;

/**
 * What firmware and old kernels read from a PC's CMOS RAM: sizes of memory, what is attached, and
 * what to boot from.
 *
 * <p>Reference: RBIL, {@code CMOS.LST}, and SeaBIOS's {@code rtc.h} for what emulators add. Left
 * out: the geometry of disks, of which there are none.
 */
public final class PcCmos implements Device {

  private static final int BASE_MEMORY = 0x15;
  private static final int EXTENDED_MEMORY = 0x17;
  private static final int EXTENDED_MEMORY_FOUND = 0x30;
  private static final int MEMORY_ABOVE_16_MIB = 0x34;
  private static final int MEMORY_ABOVE_4_GIB = 0x5b;
  private static final int EQUIPMENT = 0x14;
  private static final int BOOT_THIRD = 0x38;
  private static final int BOOT_FIRST = 0x3d;
  private static final int OTHER_CPUS = 0x5f;

  private static final int COPROCESSOR_AND_MOUSE = 0x06;
  private static final int SKIP_FLOPPY_CHECK = 0x01;
  private static final int MOST_DEVICES = 3;
  private static final int WORD = 0xffff;

  private final Rtc rtc;
  private final int order;
  private final int orderAtFirst;
  private final boolean floppyCheck;
  private int resets;

  /**
   * The memory in {@code rtc}, as a PC has it.
   *
   * @param order letters of the devices to boot from
   * @param once the same until the first reset
   * @param floppyCheck whether firmware looks for the signature of a floppy's boot sector
   * @throws IllegalArgumentException in QEMU's words for an order that does not fit
   */
  public PcCmos(Rtc rtc, String order, String once, boolean floppyCheck) {
    this.rtc = rtc;
    this.order = order(order);
    this.orderAtFirst = order(once);
    this.floppyCheck = floppyCheck;
  }

  @Override
  public void attach(Board board) {
    rtc.setByte(EQUIPMENT, COPROCESSOR_AND_MOUSE);
    rtc.setByte(OTHER_CPUS, board.cpus() - 1);
    setOrder(orderAtFirst);
  }

  /** The first reset is that of power-on. */
  @Override
  public void reset() {
    if (resets < 2 && resets++ == 1) {
      setOrder(order);
    }
  }

  private void setOrder(int devices) {
    rtc.setByte(BOOT_FIRST, devices);
    rtc.setByte(BOOT_THIRD, devices >> 8 << 4 | (floppyCheck ? 0 : SKIP_FLOPPY_CHECK));
  }

  /** Sets the sizes of memory, as every board with a clock has them. */
  public static void setMemory(Rtc rtc, RamLayout ram) {
    long kib = ram.low() >> 10;
    set(rtc, BASE_MEMORY, Math.min(kib, 640), 2);
    long extended = Math.min(Math.max(kib - 1024, 0), WORD);
    set(rtc, EXTENDED_MEMORY, extended, 2);
    set(rtc, EXTENDED_MEMORY_FOUND, extended, 2);
    set(rtc, MEMORY_ABOVE_16_MIB, Math.min(Math.max(kib - 16 * 1024, 0) >> 6, WORD), 2);
    set(rtc, MEMORY_ABOVE_4_GIB, ram.high() >> 16, 3);
  }

  /** Four bits a device, the first lowest. */
  private static int order(String letters) {
    if (letters.length() > MOST_DEVICES) {
      throw new IllegalArgumentException("Too many boot devices for PC");
    }
    int order = 0;
    for (int i = 0; i < letters.length(); i++) {
      order |= device(letters.charAt(i)) << (4 * i);
    }
    return order;
  }

  private static int device(char letter) {
    return switch (letter) {
      case 'a', 'b' -> 1; // floppy
      case 'c' -> 2; // disk
      case 'd' -> 3; // CD
      case 'n' -> 4; // network
      default -> throw new IllegalArgumentException("Invalid boot device for PC: '" + letter + "'");
    };
  }

  private static void set(Rtc rtc, int at, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      rtc.setByte(at + i, (int) (value >> (Byte.SIZE * i)));
    }
  }
}
