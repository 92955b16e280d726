package org.pvpanic.qtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -qtest-log} tells of a client: that it came and went, and all lines of both sides,
 * with the seconds since it came.
 */
public final class QtestLog implements AutoCloseable {

  private static final double NANOS_PER_SECOND = 1e9;

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
    write("[I %s] OPENED", "");
  }

  void closed() {
    connected = false;
    write("[I +%s] CLOSED", "");
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
    write("[R +%s] ", line);
  }

  void sent(String line) {
    write("[S +%s] ", line);
  }

  private void write(String head, String line) {
    if (out != null) {
      double seconds = (System.nanoTime() - opened) / NANOS_PER_SECOND;
      String time = String.format(Locale.ROOT, "%.6f", seconds);
      out.println(head.formatted(time) + line);
      out.flush();
    }
  }
}
