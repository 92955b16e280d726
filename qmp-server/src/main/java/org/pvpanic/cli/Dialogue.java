package org.pvpanic.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for prompts in what a terminal receives, as expect(1) does: each one is found once. */
final class Dialogue {

  /** What types. */
  @FunctionalInterface
  interface Keyboard {
    /** Types a line and presses Enter. */
    void type(String line) throws IOException;
  }

  private final Lock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final StringBuilder unread = new StringBuilder();

  /** Takes what the other side said. Any thread. */
  void received(byte[] bytes) {
    lock.lock();
    try {
      unread.append(new String(bytes, StandardCharsets.ISO_8859_1));
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Goes through a script: waits for each prompt, then types the line. */
  void run(Script script, Keyboard keyboard) throws IOException {
    for (Script.Exchange exchange : script.exchanges()) {
      await(exchange.prompt(), exchange.patience());
      keyboard.type(exchange.line());
    }
  }

  /**
   * Waits until the prompt has come.
   *
   * @throws IOException when it does not come in time
   */
  void await(String prompt, Duration patience) throws IOException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      int found;
      while ((found = unread.indexOf(prompt)) < 0) {
        if (nanos <= 0) {
          throw new IOException(
              "the guest did not show '%s' within %d s".formatted(prompt, patience.toSeconds()));
        }
        nanos = more.awaitNanos(nanos);
      }
      unread.delete(0, found + prompt.length());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }
}
