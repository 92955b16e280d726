package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes accesses as the drivers of some devices make them, and nearly so. */
final class Sequences {

  private static final int CONFIG_ADDRESS = 0xcf8;
  private static final int CONFIG_DATA = 0xcfc;
  private static final long CONFIG_ENABLE = 0x8000_0000L;

  /** Where the firmware puts the registers of power management. */
  private static final int POWER = 0x600;

  private static final long IO_APIC = 0xfec0_0000L;

  private static final int FW_CFG = 0x510;
  private static final int FW_CFG_FILE_DIRECTORY = 0x19;
  private static final int FW_CFG_DMA = 0x514;

  /** Somewhere in RAM. */
  private static final long BUFFER = 0x4000;

  private static final List<Integer> KEYBOARD_COMMANDS =
      List.of(
          0x20, 0x60, 0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xad, 0xae, 0xc0, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4,
          0xdd, 0xdf, 0xf0, 0xfe, 0xff);

  private static final List<Integer> KEYBOARD_DATA =
      List.of(
          0, 1, 2, 3, 0x47, 0x65, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xed, 0xee, 0xf0, 0xf2, 0xf3,
          0xf4, 0xf5, 0xf6, 0xff);

  private static final List<Integer> SERIAL_VALUES =
      List.of(0, 1, 2, 3, 5, 7, 0x0f, 0x10, 0x1b, 0x41, 0x61, 0x80, 0x81, 0x83, 0xc1, 0xc7, 0xff);

  private final Dice dice;
  private final Accesses accesses;

  Sequences(Dice dice, Accesses accesses) {
    this.dice = dice;
    this.accesses = accesses;
  }

  /** Accesses to the configuration of one PCI function, or of none. */
  List<Access> config() {
    List<Access> made = new ArrayList<>();
    int bus = dice.percent(95) ? 0 : dice.below(256);
    int place = dice.oneOf(0, 8, 9, 10, 11, 16, 24, 32, 0xf8, 0xfa, dice.below(256));
    do {
      int register = dice.percent(70) ? dice.below(0x40) : dice.below(0x100);
      made.addAll(configAccess(bus << 8 | place, register));
    } while (dice.percent(50));
    return made;
  }

  private List<Access> configAccess(int place, int register) {
    int low = dice.percent(80) ? register & ~3 : register;
    int size = dice.oneOf(1, 2, 4);
    long port = CONFIG_DATA + (long) (dice.percent(80) ? register & 3 & -size : dice.below(4));
    return List.of(select(place, low), accesses.port(port, size));
  }

  private static Access select(int place, int register) {
    return Access.of("outl", CONFIG_ADDRESS, CONFIG_ENABLE | (long) place << 8 | register);
  }

  /** Puts a BAR somewhere, switches it on or off, and looks there. */
  List<Access> bar() {
    int place = dice.oneOf(2, 3, 4, 0x1e) << 3;
    long base =
        dice.oneOf(
            0xe0000000L, 0xe0000006L, 0xfe000ffeL, 0x1000000L, 0x2000L, 0xfffffffeL, 0xa0000L);
    List<Access> made = new ArrayList<>();
    made.add(select(place, 0x10));
    if (dice.percent(30)) {
      made.add(Access.of("outl", CONFIG_DATA, 0xffffffffL));
      made.add(Access.of("inl", CONFIG_DATA));
    }
    made.add(Access.of("outl", CONFIG_DATA, base));
    made.add(Access.of("inl", CONFIG_DATA));
    made.add(select(place, 4));
    made.add(Access.of("outw", CONFIG_DATA, dice.oneOf(0L, 2L, 2L, 2L, 3L, 7L, 0x507L)));
    do {
      made.add(accesses.memory(accesses.around(base & ~1L, 2)));
    } while (dice.percent(70));
    return made;
  }

  /** Puts the registers of power management somewhere, and looks there. */
  List<Access> power() {
    List<Access> made = new ArrayList<>();
    boolean q35 = accesses.has("lpc-reset-control");
    int place = q35 ? 0xf8 : 0x0b;
    if (dice.percent(50)) {
      made.add(select(place, 0x40));
      made.add(Access.of("outl", CONFIG_DATA, (dice.percent(90) ? POWER : 0xb000) | 1));
      made.add(select(place, q35 ? 0x44 : 0x80));
      made.add(Access.of("outb", CONFIG_DATA, dice.percent(90) ? q35 ? 0x80 : 1 : 0));
    }
    do {
      made.add(accesses.port(accesses.around(POWER, dice.percent(70) ? 16 : 64)));
    } while (dice.percent(70));
    return made;
  }

