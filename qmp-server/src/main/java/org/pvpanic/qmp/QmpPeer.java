package org.pvpanic.qmp;

import java.util.OptionalInt;

/** The client's end of a connection, as a session sees it. A transport implements it. */
public interface QmpPeer {
  /**
   * Sends whole lines. The array is the session's: its bytes must be copied or sent before this
   * returns.
   */
  void send(byte[] buffer, int offset, int length);

  /**
   * Says whether the client reads what it is sent. While it does not, the session takes no commands
   * from it; {@link QmpSession#peerReads} ends that.
   */
  default boolean isWritable() {
    return true;
  }

  /**
   * Says whether events are still kept for a client that does not read. Unlike commands, events
   * cannot be made to wait.
   */
  default boolean hasRoomForEvents() {
    return true;
  }

  /** Tells that {@link QmpSession#canReceive} is positive again after it was asked and was 0. */
  default void readAgain() {}

  /**
   * Hands over the file descriptor that came with the client's last bytes, by SCM_RIGHTS; the
   * caller has to close it. Empty if none came or it was taken.
   */
  default OptionalInt takeDescriptor() {
    return OptionalInt.empty();
  }
}
