package org.pvpanic.chardev;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A character back end that is open. All methods but {@link #awaitReady} are called on the event
 * loop that it was opened with, and all callbacks come on that loop.
 */
public interface Chardev extends AutoCloseable {
  /** The name of the back end, as {@code -chardev id=} gave it. */
  String label();

  /**
   * What {@code query-chardev} shows as {@code filename}, as QEMU 7.2 words it: {@code
   * disconnected:unix:/tmp/s,server=on}, {@code pty:/dev/pts/3}, {@code file}.
   */
  String filename();

  /** Whether it is a socket, whose connection {@code yank} may cut. */
  default boolean isSocket() {
    return false;
  }

  /** Whether a front end is attached. */
  boolean frontendOpen();

  /**
   * Attaches the front end, for good, and calls its {@link CharFrontend#opened} if somebody is at
   * the other end already. Input waits until then.
   *
   * @throws IllegalStateException if there is a front end
   */
  void attach(CharFrontend frontend);

  /**
   * Writes. Never blocks and keeps the order; what the other end does not take at once waits in
   * memory, without limit, so look at {@link #isWritable}. While nobody is connected the bytes are
   * dropped, but for the log file, which gets all.
   */
  void write(byte[] bytes, int off, int len);

  /** Hands out as much of the waiting output as the other end takes now. */
  void flush();

  /**
   * Whether a terminal is to echo what is typed and to have its lines edited before they are read.
   * Neither is so at first. Back ends that are none do nothing.
   */
  default void setEcho(boolean on) {}

  /** How many bytes wait in memory for the other end to take them. */
  int pending();

  /** False from when much output waits until little does; then {@link CharFrontend#writable}. */
  boolean isWritable();

  /** The front end, whose {@link CharFrontend#canReceive} was 0, has room again. */
  void acceptInput();

  /** Has the front end, if there is one, receive a break, as all back ends can. */
  void sendBreak();

  /**
   * Drops the client, if there is one, with all output that waits for it. The front end is told by
   * {@link CharFrontend#closed}.
   */
  void disconnect();

  /**
   * Closes the back end and removes the socket file that it made. Output that the other end does
   * not take at once is lost. The front end is not told. Closing twice does nothing.
   */
  @Override
  void close();

  /**
   * The pseudo terminal behind this back end. QEMU prints {@code char device redirected to
   * /dev/pts/0 (label charserial0)} on standard output when it opens one.
   */
  default Optional<String> ptyPath() {
    return Optional.empty();
  }

  /** The TCP port that is listened on, also where the configuration said 0. */
  default OptionalInt tcpPort() {
    return OptionalInt.empty();
  }

  /**
   * Whether {@link #awaitReady} would wait for a first client: a server with {@code wait=on}. QEMU
   * then says {@code info: QEMU waiting for connection on: } and {@link #filename} on standard
   * error.
   */
  default boolean isWaiting() {
    return false;
  }

  /**
   * Waits until a server with {@code wait=on} has its first client, and until a client has reached
   * its server. Returns at once for all others. Must not be called on the event loop.
   *
   * @throws ChardevException with QEMU's words if the server could not be reached
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  default void awaitReady() throws ChardevException, InterruptedException {}
}
