package org.pvpanic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Somebody at the serial console of a domain: opens the pty and types and reads, a character a byte
 * (ISO 8859-1). Emulators drop what the guest prints while nobody has the pty open, and QEMU 7.2
 * looks for a reader once a second only; for the whole text read the log file of the port.
 */
public final class SerialConsole implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final FileChannel in;
  private final FileChannel out;
  private final Thread reader;
  private final UnaryOperator<String> explained;
  private final StringBuilder text = new StringBuilder();
  private int next;
  private boolean hungUp;

  /**
   * Opens the pty.
   *
   * @param explained adds to the message of a failure
   */
  SerialConsole(Path pty, UnaryOperator<String> explained) throws IOException {
    this.explained = explained;
    // Two channels, as one would not be written to while it waits to be read.
    in = FileChannel.open(pty, StandardOpenOption.READ);
    out = FileChannel.open(pty, StandardOpenOption.WRITE);
    reader = new Thread(this::read, "console-" + pty.getFileName());
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    try {
      while (in.read(buffer) > 0) {
        append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        buffer.clear();
      }
    } catch (IOException e) {
      // The emulator has gone (EIO), or close() was called.
    }
    hangUp();
  }

  private synchronized void append(CharSequence more) {
    text.append(more);
    notifyAll();
  }

  private synchronized void hangUp() {
    hungUp = true;
    notifyAll();
  }

  /** Types this; Enter is {@code \r}. */
  public void type(String keys) {
    ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(keys);
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("typing '" + keys + "' after '" + transcript() + "'", e);
    }
  }

  /**
   * Waits until the console shows this text, after what an earlier call has waited for.
   *
   * @return what was shown since that earlier call, up to the end of the text
   * @throws AssertionError if it was not shown within 30 seconds, or the emulator has gone
   */
  public synchronized String expect(String wanted) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      int at = text.indexOf(wanted, next);
      if (at >= 0) {
        String shown = text.substring(next, at + wanted.length());
        next = at + wanted.length();
        return shown;
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (hungUp || millis <= 0) {
        String why = hungUp ? "the console hung up" : "after " + LIMIT.toSeconds() + " s";
        throw new AssertionError(
            explained.apply(why + ": no '" + wanted + "' in:\n" + text.substring(next)));
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for '" + wanted + "'", e);
      }
    }
  }

  /** Everything shown since the console was opened. */
  public synchronized String transcript() {
    return text.toString();
  }

  /** Leaves the console. */
  @Override
  public void close() {
    try (in;
        out) {
      in.close();
      reader.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
