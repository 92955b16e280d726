package org.pvpanic.guest.user.command;

import java.util.Locale;
import org.pvpanic.guest.linux.Timekeeping;
import org.pvpanic.guest.user.time.NtpDaemon;

/** What chronyd reports of itself, as chronyc 3.4 prints it. */
final class ChronycReports {

  private static final long NS = 1_000_000_000L;

  /** How far away a server may be: nobody measures it here. */
  private static final double DISTANCE = 0.018;

  private final Timekeeping time;
  private final NtpDaemon daemon;
  private final boolean separated;

  /** Reports, with commas between values when they are for programs (-c). */
  ChronycReports(Timekeeping time, NtpDaemon daemon, boolean separated) {
    this.time = time;
    this.daemon = daemon;
    this.separated = separated;
  }

  String tracking() {
    boolean answered = daemon.hasAnswers();
    long behind = time.remaining();
    long reference = answered ? Math.floorDiv(time.realtimeNs() + behind - daemon.age(), NS) : 0;
    double offset = -daemon.lastOffset() / 1e9;
    double interval = daemon.interval() / 1e9;
    if (separated) {
      return String.format(
          Locale.ROOT,
          "%s,%s,%d,%d.%09d,%.9f,%.9f,%.9f,0.000,0.000,0.000,%.9f,%.9f,%.1f,%s\n",
          answered ? "C0000201" : "00000000",
          answered ? NtpServers.ADDRESSES[0] : "",
          answered ? 3 : 0,
          reference,
          0,
          -behind / 1e9,
          answered ? offset : 0,
          answered ? Math.abs(offset) : 0,
          answered ? 0.0358 : 1,
          answered ? 0.0004 : 1,
          interval,
          answered ? "Normal" : "Not synchronised");
    }
    StringBuilder text = new StringBuilder(512);
    row(
        text,
        "Reference ID",
        answered ? "C0000201 (" + NtpServers.ADDRESSES[0] + ")" : "00000000 ()");
    row(text, "Stratum", answered ? "3" : "0");
    row(text, "Ref time (UTC)", ClockText.chrony(reference));
    row(
        text,
        "System time",
        String.format(
            Locale.ROOT,
            "%.9f seconds %s of NTP time",
            Math.abs(behind) / 1e9,
            behind > 0 ? "slow" : "fast"));
    row(text, "Last offset", String.format(Locale.ROOT, "%+.9f seconds", answered ? offset : 0.0));
    row(
        text,
        "RMS offset",
        String.format(Locale.ROOT, "%.9f seconds", answered ? Math.abs(offset) : 0.0));
    row(text, "Frequency", "0.000 ppm slow");
    row(text, "Residual freq", "+0.000 ppm");
    row(text, "Skew", "0.000 ppm");
    row(text, "Root delay", answered ? "0.035800000 seconds" : "1.000000000 seconds");
    row(text, "Root dispersion", answered ? "0.000400000 seconds" : "1.000000000 seconds");
    row(text, "Update interval", String.format(Locale.ROOT, "%.1f seconds", interval));
    row(text, "Leap status", answered ? "Normal" : "Not synchronised");
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(name).append(" ".repeat(16 - name.length())).append(": ").append(value);
    text.append('\n');
  }

