package org.pvpanic.qmp;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.JsonParser;

/** What a client has sent and has no answer yet: bytes that are not read, and messages. */
final class QmpInput implements JsonParser.Listener {
  /** How many in-band commands may wait when exec-oob is negotiated; else none is even read. */
  private static final int OOB_QUEUE = 8;

  /** Input that is no JSON, which is answered in its turn. */
  record Garbage(String message) {}

  private final JsonParser parser = new JsonParser(this);
  private final ByteQueue unread = new ByteQueue();
  private final Deque<Object> waiting = new ArrayDeque<>();
  private @Nullable Object urgent;

  /** Forgets everything. */
  void clear() {
    parser.reset();
    unread.clear();
    waiting.clear();
    urgent = null;
  }

  void add(byte[] buffer, int offset, int length) {
    unread.add(buffer, offset, length);
  }

  boolean isRead() {
    return unread.isEmpty();
  }

  /** Reads up to the end of one message. */
  void readMessage() {
    unread.drop(parser.feed(unread.bytes(), unread.start(), unread.size()));
  }

  @Override
  public void value(Object value) {
    if (QmpRequest.isUrgent(value)) {
      urgent = value;
    } else {
      waiting.add(value);
    }
  }

  @Override
  public void error(String message) {
    waiting.add(new Garbage(message));
  }

  /**
   * Whether one more message may be read.
   *
   * @param oobEnabled whether others may overtake those that wait
   */
  boolean hasRoom(boolean oobEnabled) {
    return oobEnabled ? waiting.size() < OOB_QUEUE : waiting.isEmpty();
  }

  /** The message that is to be answered before all others, or null. */
  @Nullable Object takeUrgent() {
    Object taken = urgent;
    urgent = null;
    return taken;
  }

  /** Whether messages wait for their turn. */
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /** The first of the messages that wait. */
  Object takeWaiting() {
    return waiting.remove();
  }
}
