package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes accesses to what a board has, and around it. */
final class Accesses {

  /** How far around a region is looked. */
  private static final int MARGIN = 4;

  /** Of longer regions the beginning and the end are tried. */
  private static final int MUCH = 64;

  private static final int MOST_PORT = 0xffff;

  private static final int CONFIG_ADDRESS = 0xcf8;
  private static final int CONFIG_DATA = 0xcfc;

  private final Dice dice;
  private final Atlas.Board board;

  Accesses(Dice dice, Atlas.Board board) {
    this.dice = dice;
    this.board = board;
  }

  /** Some that belong together. */
  List<Access> any() {
    int kind = dice.below(100);
    if (kind < 50) {
      return ports();
    } else if (kind < 70 || !hasPci()) {
      return memory();
    } else if (kind < 90) {
      return config();
    }
    return bar();
  }

  boolean hasPci() {
    return board.ports().ranges().stream().anyMatch(r -> r.region().equals("pci-conf-data"));
  }

  private List<Access> ports() {
    List<Access> accesses = new ArrayList<>();
    FlatView.Range around = range(board.ports());
    do {
      accesses.add(port(near(around) & MOST_PORT));
    } while (dice.percent(60));
    return accesses;
  }

  /** A single access to I/O space. */
  Access port() {
    return port(near(range(board.ports())) & MOST_PORT);
  }

  private Access port(long address) {
    int size = dice.oneOf(1, 1, 2, 4);
    String letter = size == 1 ? "b" : size == 2 ? "w" : "l";
    return dice.percent(50)
        ? Access.of("in" + letter, address)
        : Access.of("out" + letter, address, value(size));
  }

  private List<Access> memory() {
    List<Access> accesses = new ArrayList<>();
    FlatView.Range around = range(board.memory());
    do {
      accesses.add(memory(near(around)));
    } while (dice.percent(60));
    return accesses;
  }

  private Access memory(long address) {
    int size = 1 << dice.below(4);
    String letter = String.valueOf("bwlq".charAt(Integer.numberOfTrailingZeros(size)));
    int length = 1 + dice.below(dice.percent(80) ? 9 : 40);
    return switch (dice.below(5)) {
      case 0, 1 -> Access.of("read" + letter, address);
      case 2 -> Access.of("write" + letter, address, value(size));
      case 3 -> Access.of("read", address, length);
      default ->
          dice.percent(50)
              ? Access.of("memset", address, length, value(1))
              : Access.write(address, bytes(length));
    };
  }

  private String bytes(int length) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      digits.append("%02x".formatted(value(1)));
    }
    return digits.toString();
  }

  /** Accesses to the configuration of one PCI function, or of none. */
  private List<Access> config() {
    List<Access> accesses = new ArrayList<>();
    int bus = dice.percent(95) ? 0 : dice.below(256);
    int place = dice.oneOf(0, 8, 9, 10, 11, 16, 24, 32, 0x1f << 3, 0x1f << 3 | 2, dice.below(256));
    do {
      int register = dice.percent(70) ? dice.below(0x40) : dice.below(0x100);
      accesses.addAll(configAccess(bus << 8 | place, register));
    } while (dice.percent(50));
    return accesses;
  }

  private List<Access> configAccess(int place, int register) {
    int size = dice.oneOf(1, 2, 4);
    String letter = size == 1 ? "b" : size == 2 ? "w" : "l";
    int low = dice.percent(80) ? register & ~3 : register;
    long address = 0x8000_0000L | (long) place << 8 | low;
    long port = CONFIG_DATA + (dice.percent(80) ? register & 3 & -size : dice.below(4));
    Access data =
        dice.percent(60)
            ? Access.of("in" + letter, port)
            : Access.of("out" + letter, port, value(size));
    return List.of(Access.of("outl", CONFIG_ADDRESS, address), data);
  }

  /** Puts a BAR somewhere, switches it on or off, and looks there. */
  private List<Access> bar() {
    int place = dice.oneOf(2, 3, 4, 0x1e) << 3;
    long address = 0x8000_0000L | place << 8;
    long base =
        dice.oneOf(
            0xe0000000L, 0xe0000006L, 0xfe000ffeL, 0x1000000L, 0x2000L, 0xfffffffeL, 0xa0000L);
    List<Access> accesses = new ArrayList<>();
    accesses.add(Access.of("outl", CONFIG_ADDRESS, address | 0x10));
    if (dice.percent(30)) {
      accesses.add(Access.of("outl", CONFIG_DATA, 0xffffffffL));
      accesses.add(Access.of("inl", CONFIG_DATA));
    }
    accesses.add(Access.of("outl", CONFIG_DATA, base));
    accesses.add(Access.of("inl", CONFIG_DATA));
    accesses.add(Access.of("outl", CONFIG_ADDRESS, address | 4));
    accesses.add(Access.of("outw", CONFIG_DATA, dice.oneOf(0L, 2L, 2L, 2L, 3L, 7L, 0x507L)));
    do {
      accesses.add(memory((base & ~1L) + dice.below(2 * MARGIN) - MARGIN));
    } while (dice.percent(70));
    return accesses;
  }

  private FlatView.Range range(FlatView space) {
    if (space.ranges().isEmpty()) {
      return new FlatView.Range(0, MOST_PORT, "");
    }
    FlatView.Range range = dice.oneOf(space.ranges());
    boolean dull = range.region().equals("io") || !BoardScope.isCompared(range);
    return dull && dice.percent(90) ? range(space) : range;
  }

  private long near(FlatView.Range range) {
    long length = range.last() - range.first() + 1;
    if (length > MUCH) {
      long edge = dice.percent(50) ? range.first() : range.last() + 1;
      return dice.percent(80)
          ? edge - MARGIN + dice.below(2 * MARGIN)
          : range.first() + Math.floorMod(dice.bits(), length);
    }
    return range.first() - MARGIN + dice.below((int) length + 2 * MARGIN);
  }

  /** A value of that many bytes: nothing, all ones, one bit, few, or any. */
  long value(int size) {
    long mask = size == 8 ? -1 : (1L << 8 * size) - 1;
    return mask
        & switch (dice.below(8)) {
          case 0 -> 0;
          case 1 -> -1L;
          case 2, 3 -> 1L << dice.below(8 * size);
          case 4 -> 1L << dice.below(8 * size) | 1L << dice.below(8 * size);
          case 5 -> dice.below(16);
          default -> dice.bits();
        };
  }
}
