package org.pvpanic.qmp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A client for tests: it keeps what it is sent, line by line, with the line ends. */
final class Client implements QmpPeer {
  final List<String> lines = new ArrayList<>();
  boolean reads = true;
  int readAgain;
  OptionalInt descriptor = OptionalInt.empty();
  private final QmpSession session;

  /** Connects to a new monitor. */
  Client(QmpMonitors monitors) {
    this(monitors, false, true);
  }

  Client(QmpMonitors monitors, boolean pretty, boolean offersOob) {
    session = monitors.add(this, pretty, offersOob);
    session.open();
  }

  QmpSession session() {
    return session;
  }

  /** Sends a text whose characters are the bytes. */
  Client send(String bytes) {
    byte[] encoded = bytes.getBytes(StandardCharsets.ISO_8859_1);
    session.receive(encoded, 0, encoded.length);
    return this;
  }

  /** Negotiates and forgets what came so far. */
  Client negotiated() {
    send("{\"execute\": \"qmp_capabilities\"}");
    lines.clear();
    return this;
  }

  /** Negotiates exec-oob and forgets what came so far. */
  Client negotiatedOob() {
    send("{\"execute\": \"qmp_capabilities\", \"arguments\": {\"enable\": [\"oob\"]}}");
    lines.clear();
    return this;
  }

  /** Takes all that came so far, as one text. */
  String take() {
    String all = String.join("", lines);
    lines.clear();
    return all;
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    lines.add(new String(buffer, offset, length, StandardCharsets.US_ASCII));
  }

  @Override
  public boolean isWritable() {
    return reads;
  }

  @Override
  public void readAgain() {
    readAgain++;
  }

  @Override
  public OptionalInt takeDescriptor() {
    OptionalInt taken = descriptor;
    descriptor = OptionalInt.empty();
    return taken;
  }
}
