package org.pvpanic.guest.user.command;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.user.command.SedAddress.Kind;

/**
 * The lines that a command of sed is for: all, those of an address, or those between two. A range
 * remembers whether it is open.
 */
final class SedRange {

  private final @Nullable SedAddress from;
  private final @Nullable SedAddress to;
  private final boolean not;
  private boolean open;
  private long end;

  private SedRange(@Nullable SedAddress from, @Nullable SedAddress to, boolean not) {
    this.from = from;
    this.to = to;
    this.not = not;
  }

  /** Reads the addresses in front of a command. */
  static SedRange read(SedScanner in) {
    SedAddress from = SedAddress.read(in);
    SedAddress to = null;
    if (from != null) {
      in.skipBlanks();
      if (in.sees(',')) {
        in.skip();
        in.skipBlanks();
        to = SedAddress.readSecond(in);
        if (to == null) {
          throw in.badNext("unexpected `,'", "no address after comma");
        }
      }
      boolean untilMatch = to != null && to.kind() == Kind.MATCH;
      if (from.isZero() && !untilMatch && !in.isBusybox()) {
        throw in.badNext("invalid usage of line address 0", "");
      }
    }
    in.skipBlanks();
    boolean not = false;
    while (in.sees('!')) {
      in.skip();
      not = true;
      in.skipBlanks();
    }
    return new SedRange(from, to, not);
  }

  /** Whether the command is for this line. */
  boolean selects(SedAddress.Line line) {
    return isInside(line) != not;
  }

  /** Whether no more lines of the range follow the one that was selected. */
  boolean isOver() {
    return to == null || !open || not;
  }

  private boolean isInside(SedAddress.Line line) {
    if (from == null) {
      return true;
    }
    if (to == null) {
      return from.selects(line);
    }
    if (open) {
      return goesOn(line, to);
    }
    boolean fromZero = from.isZero() && line.number() == 1;
    if (!fromZero && !from.selects(line)) {
      return false;
    }
    if (fromZero && to.selects(line)) {
      return true;
    }
    end = to.kind() == Kind.PLUS ? line.number() + to.first() : to.first();
    open = to.kind() == Kind.MATCH || to.kind() == Kind.LAST || end > line.number();
    return true;
  }

  private boolean goesOn(SedAddress.Line line, SedAddress until) {
    switch (until.kind()) {
      case MATCH -> {
        open = !until.selects(line);
        return true;
      }
      case LAST -> {
        return true;
      }
      default -> {
        open = line.number() < end;
        return line.number() <= end;
      }
    }
  }
}
