package org.pvpanic.guest.linux;

/**
 * The modes of a terminal (termios(3)) with the numbers of Linux (asm-generic/termbits.h), and its
 * size. Mutable: a terminal has one, programs change a copy and set it.
 */
public final class Termios {

  /** Input modes. */
  public static final int IGNBRK = 0x1;

  public static final int BRKINT = 0x2;
  public static final int IGNPAR = 0x4;
  public static final int PARMRK = 0x8;
  public static final int INPCK = 0x10;
  public static final int ISTRIP = 0x20;
  public static final int INLCR = 0x40;
  public static final int IGNCR = 0x80;
  public static final int ICRNL = 0x100;
  public static final int IUCLC = 0x200;
  public static final int IXON = 0x400;
  public static final int IXANY = 0x800;
  public static final int IXOFF = 0x1000;
  public static final int IMAXBEL = 0x2000;
  public static final int IUTF8 = 0x4000;

  /** Output modes. */
  public static final int OPOST = 0x1;

  public static final int OLCUC = 0x2;
  public static final int ONLCR = 0x4;
  public static final int OCRNL = 0x8;
  public static final int ONOCR = 0x10;
  public static final int ONLRET = 0x20;
  public static final int OFILL = 0x40;
  public static final int OFDEL = 0x80;
  public static final int NLDLY = 0x100;
  public static final int CRDLY = 0x600;
  public static final int TABDLY = 0x1800;
  public static final int BSDLY = 0x2000;
  public static final int VTDLY = 0x4000;
  public static final int FFDLY = 0x8000;

  /** Control modes; the speeds are fields of their own. */
  public static final int CSIZE = 0x30;

  public static final int CS8 = 0x30;
  public static final int CSTOPB = 0x40;
  public static final int CREAD = 0x80;
  public static final int PARENB = 0x100;
  public static final int PARODD = 0x200;
  public static final int HUPCL = 0x400;
  public static final int CLOCAL = 0x800;
  public static final int CMSPAR = 0x40000000;
  public static final int CRTSCTS = 0x80000000;

  /** Local modes. */
  public static final int ISIG = 0x1;

  public static final int ICANON = 0x2;
  public static final int XCASE = 0x4;
  public static final int ECHO = 0x8;
  public static final int ECHOE = 0x10;
  public static final int ECHOK = 0x20;
  public static final int ECHONL = 0x40;
  public static final int NOFLSH = 0x80;
  public static final int TOSTOP = 0x100;
  public static final int ECHOCTL = 0x200;
  public static final int ECHOPRT = 0x400;
  public static final int ECHOKE = 0x800;
  public static final int FLUSHO = 0x1000;
  public static final int IEXTEN = 0x8000;
  public static final int EXTPROC = 0x10000;

  /** Indices of the special characters in {@link #cc}. */
  public static final int VINTR = 0;

  public static final int VQUIT = 1;
  public static final int VERASE = 2;
  public static final int VKILL = 3;
  public static final int VEOF = 4;
  public static final int VTIME = 5;
  public static final int VMIN = 6;
  public static final int VSWTC = 7;
  public static final int VSTART = 8;
  public static final int VSTOP = 9;
  public static final int VSUSP = 10;
  public static final int VEOL = 11;
  public static final int VREPRINT = 12;
  public static final int VDISCARD = 13;
  public static final int VWERASE = 14;
  public static final int VLNEXT = 15;
  public static final int VEOL2 = 16;

  /** A special character that is switched off. */
  public static final byte DISABLED = 0;

  /** {@code INIT_C_CC} of the kernel. */
  private static final byte[] USUAL = {
    3, 0x1c, 0x7f, 0x15, 4, 0, 1, 0, 0x11, 0x13, 0x1a, 0, 0x12, 0x0f, 0x17, 0x16, 0
  };

  /** Input, output, control and local modes. */
  public int iflag;

  public int oflag;
  public int cflag;
  public int lflag;

  /** Line discipline number. */
  public int line;

  /** Special characters by index. */
  public final byte[] cc = new byte[USUAL.length];

  /** Bits a second, in and out. */
  public int ispeed;

  public int ospeed;

  /** The window: 0 is unknown, as on every serial line that nobody told its size. */
  public int rows;

  public int columns;

  private Termios() {}

  /** What a serial port has when it is first opened (tty_std_termios, uart_register_driver). */
  public static Termios serial(int baud) {
    Termios modes = new Termios();
    modes.iflag = ICRNL | IXON;
    modes.oflag = OPOST | ONLCR;
    modes.cflag = CS8 | CREAD | HUPCL | CLOCAL;
    modes.lflag = ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN;
    modes.usualCharacters();
    modes.ispeed = baud;
    modes.ospeed = baud;
    return modes;
  }

  /** Sets the special characters to what the kernel begins with. */
  public void usualCharacters() {
    System.arraycopy(USUAL, 0, cc, 0, USUAL.length);
  }

  /** The same modes, to be changed. */
  public Termios copy() {
    Termios twin = new Termios();
    twin.set(this);
    return twin;
  }

  void set(Termios other) {
    iflag = other.iflag;
    oflag = other.oflag;
    cflag = other.cflag;
    lflag = other.lflag;
    line = other.line;
    System.arraycopy(other.cc, 0, cc, 0, cc.length);
    ispeed = other.ispeed;
    ospeed = other.ospeed;
    rows = other.rows;
    columns = other.columns;
  }

  boolean input(int flag) {
    return (iflag & flag) != 0;
  }

  boolean output(int flag) {
    return (oflag & flag) != 0;
  }

  boolean local(int flag) {
    return (lflag & flag) != 0;
  }

  /** Whether {@code c} is the special character with an index, and that one is on. */
  boolean is(int index, int c) {
    return cc[index] != DISABLED && c == (cc[index] & 0xff);
  }
}
