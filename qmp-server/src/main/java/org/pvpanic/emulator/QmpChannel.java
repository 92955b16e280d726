package org.pvpanic.emulator;

import io.netty.channel.EventLoop;
import org.pvpanic.chardev.CharFrontend;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.qmp.QmpMonitors;
import org.pvpanic.qmp.QmpPeer;
import org.pvpanic.qmp.QmpSession;

/** A QMP monitor on a character back end. */
final class QmpChannel implements CharFrontend, QmpPeer {

  /**
   * How many bytes may wait for a client that does not read before it misses events: some 40,000 of
   * them. QEMU has no such limit, and keeps all until memory ends.
   */
  static final int MOST_PENDING = 4 << 20;

  private final Chardev chardev;
  private final EventLoop loop;
  private final QmpSession session;

  /**
   * Starts a monitor.
   *
   * @param pretty whether its output is indented
   */
  QmpChannel(Chardev chardev, QmpMonitors monitors, boolean pretty, EventLoop loop) {
    this.chardev = chardev;
    this.loop = loop;
    this.session = monitors.add(this, pretty, true);
    chardev.setEcho(true); // QMP has no line editor of its own
    chardev.attach(this);
  }

  @Override
  public int canReceive() {
    return session.canReceive();
  }

  @Override
  public void receive(byte[] bytes, int off, int len) {
    session.receive(bytes, off, len);
  }

  @Override
  public void opened() {
    session.open();
  }

  @Override
  public void closed() {
    session.reset();
  }

  @Override
  public void writable() {
    session.peerReads();
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    chardev.write(buffer, offset, length);
    chardev.flush();
  }

  @Override
  public boolean isWritable() {
    return chardev.isWritable();
  }

  @Override
  public boolean hasRoomForEvents() {
    return chardev.pending() < MOST_PENDING;
  }

  @Override
  public void readAgain() {
    loop.execute(chardev::acceptInput);
  }
}
