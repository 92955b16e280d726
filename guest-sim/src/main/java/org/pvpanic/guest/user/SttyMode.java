package org.pvpanic.guest.user;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Termios;

/**
 * A mode as stty(1) names it.
 *
 * @param bits what it sets
 * @param mask what it clears before
 * @param sane 1 when {@code sane} sets it, -1 when it clears it, 0 when it leaves it
 * @param isChoice whether it is one of several that exclude each other: such a one cannot be
 *     negated
 */
record SttyMode(Group group, String name, int bits, int mask, int sane, boolean isChoice) {

  /** The flags of a terminal, in the order in which they are shown. */
  enum Group {
    CONTROL,
    INPUT,
    OUTPUT,
    LOCAL;

    private int get(Termios modes) {
      return switch (this) {
        case CONTROL -> modes.cflag;
        case INPUT -> modes.iflag;
        case OUTPUT -> modes.oflag;
        case LOCAL -> modes.lflag;
      };
    }

    private void set(Termios modes, int flags) {
      switch (this) {
        case CONTROL -> modes.cflag = flags;
        case INPUT -> modes.iflag = flags;
        case OUTPUT -> modes.oflag = flags;
        case LOCAL -> modes.lflag = flags;
      }
    }
  }

  static final SttyMode[] ALL = {
    flag(Group.CONTROL, "parenb", Termios.PARENB, 0),
    flag(Group.CONTROL, "parodd", Termios.PARODD, 0),
    flag(Group.CONTROL, "cmspar", Termios.CMSPAR, 0),
    choice(Group.CONTROL, "cs5", 0x00, Termios.CSIZE, 0),
    choice(Group.CONTROL, "cs6", 0x10, Termios.CSIZE, 0),
    choice(Group.CONTROL, "cs7", 0x20, Termios.CSIZE, 0),
    choice(Group.CONTROL, "cs8", 0x30, Termios.CSIZE, 0),
    flag(Group.CONTROL, "hupcl", Termios.HUPCL, 0),
    flag(Group.CONTROL, "cstopb", Termios.CSTOPB, 0),
    flag(Group.CONTROL, "cread", Termios.CREAD, 1),
    flag(Group.CONTROL, "clocal", Termios.CLOCAL, 0),
    flag(Group.CONTROL, "crtscts", Termios.CRTSCTS, 0),
    flag(Group.INPUT, "ignbrk", Termios.IGNBRK, -1),
    flag(Group.INPUT, "brkint", Termios.BRKINT, 1),
    flag(Group.INPUT, "ignpar", Termios.IGNPAR, 0),
    flag(Group.INPUT, "parmrk", Termios.PARMRK, 0),
    flag(Group.INPUT, "inpck", Termios.INPCK, 0),
    flag(Group.INPUT, "istrip", Termios.ISTRIP, 0),
    flag(Group.INPUT, "inlcr", Termios.INLCR, -1),
    flag(Group.INPUT, "igncr", Termios.IGNCR, -1),
    flag(Group.INPUT, "icrnl", Termios.ICRNL, 1),
    flag(Group.INPUT, "ixon", Termios.IXON, 1),
    flag(Group.INPUT, "ixoff", Termios.IXOFF, -1),
    flag(Group.INPUT, "iuclc", Termios.IUCLC, -1),
    flag(Group.INPUT, "ixany", Termios.IXANY, -1),
    flag(Group.INPUT, "imaxbel", Termios.IMAXBEL, 1),
    flag(Group.INPUT, "iutf8", Termios.IUTF8, -1),
    flag(Group.OUTPUT, "opost", Termios.OPOST, 1),
    flag(Group.OUTPUT, "olcuc", Termios.OLCUC, -1),
    flag(Group.OUTPUT, "ocrnl", Termios.OCRNL, -1),
    flag(Group.OUTPUT, "onlcr", Termios.ONLCR, 1),
    flag(Group.OUTPUT, "onocr", Termios.ONOCR, -1),
    flag(Group.OUTPUT, "onlret", Termios.ONLRET, -1),
    flag(Group.OUTPUT, "ofill", Termios.OFILL, -1),
    flag(Group.OUTPUT, "ofdel", Termios.OFDEL, -1),
    choice(Group.OUTPUT, "nl1", 0x100, Termios.NLDLY, 0),
    choice(Group.OUTPUT, "nl0", 0, Termios.NLDLY, 1),
    choice(Group.OUTPUT, "cr3", 0x600, Termios.CRDLY, 0),
    choice(Group.OUTPUT, "cr2", 0x400, Termios.CRDLY, 0),
    choice(Group.OUTPUT, "cr1", 0x200, Termios.CRDLY, 0),
    choice(Group.OUTPUT, "cr0", 0, Termios.CRDLY, 1),
    choice(Group.OUTPUT, "tab3", 0x1800, Termios.TABDLY, 0),
    choice(Group.OUTPUT, "tab2", 0x1000, Termios.TABDLY, 0),
    choice(Group.OUTPUT, "tab1", 0x800, Termios.TABDLY, 0),
    choice(Group.OUTPUT, "tab0", 0, Termios.TABDLY, 1),
    choice(Group.OUTPUT, "bs1", 0x2000, Termios.BSDLY, 0),
    choice(Group.OUTPUT, "bs0", 0, Termios.BSDLY, 1),
    choice(Group.OUTPUT, "vt1", 0x4000, Termios.VTDLY, 0),
    choice(Group.OUTPUT, "vt0", 0, Termios.VTDLY, 1),
    choice(Group.OUTPUT, "ff1", 0x8000, Termios.FFDLY, 0),
    choice(Group.OUTPUT, "ff0", 0, Termios.FFDLY, 1),
    flag(Group.LOCAL, "isig", Termios.ISIG, 1),
    flag(Group.LOCAL, "icanon", Termios.ICANON, 1),
    flag(Group.LOCAL, "iexten", Termios.IEXTEN, 1),
    flag(Group.LOCAL, "echo", Termios.ECHO, 1),
    flag(Group.LOCAL, "echoe", Termios.ECHOE, 1),
    flag(Group.LOCAL, "echok", Termios.ECHOK, 1),
    flag(Group.LOCAL, "echonl", Termios.ECHONL, -1),
    flag(Group.LOCAL, "noflsh", Termios.NOFLSH, -1),
    flag(Group.LOCAL, "xcase", Termios.XCASE, -1),
    flag(Group.LOCAL, "tostop", Termios.TOSTOP, -1),
    flag(Group.LOCAL, "echoprt", Termios.ECHOPRT, -1),
    flag(Group.LOCAL, "echoctl", Termios.ECHOCTL, 1),
    flag(Group.LOCAL, "echoke", Termios.ECHOKE, 1),
    flag(Group.LOCAL, "flusho", Termios.FLUSHO, -1),
    flag(Group.LOCAL, "extproc", Termios.EXTPROC, -1),
  };

  private static SttyMode flag(Group group, String name, int bits, int sane) {
    return new SttyMode(group, name, bits, bits, sane, false);
  }

  private static SttyMode choice(Group group, String name, int bits, int mask, int sane) {
    return new SttyMode(group, name, bits, mask, sane, true);
  }

  static @Nullable SttyMode find(String name) {
    String known =
        switch (name) {
          case "crterase" -> "echoe";
          case "crtkill" -> "echoke";
          case "ctlecho" -> "echoctl";
          case "prterase" -> "echoprt";
          case "hup" -> "hupcl";
          case "tandem" -> "ixoff";
          default -> name;
        };
    for (SttyMode mode : ALL) {
      if (mode.name.equals(known)) {
        return mode;
      }
    }
    return null;
  }

  boolean isSet(Termios modes) {
    return (group.get(modes) & mask) == bits;
  }

  void apply(Termios modes, boolean on) {
    group.set(modes, (group.get(modes) & ~mask) | (on ? bits : 0));
  }
}
