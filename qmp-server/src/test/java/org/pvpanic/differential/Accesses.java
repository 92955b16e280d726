package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes accesses to what a board has, and around it. */
final class Accesses {

  /** How far around a region is looked. */
  private static final int MARGIN = 4;

  /** Of longer regions mostly the beginning and the end are tried. */
  private static final int MUCH = 64;

  private static final int MOST_PORT = 0xffff;

  private final Dice dice;
  private final Atlas.Board board;
  private final BoardScope scope;
  private final Sequences sequences;

  Accesses(Dice dice, Atlas.Board board, BoardScope scope) {
    this.dice = dice;
    this.board = board;
    this.scope = scope;
    this.sequences = new Sequences(dice, this);
  }

  /** Some that belong together. */
  List<Access> any() {
    List<Access> some = made();
    return scope.contains(some) ? some : any();
  }

  private List<Access> made() {
    boolean memory = !board.memory().ranges().isEmpty();
    boolean pci = has("pci-conf-data");
    return switch (dice.below(20)) {
      case 0, 1, 2 -> memory ? memory() : ports();
      case 3, 4 -> pci ? sequences.config() : ports();
      case 5 -> pci ? sequences.bar() : memory();
      case 6 -> pci ? sequences.power() : ports();
      case 7 -> sequences.item();
      case 8 -> memory ? sequences.transfer() : ports();
      case 9 -> sequences.clock();
      case 10 -> sequences.keyboard();
      case 13 -> hasIoApic() ? sequences.ioApic() : ports();
      case 14 -> has("acpi-pci-hotplug") ? sequences.slots(place("acpi-pci-hotplug")) : ports();
      case 12 -> has("serial") ? sequences.serial(place("serial")) : ports();
      case 11 -> dice.percent(30) ? sequences.reset() : ports();
      default -> ports();
    };
  }

  /** Whether the board has ports of that name. */
  boolean has(String region) {
    return board.ports().ranges().stream().anyMatch(r -> r.region().equals(region));
  }

  private boolean hasIoApic() {
    return board.memory().ranges().stream().anyMatch(r -> r.region().equals("ioapic"));
  }

  private long place(String region) {
    return dice.oneOf(
            board.ports().ranges().stream().filter(r -> r.region().equals(region)).toList())
        .first();
  }

  private List<Access> ports() {
    List<Access> accesses = new ArrayList<>();
    FlatView.Range around = range(board.ports());
    do {
      accesses.add(port(near(around)));
    } while (dice.percent(60));
    return accesses;
  }

  /** A single access to I/O space. */
  Access onePort() {
    Access access = port(near(range(board.ports())));
    return scope.contains(List.of(access)) ? access : onePort();
  }

  /** An access to a port, which may lie outside of I/O space by as much as its whole. */
  Access port(long address) {
    return port(address, dice.oneOf(1, 1, 2, 4));
  }

  Access port(long address, int size) {
    String letter = size == 1 ? "b" : size == 2 ? "w" : "l";
    long port = address & MOST_PORT;
    return dice.percent(50)
        ? Access.of("in" + letter, port)
        : Access.of("out" + letter, port, value(size));
  }

  private List<Access> memory() {
    List<Access> accesses = new ArrayList<>();
    FlatView.Range around = range(board.memory());
    do {
      accesses.add(memory(near(around)));
    } while (dice.percent(60));
    return accesses;
  }

  Access memory(long address) {
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

  private FlatView.Range range(FlatView space) {
    if (space.ranges().isEmpty()) {
      return new FlatView.Range(0, MOST_PORT, "");
    }
    FlatView.Range range = dice.oneOf(space.ranges());
    boolean dull = range.region().equals("io") || !scope.isCompared(range);
    return dull && dice.percent(90) ? range(space) : range;
  }

  private long near(FlatView.Range range) {
    long length = range.last() - range.first() + 1;
    if (length <= MUCH) {
      return around(range.first(), (int) length);
    } else if (dice.percent(80)) {
      return around(dice.percent(50) ? range.first() : range.last() + 1, 0);
    }
    return range.first() + Math.floorMod(dice.bits(), length);
  }

  /** An address in a range or a little outside of it. */
  long around(long first, int length) {
    return (first - MARGIN) + dice.below(length + (2 * MARGIN));
  }

  /** A value of that many bytes: nothing, all ones, one bit, two, few, or any. */
  private long value(int size) {
    long mask = size == 8 ? -1 : (1L << (8 * size)) - 1;
    return mask
        & switch (dice.below(8)) {
          case 0 -> 0;
          case 1 -> -1L;
          case 2, 3 -> 1L << dice.below(8 * size);
          case 4 -> 3L << dice.below(8 * size);
          case 5 -> dice.below(16);
          default -> dice.bits();
        };
  }
}
