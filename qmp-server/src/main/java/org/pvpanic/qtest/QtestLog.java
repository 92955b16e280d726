package org.pvpanic.qtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -qtest-log} tells of a client: that it came and went, and all lines of both sides,
 * with the seconds since it came.
 */
public final class QtestLog implements AutoCloseable {

  private static final long NANOS_PER_MICROSECOND = 1000;
  private static final long MICROSECONDS_PER_SECOND = 1_000_000;

  /** Null when nothing is kept. */
  private final @Nullable PrintStream out;

  private boolean connected;
  private long opened;

  private QtestLog(@Nullable PrintStream out) {
    this.out = out;
  }

  /**
   * Opens a log.
   *
   * @param file its name, {@code none}, or null for standard error; like QEMU it does without where
   *     the file cannot be written
   */
  public static QtestLog open(@Nullable String file) {
    if (file == null) {
      return new QtestLog(System.err);
    }
    try {
      return new QtestLog(
          file.equals("none") ? null : new PrintStream(new FileOutputStream(file), false, UTF_8));
    } catch (IOException e) {
      return new QtestLog(null);
    }
  }

  void opened() {
    connected = true;
    opened = System.nanoTime();
    write("[I ", "] OPENED", "");
  }

  void closed() {
    connected = false;
    write("[I +", "] CLOSED", "");
  }

  @Override
  public void close() {
    if (connected) {
      closed();
    }
    if (out != null && out != System.err) {
      out.close();
    }
  }

  void received(String line) {
    write("[R +", "] ", line);
  }

  void sent(String line) {
    write("[S +", "] ", line);
  }

  /** Costs each access of a test twice, so it does without a formatter. */
  private void write(String head, String tail, String line) {
    if (out != null) {
      long us = (System.nanoTime() - opened) / NANOS_PER_MICROSECOND;
      String fraction = Long.toString(MICROSECONDS_PER_SECOND + us % MICROSECONDS_PER_SECOND);
      String entry =
          head + us / MICROSECONDS_PER_SECOND + "." + fraction.substring(1) + tail + line + "\n";
      byte[] bytes = entry.getBytes(UTF_8);
      out.write(bytes, 0, bytes.length);
      out.flush();
    }
  }
}
