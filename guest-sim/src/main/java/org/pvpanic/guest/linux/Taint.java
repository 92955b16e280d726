package org.pvpanic.guest.linux;

/**
 * What makes a kernel's reports suspect (Documentation/admin-guide/tainted-kernels.rst): a bit and
 * a letter each.
 */
public final class Taint {

  /** The hardware reported an error. */
  static final int MACHINE_CHECK = 1 << 4;

  /** An oops happened. */
  static final int DIE = 1 << 7;

  /** A warning was printed. */
  static final int WARN = 1 << 9;

  /** A module from outside of the kernel's source was loaded. */
  static final int OUT_OF_TREE = 1 << 12;

  /** A module without a valid signature was loaded. */
  static final int UNSIGNED = 1 << 13;

  /** A soft lockup happened. */
  static final int SOFT_LOCKUP = 1 << 14;

  /** By bit; the first has a letter for both states. */
  private static final String LETTERS = "PFSRMBUDAWCIOELKXTN";

  /** EL7 knows the first 16, then says how it was built, and has two of its own. */
  private static final String EL7_TAIL = "------------  ";

  private static final int EL7_BITS = 16;

  private int bits;

  Taint() {}

  void add(int reasons) {
    bits |= reasons;
  }

  boolean has(int reason) {
    return (bits & reason) != 0;
  }

  /** The value of {@code kernel.tainted}. */
  public int value() {
    return bits;
  }

  /** {@code Not tainted}, or {@code Tainted: } and a column for each reason. */
  String text(boolean el7) {
    if (bits == 0) {
      return "Not tainted";
    }
    StringBuilder text = new StringBuilder("Tainted: ");
    int columns = el7 ? EL7_BITS : LETTERS.length();
    for (int bit = 0; bit < columns; bit++) {
      boolean set = (bits >> bit & 1) != 0;
      text.append(set ? LETTERS.charAt(bit) : bit == 0 ? 'G' : ' ');
    }
    return el7 ? text.append(EL7_TAIL).toString() : text.toString();
  }

  /** The letters of some reasons, as the list of modules shows them. */
  static String letters(int reasons) {
    StringBuilder letters = new StringBuilder(2);
    for (int bit = 0; bit < LETTERS.length(); bit++) {
      if ((reasons >> bit & 1) != 0) {
        letters.append(LETTERS.charAt(bit));
      }
    }
    return letters.toString();
  }
}
