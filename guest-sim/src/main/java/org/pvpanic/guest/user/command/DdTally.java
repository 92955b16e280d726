package org.pvpanic.guest.user.command;

import java.util.Locale;

/** What dd counts, and what it says of it in the end or on SIGUSR1. */
final class DdTally {

  private static final long NS = 1_000_000_000;

  private final Call call;
  private final long startNs;
  private long fullIn;
  private long partIn;
  private long fullOut;
  private long partOut;
  private long bytes;

  DdTally(Call call) {
    this.call = call;
    this.startNs = call.kernel().time().monotonicNs();
  }

  /** A block was read. */
  void read(boolean full) {
    fullIn += full ? 1 : 0;
    partIn += full ? 0 : 1;
  }

  /** A record was written. */
  void wrote(boolean full) {
    fullOut += full ? 1 : 0;
    partOut += full ? 0 : 1;
  }

  /** So many more bytes were written. */
  void copied(int count) {
    bytes += count;
  }

  /** How many blocks were read. */
  long blocks() {
    return fullIn + partIn;
  }

  /**
   * Tells of it.
   *
   * @param status what {@code status=} says: none, noxfer, or anything else for all of it
   */
  void report(String status) {
    if (status.equals("none")) {
      return;
    }
    call.err(fullIn + "+" + partIn + " records in\n" + fullOut + "+" + partOut + " records out\n");
    if (!status.equals("noxfer")) {
      call.err(rate() + "\n");
    }
  }

  private String rate() {
    double seconds = (call.kernel().time().monotonicNs() - startNs) / (double) NS;
    if (call.isBusybox()) {
      String human = HumanSize.busybox(bytes) + "B";
      String speed = HumanSize.busybox((long) (bytes / Math.max(seconds, 1e-9))) + "B/s";
      return bytes
          + " bytes ("
          + human
          + ") copied, "
          + String.format(Locale.ROOT, "%f", seconds)
          + " seconds, "
          + speed;
    }
    String time = DoubleFormat.format("", 'g', seconds);
    double size = (double) bytes;
    String speed = decimal(size / Math.max(seconds, 1e-9)) + "B/s";
    if (call.dialect() == Dialect.CENTOS_7) {
      return bytes + " bytes (" + decimal(size) + "B) copied, " + time + " s, " + speed;
    }
    String sizes =
        bytes < 1000
            ? ""
            : bytes < 1024
                ? " (" + decimal(size) + "B)"
                : " (" + decimal(size) + "B, " + binary(size) + "iB)";
    String unit = bytes == 1 ? " byte" : " bytes";
    return bytes + unit + sizes + " copied, " + time + " s, " + speed;
  }

  private static String decimal(double value) {
    return scaled(value, 1000, "kMGTPE");
  }

  /** A size in units of 1024, without its iB. */
  static String binary(double value) {
    return scaled(value, 1024, "KMGTPE");
  }

  /** Two digits at least: 1.0 M, 12 M. */
  private static String scaled(double value, int base, String units) {
    double left = value;
    int power = -1;
    while (left >= base && power + 1 < units.length()) {
      left /= base;
      power++;
    }
    if (power < 0) {
      return Long.toString(Math.round(left)) + " ";
    }
    String number =
        left < 9.95 ? String.format(Locale.ROOT, "%.1f", left) : Long.toString(Math.round(left));
    return number + " " + units.charAt(power);
  }
}
