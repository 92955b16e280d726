package org.pvpanic.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The leanest client of QMP and qtest: writes bytes, blocks for lines, and does not look into them
 * more than it has to.
 */
final class ProbeClient implements AutoCloseable {

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).flip();
  private final StringBuilder line = new StringBuilder();

  /** Connects and reads the greeting. */
  ProbeClient(Path socket) throws IOException {
    this(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    readLine();
  }

  private ProbeClient(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects to qtest, which greets nobody. */
  static ProbeClient qtest(Path socket) throws IOException {
    return new ProbeClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  void negotiate() throws IOException {
    send("{\"execute\":\"qmp_capabilities\"}");
    awaitReply();
  }

  void send(String command) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads on until a reply; events before it are passed over. */
  String awaitReply() throws IOException {
    String read = readLine();
    while (read.contains("\"event\"")) {
      read = readLine();
    }
    return read;
  }

  String readLine() throws IOException {
    line.setLength(0);
    while (true) {
      fill();
      char c = (char) buffer.get();
      if (c == '\n') {
        return line.toString();
      }
      line.append(c);
    }
  }

  /** Passes over a line, however long; says how many bytes it had. */
  long skipLine() throws IOException {
    long length = 0;
    while (true) {
      fill();
      while (buffer.hasRemaining()) {
        length++;
        if (buffer.get() == '\n') {
          return length;
        }
      }
    }
  }

  private void fill() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new EOFException("the monitor has gone");
      }
      buffer.flip();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
