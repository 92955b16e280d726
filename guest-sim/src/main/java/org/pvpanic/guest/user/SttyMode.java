package org.pvpanic.guest.user;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Termios;

/**
 * A mode as stty(1) names it.
 *
 * @param group 0 control, 1 input, 2 output, 3 local
 * @param bits what it sets
 * @param mask what it clears before
 * @param sane 1 when {@code sane} sets it, -1 when it clears it, 0 when it leaves it
 * @param isChoice whether it is one of several that exclude each other: such a one cannot be
 *     negated
 */
record SttyMode(int group, String name, int bits, int mask, int sane, boolean isChoice) {

  static final SttyMode[] ALL = {
    flag(0, "parenb", Termios.PARENB, 0),
    flag(0, "parodd", Termios.PARODD, 0),
    flag(0, "cmspar", Termios.CMSPAR, 0),
    choice(0, "cs5", 0x00, Termios.CSIZE, 0),
    choice(0, "cs6", 0x10, Termios.CSIZE, 0),
    choice(0, "cs7", 0x20, Termios.CSIZE, 0),
    choice(0, "cs8", 0x30, Termios.CSIZE, 0),
    flag(0, "hupcl", Termios.HUPCL, 0),
    flag(0, "cstopb", Termios.CSTOPB, 0),
    flag(0, "cread", Termios.CREAD, 1),
    flag(0, "clocal", Termios.CLOCAL, 0),
    flag(0, "crtscts", Termios.CRTSCTS, 0),
    flag(1, "ignbrk", Termios.IGNBRK, -1),
    flag(1, "brkint", Termios.BRKINT, 1),
    flag(1, "ignpar", Termios.IGNPAR, 0),
    flag(1, "parmrk", Termios.PARMRK, 0),
    flag(1, "inpck", Termios.INPCK, 0),
    flag(1, "istrip", Termios.ISTRIP, 0),
    flag(1, "inlcr", Termios.INLCR, -1),
    flag(1, "igncr", Termios.IGNCR, -1),
    flag(1, "icrnl", Termios.ICRNL, 1),
    flag(1, "ixon", Termios.IXON, 1),
    flag(1, "ixoff", Termios.IXOFF, -1),
    flag(1, "iuclc", Termios.IUCLC, -1),
    flag(1, "ixany", Termios.IXANY, -1),
    flag(1, "imaxbel", Termios.IMAXBEL, 1),
    flag(1, "iutf8", Termios.IUTF8, -1),
    flag(2, "opost", Termios.OPOST, 1),
    flag(2, "olcuc", Termios.OLCUC, -1),
    flag(2, "ocrnl", Termios.OCRNL, -1),
    flag(2, "onlcr", Termios.ONLCR, 1),
    flag(2, "onocr", Termios.ONOCR, -1),
    flag(2, "onlret", Termios.ONLRET, -1),
    flag(2, "ofill", Termios.OFILL, -1),
    flag(2, "ofdel", Termios.OFDEL, -1),
    choice(2, "nl1", 0x100, Termios.NLDLY, 0),
    choice(2, "nl0", 0, Termios.NLDLY, 1),
    choice(2, "cr3", 0x600, Termios.CRDLY, 0),
    choice(2, "cr2", 0x400, Termios.CRDLY, 0),
    choice(2, "cr1", 0x200, Termios.CRDLY, 0),
    choice(2, "cr0", 0, Termios.CRDLY, 1),
    choice(2, "tab3", 0x1800, Termios.TABDLY, 0),
    choice(2, "tab2", 0x1000, Termios.TABDLY, 0),
    choice(2, "tab1", 0x800, Termios.TABDLY, 0),
    choice(2, "tab0", 0, Termios.TABDLY, 1),
    choice(2, "bs1", 0x2000, Termios.BSDLY, 0),
    choice(2, "bs0", 0, Termios.BSDLY, 1),
    choice(2, "vt1", 0x4000, Termios.VTDLY, 0),
    choice(2, "vt0", 0, Termios.VTDLY, 1),
    choice(2, "ff1", 0x8000, Termios.FFDLY, 0),
    choice(2, "ff0", 0, Termios.FFDLY, 1),
    flag(3, "isig", Termios.ISIG, 1),
    flag(3, "icanon", Termios.ICANON, 1),
    flag(3, "iexten", Termios.IEXTEN, 1),
    flag(3, "echo", Termios.ECHO, 1),
    flag(3, "echoe", Termios.ECHOE, 1),
    flag(3, "echok", Termios.ECHOK, 1),
    flag(3, "echonl", Termios.ECHONL, -1),
    flag(3, "noflsh", Termios.NOFLSH, -1),
    flag(3, "xcase", Termios.XCASE, -1),
    flag(3, "tostop", Termios.TOSTOP, -1),
    flag(3, "echoprt", Termios.ECHOPRT, -1),
    flag(3, "echoctl", Termios.ECHOCTL, 1),
    flag(3, "echoke", Termios.ECHOKE, 1),
    flag(3, "flusho", Termios.FLUSHO, -1),
    flag(3, "extproc", Termios.EXTPROC, -1),
  };

  private static SttyMode flag(int group, String name, int bits, int sane) {
    return new SttyMode(group, name, bits, bits, sane, false);
  }

  private static SttyMode choice(int group, String name, int bits, int mask, int sane) {
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
    return (get(modes) & mask) == bits;
  }

  void apply(Termios modes, boolean on) {
    int value = (get(modes) & ~mask) | (on ? bits : 0);
    switch (group) {
      case 0 -> modes.cflag = value;
      case 1 -> modes.iflag = value;
      case 2 -> modes.oflag = value;
      default -> modes.lflag = value;
    }
  }

  private int get(Termios modes) {
    return switch (group) {
      case 0 -> modes.cflag;
      case 1 -> modes.iflag;
      case 2 -> modes.oflag;
      default -> modes.lflag;
    };
  }
}
