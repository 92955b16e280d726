package org.pvpanic.chardev;

/**
 * The owner of a {@link Chardev}: a UART, a monitor. All methods are called on the event loop of
 * the chardev.
 */
public interface CharFrontend {
  /**
   * How many bytes {@link #receive} takes now. Zero stops the reading, so that the sender waits,
   * until {@link Chardev#acceptInput} is called.
   */
  int canReceive();

  /**
   * Takes input: at least one byte, and never more than {@link #canReceive} said.
   *
   * @param bytes valid during the call only
   */
  void receive(byte[] bytes, int off, int len);

  /**
   * A break comes in over the line; it does not wait for input that came before and was not taken.
   * Only a serial port heeds it.
   */
  default void receiveBreak() {}

  /** Somebody is at the other end now: a client connected, a pty was opened. */
  void opened();

  /**
   * Nobody sends any more. All that was sent has been received. What was written before still goes
   * out, if the other end only closed its sending half; what is written from now on does not,
   * except to stdio, whose output goes its own way.
   */
  void closed();

  /** {@link Chardev#isWritable} had become false and is true again. */
  default void writable() {}
}
