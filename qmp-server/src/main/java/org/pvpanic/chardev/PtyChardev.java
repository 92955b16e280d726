package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.Common;

/**
 * A pseudo terminal. Nothing tells the master side that somebody opened the other one, so it is
 * polled: each second, as QEMU does, and when there is something to write.
 */
final class PtyChardev extends LinkChardev {
  private static final int POLL_MILLIS = 1000;

  /**
   * Polling is a system call, and a UART writes byte by byte: not more often than this. Output
   * after a pause always polls, so that a reader who is there gets it from its first byte.
   */
  private static final long WRITE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final int pollMillis;
  private @Nullable Pty pty;
  private @Nullable Future<?> timer;
  private long lastWritePoll = System.nanoTime() - WRITE_POLL_NANOS;

  PtyChardev(Common common, IoEventLoop loop) {
    this(common, loop, POLL_MILLIS);
  }

  /** For tests: polls at another pace. */
  PtyChardev(Common common, IoEventLoop loop, int pollMillis) {
    super(common, loop);
    this.pollMillis = pollMillis;
  }

  @Override
  void openBackend(FdSets fds) throws ChardevException {
    try {
      pty = Pty.open();
    } catch (IOException e) {
      throw new ChardevException("Failed to create PTY: " + Reasons.of(e));
    }
    timer = loop.scheduleWithFixedDelay(this::poll, pollMillis, pollMillis, TimeUnit.MILLISECONDS);
  }

  /** Connects if there is a reader. */
  private void poll() {
    if (pty == null || isLinked()) {
      return;
    }
    if (pty.hasReader()) {
      try {
        link(pty.master(), false, false);
      } catch (IOException e) {
        // The loop cannot take it now; the next poll tries again.
      }
    }
  }

  @Override
  void aboutToWrite() {
    if (!isLinked()) {
      long now = System.nanoTime();
      if (now - lastWritePoll >= WRITE_POLL_NANOS) {
        lastWritePoll = now;
        poll();
      }
    }
  }

  /** The reader has gone, so there is nobody to wait for with the output. */
  @Override
  public void inputEnded() {
    disconnect();
  }

  @Override
  void linkGone() {
    if (pty != null && !pty.hasReader()) {
      pty.dropOutput();
    }
  }

  @Override
  void closeBackend() {
    super.closeBackend();
    if (timer != null) {
      timer.cancel(false);
    }
    if (pty != null) {
      pty.close();
      pty = null;
    }
  }

  @Override
  public String filename() {
    return "pty:" + ptyPath().orElse("");
  }

  @Override
  public Optional<String> ptyPath() {
    return Optional.ofNullable(pty).map(Pty::path);
  }
}
