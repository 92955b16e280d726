package org.pvpanic.device;

import org.jspecify.annotations.Nullable;

/**
 * What is at the other end of a PS/2 cable: a keyboard or a mouse, with the queue of bytes that it
 * has to send.
 *
 * <p>The queue takes 16 bytes of what the user does; more is lost. Answers to commands go before
 * them, and the next command drops those that were not read.
 */
abstract class Ps2Device {

  /** An answer to a command: understood. */
  static final int ACK = 0xfa;

  /** An answer to a command: say that again. */
  static final int RESEND = 0xfe;

  /** What a device says when it has tested itself. */
  static final int SELF_TEST_PASSED = 0xaa;

  /** No command waits for its argument. */
  static final int NONE = -1;

  private static final int CAPACITY = 16;
  private static final int RING = 256;

  private final Runnable changed;
  private byte @Nullable [] ring;
  private int read;
  private int write;
  private int count;

  /** Where answers to a command end in the ring, or {@link #NONE}. */
  private int answersEnd = NONE;

  /** A command whose argument comes next, or {@link #NONE}. */
  private int command = NONE;

  private boolean hasData;

  /**
   * A device.
   *
   * @param changed called when it has something to send, or no more
   */
  Ps2Device(Runnable changed) {
    this.changed = changed;
  }

  /** A byte for the device. */
  abstract void receive(int value);

  /** Everything is as at power-on. */
  void reset() {
    command = NONE;
    clear();
    announce(false);
  }

  /** Whether it has something to send. */
  final boolean hasData() {
    return hasData;
  }

  final int command() {
    return command;
  }

  final void expectArgumentOf(int of) {
    command = of;
  }

  /** The next byte; where there is none, the one that was sent last. */
  final int next() {
    if (count == 0) {
      return byteAt(read - 1);
    }
    int value = byteAt(read);
    read = (read + 1) % RING;
    count--;
    if (read == answersEnd) {
      answersEnd = NONE;
    }
    announce(false);
    if (count > 0) {
      announce(true);
    }
    return value;
  }

  /** Forgets all that is to be sent. */
  final void clear() {
    read = 0;
    write = 0;
    count = 0;
    answersEnd = NONE;
  }

  /** How many bytes there is room for. */
  final int room() {
    return CAPACITY - count;
  }

  /** Sends bytes, all of them or, where there is no room, none. */
  final void send(int... bytes) {
    if (room() < bytes.length) {
      return;
    }
    for (int value : bytes) {
      put(write, value);
      write = (write + 1) % RING;
      count++;
    }
    announce(true);
  }

  /** Sends the answer to a command before everything else. */
  final void answer(int... bytes) {
    read = Math.floorMod(read - bytes.length, RING);
    for (int i = 0; i < bytes.length; i++) {
      put((read + i) % RING, bytes[i]);
    }
    answersEnd = (read + bytes.length) % RING;
    count += bytes.length;
    announce(true);
  }

  /** A new command comes: what is left of the answer to the last one is dropped. */
  final void dropAnswers() {
    if (answersEnd != NONE) {
      count -= Math.floorMod(answersEnd - read, RING);
      read = answersEnd;
      answersEnd = NONE;
    }
  }

  private int byteAt(int index) {
    byte[] bytes = ring;
    return bytes == null ? 0 : bytes[Math.floorMod(index, RING)] & 0xff;
  }

  private void put(int index, int value) {
    byte[] bytes = ring;
    if (bytes == null) {
      bytes = new byte[RING];
      ring = bytes;
    }
    bytes[index] = (byte) value;
  }

  private void announce(boolean data) {
    hasData = data;
    changed.run();
  }
}
