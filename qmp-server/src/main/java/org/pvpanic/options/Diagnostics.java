package org.pvpanic.options;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The emulator's voice on standard error. A message is {@code [time ][guest ]program: [option:
 * ][warning: |info: ]text}; what precedes the program's name is chosen with {@code -msg}. Hints
 * follow on lines of their own with nothing before them. Not safe for use by several threads.
 */
public final class Diagnostics {

  /** The name with which QEMU begins its messages. */
  public static final String PROGRAM = "qemu-system-x86_64";

  private final Consumer<String> lines;
  private final InstantSource clock;
  private boolean timestamps;
  private boolean guestNames;
  private @Nullable String guestName;

  /**
   * A voice.
   *
   * @param lines takes one line, without its newline
   * @param clock what {@code -msg timestamp=on} reads
   */
  public Diagnostics(Consumer<String> lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /** A voice on this process's standard error. */
  public static Diagnostics onStandardError() {
    return new Diagnostics(line -> System.err.println(line), InstantSource.system());
  }

  /**
   * Chooses what messages begin with ({@code -msg}).
   *
   * @param time the time, in UTC with microseconds
   * @param guest the guest's name, if it has one
   */
  public void prefix(boolean time, boolean guest) {
    timestamps = time;
    guestNames = guest;
  }

  /** The guest's name, or null. */
  public void guestName(@Nullable String name) {
    guestName = name;
  }

  /** Reports what ends the program or refuses a request. */
  public void error(QemuError error) {
    if (error.isPlain()) {
      plain(error.message());
    } else {
      say(error.origin(), "", error.message(), error.hint());
    }
  }

  /**
   * Reports what refuses a request that came through a monitor; QEMU leaves the program's name out
   * then.
   */
  public void errorInMonitor(QemuError error) {
    Option origin = error.origin();
    lines.accept((origin == null ? "" : origin.text() + ": ") + error.message());
    error.hint().lines().forEach(lines);
  }

  /** Where warnings about what came through a monitor go. */
  public Warnings inMonitor() {
    return (message, hint) -> {
      lines.accept("warning: " + message);
      hint.lines().forEach(lines);
    };
  }

  /** Reports something without a place, such as {@code terminating on signal 15 from pid 1}. */
  public void error(String message) {
    say(null, "", message, "");
  }

  /** Tells what the program is doing, as in {@code info: QEMU waiting for connection on: …}. */
  public void info(@Nullable Option origin, String message) {
    say(origin, "info: ", message, "");
  }

  /** Says a line as it is. */
  public void plain(String line) {
    lines.accept(line);
  }

  /** Where warnings about that option go; null for warnings without a place. */
  public Warnings at(@Nullable Option origin) {
    return (message, hint) -> say(origin, "warning: ", message, hint);
  }

  private void say(@Nullable Option origin, String kind, String message, String hint) {
    StringBuilder line = new StringBuilder();
    if (timestamps) {
      line.append(time(clock.instant())).append(' ');
    }
    if (guestNames && guestName != null) {
      line.append(guestName).append(' ');
    }
    line.append(PROGRAM).append(": ");
    if (origin != null) {
      line.append(origin.text()).append(": ");
    }
    lines.accept(line.append(kind).append(message).toString());
    if (!hint.isEmpty()) {
      hint.lines().forEach(lines);
    }
  }

  private static String time(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }
}
