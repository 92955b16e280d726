package org.pvpanic.qmp;

import java.util.OptionalInt;

/** What a command's handler may ask about the client that sent the command. */
public final class QmpContext {
  private final QmpSession session;
  private final QmpPeer peer;

  QmpContext(QmpSession session, QmpPeer peer) {
    this.session = session;
    this.peer = peer;
  }

  /** The monitor that got the command. */
  public QmpSession session() {
    return session;
  }

  /** Hands over the file descriptor that came with the command; the caller has to close it. */
  public OptionalInt takeDescriptor() {
    return peer.takeDescriptor();
  }
}