  /** Reads an item of fw_cfg byte by byte, and not only so. */
  List<Access> item() {
    List<Access> made = new ArrayList<>();
    made.add(Access.of("outw", FW_CFG, key()));
    for (int i = dice.below(12); i > 0; i--) {
      made.add(
          dice.percent(80)
              ? Access.of(dice.oneOf("inb", "inb", "inw", "inl"), FW_CFG + 1)
              : accesses.port(accesses.around(FW_CFG, 12)));
    }
    return made;
  }

  /** An item; none is there whose number depends on files that ours does not have. */
  private int key() {
    int key =
        switch (dice.below(4)) {
          case 0 -> dice.below(FW_CFG_FILE_DIRECTORY);
          case 1 -> FW_CFG_FILE_DIRECTORY + dice.below(0x40);
          case 2 -> dice.oneOf(0, 1, 3, 5, 0x0e);
          default -> dice.oneOf(0x8000, 0x8001, 0x4000, 0xc000, 0xffff, 0xe000) + dice.below(4);
        };
    return BoardScope.isFile(key) ? key() : key & 0xffff;
  }

  /** Has fw_cfg read, skip or write on its own. */
  List<Access> transfer() {
    int length = dice.oneOf(0, 1, 4, 16, 64, 256, 2048);
    int control = dice.oneOf(2, 8, 0xa, 0xa, 0xa, 4, 0xc, 0x10, 0x18, 1, 0);
    List<Access> made = new ArrayList<>();
    String order = "%04x%04x%08x%016x".formatted(key(), control, length, BUFFER + 0x100);
    made.add(Access.write(BUFFER, order));
    if (dice.percent(30)) {
      made.add(Access.of("outl", FW_CFG_DMA, 0));
    }
    made.add(Access.of("outl", FW_CFG_DMA + 4, Integer.reverseBytes((int) BUFFER) & 0xffffffffL));
    made.add(Access.of("readl", BUFFER));
    made.add(Access.of("read", BUFFER + 0x100, length + 1));
    return made;
  }

  /** Reads or writes a byte of the RTC. */
  List<Access> clock() {
    int index = dice.percent(50) ? dice.below(16) : dice.below(256);
    int size = dice.oneOf(1, 1, 1, 2);
    return List.of(Access.of("outb", 0x70, index), accesses.port(0x71, size));
  }

  /** Reads or writes registers of the I/O APIC. */
  List<Access> ioApic() {
    List<Access> made = new ArrayList<>();
    do {
      int index = dice.percent(80) ? dice.below(0x42) : dice.below(0x100);
      made.add(Access.of("writel", IO_APIC, index));
      made.add(
          dice.percent(50) ? Access.of("readl", IO_APIC + 0x10) : accesses.memory(IO_APIC + 0x10));
    } while (dice.percent(50));
    return made;
  }

  /** Has ACPI's registers of PCI slots tell what came or is to go, or lets slots go. */
  List<Access> slots(long base) {
    return List.of(
        Access.of("outl", base + 0x10, dice.percent(90) ? 0 : dice.below(3)),
        Access.of("inl", base),
        Access.of("inl", base + 4),
        dice.percent(60)
            ? Access.of("outl", base + 8, 1L << dice.below(8))
            : Access.of("inl", base + 8),
        Access.of("inl", base + 4));
  }

  /** Talks to the serial port whose registers begin at {@code base}, mostly to itself. */
  List<Access> serial(long base) {
    List<Access> made = new ArrayList<>();
    if (dice.percent(50)) {
      made.add(Access.of("outb", base + 4, dice.oneOf(0x10, 0x1f)));
    }
    do {
      long register = base + dice.oneOf(0, 0, 0, dice.below(8));
      made.add(
          dice.percent(50)
              ? Access.of("inb", dice.percent(60) ? register : base + dice.oneOf(2, 5))
              : Access.of("outb", register, dice.oneOf(SERIAL_VALUES)));
    } while (dice.percent(85));
    return made;
  }

  /** Talks to keyboard and mouse. */
  List<Access> keyboard() {
    List<Access> made = new ArrayList<>();
    do {
      switch (dice.below(4)) {
        case 0 -> made.add(Access.of("outb", 0x64, dice.oneOf(KEYBOARD_COMMANDS)));
        case 1 -> made.add(Access.of("outb", 0x60, dice.oneOf(KEYBOARD_DATA)));
        default -> made.add(Access.of("inb", dice.oneOf(0x60, 0x64)));
      }
    } while (dice.percent(80));
    return made;
  }

  /** Resets the machine, or nearly so. */
  List<Access> reset() {
    return switch (dice.below(3)) {
      case 0 -> List.of(Access.of("outb", 0xcf9, dice.oneOf(0, 2, 4, 6, 0xe)));
      case 1 -> List.of(Access.of("outb", 0x92, dice.below(4)), Access.of("inb", 0x92));
      default -> List.of(Access.of("outb", 0x64, 0xfe));
    };
  }
}