  String sources(boolean verbose) {
    boolean answered = daemon.hasAnswers();
    StringBuilder text = new StringBuilder(512);
    if (!separated) {
      text.append("210 Number of sources = ").append(NtpServers.ADDRESSES.length).append('\n');
      text.append(verbose ? TimeHelp.of("chronyc-sources") : "");
      text.append("MS Name/IP address         Stratum Poll Reach LastRx Last sample");
      text.append(" ".repeat(15)).append('\n').append("=".repeat(79)).append('\n');
    }
    // As many of the last eight questions were answered as there were questions.
    long reach = answered ? (1L << Math.min(8, daemon.updates() + 3)) - 1 : 0;
    double offset = -daemon.lastOffset() / 1e9;
    for (int i = 0; i < NtpServers.ADDRESSES.length; i++) {
      char state = !answered ? '?' : i == 0 ? '*' : '+';
      if (separated) {
        text.append("^,").append(state).append(',').append(NtpServers.ADDRESSES[i]);
        text.append(
            String.format(
                Locale.ROOT,
                ",%d,%d,%o,%d,%.9f,%.9f,%.9f\n",
                answered ? 2 : 0,
                daemon.poll(),
                reach & 0xff,
                answered ? daemon.age() / NS : 4294967295L,
                answered ? offset : 0.0,
                answered ? offset : 0.0,
                answered ? DISTANCE : 0.0));
      } else {
        text.append(
            String.format(
                Locale.ROOT,
                "^%c %-27s  %2d  %2d   %3o  %s  %s[%s] +/- %s\n",
                state,
                NtpServers.ADDRESSES[i],
                answered ? 2 : 0,
                daemon.poll(),
                reach & 0xff,
                answered ? interval(daemon.age() / NS) : "   -",
                signed(answered ? offset : 0),
                signed(answered ? offset : 0),
                unsigned(answered ? DISTANCE : 0)));
      }
    }
    return text.toString();
  }

  String sourceStats() {
    StringBuilder text = new StringBuilder(512);
    long samples = Math.min(64, daemon.hasAnswers() ? daemon.updates() + 3 : 0);
    long span = samples == 0 ? 0 : samples << daemon.poll();
    if (!separated) {
      text.append("210 Number of sources = ").append(NtpServers.ADDRESSES.length).append('\n');
      text.append(
          "Name/IP Address            NP  NR  Span  Frequency  Freq Skew  Offset  Std Dev\n");
      text.append("=".repeat(78)).append('\n');
    }
    for (String address : NtpServers.ADDRESSES) {
      text.append(
          separated
              ? address + "," + samples + "," + samples / 2 + "," + span + ",0.000,0.000,0.0,0.0\n"
              : String.format(
                  Locale.ROOT,
                  "%-25s %3d %3d  %s %+10.3f %10.3f  %s  %s\n",
                  address,
                  samples,
                  samples / 2,
                  interval(span),
                  0.0,
                  samples == 0 ? 2000.0 : 0.001,
                  signed(0),
                  unsigned(samples == 0 ? 4 : 0.0000004)));
    }
    return text.toString();
  }

  String activity() {
    int online = daemon.isOnline() ? NtpServers.ADDRESSES.length : 0;
    int offline = NtpServers.ADDRESSES.length - online;
    if (separated) {
      return online + "," + offline + ",0,0,0\n";
    }
    return "200 OK\n"
        + online
        + " sources online\n"
        + offline
        + " sources offline\n"
        + "0 sources doing burst (return to online)\n"
        + "0 sources doing burst (return to offline)\n"
        + "0 sources with unknown address\n";
  }

  /** Four columns: seconds, minutes, hours, days. */
  private static String interval(long seconds) {
    String text =
        seconds < 1000
            ? Long.toString(seconds)
            : seconds < 60_000
                ? seconds / 60 + "m"
                : seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    return " ".repeat(Math.max(0, 4 - text.length())) + text;
  }

  /** Seven columns. */
  private static String signed(double seconds) {
    double size = Math.abs(seconds);
    if (size < 9999.5e-9) {
      return String.format(Locale.ROOT, "%+5.0fns", seconds * 1e9);
    }
    if (size < 9999.5e-6) {
      return String.format(Locale.ROOT, "%+5.0fus", seconds * 1e6);
    }
    if (size < 9999.5e-3) {
      return String.format(Locale.ROOT, "%+5.0fms", seconds * 1e3);
    }
    return size < 999.5
        ? String.format(Locale.ROOT, "%+6.1fs", seconds)
        : String.format(Locale.ROOT, "%+6.0fs", seconds);
  }

  /** Six columns. */
  private static String unsigned(double seconds) {
    if (seconds < 9999.5e-9) {
      return String.format(Locale.ROOT, "%4.0fns", seconds * 1e9);
    }
    return seconds < 9999.5e-6
        ? String.format(Locale.ROOT, "%4.0fus", seconds * 1e6)
        : seconds < 9999.5e-3
            ? String.format(Locale.ROOT, "%4.0fms", seconds * 1e3)
            : String.format(Locale.ROOT, "%5.1fs", seconds);
  }
}
