package org.pvpanic.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a socket, which speaks lines, or single bytes. Reading blocks; the test's
 * timeout interrupts it.
 */
final class Peer implements AutoCloseable {

  private final SocketChannel channel;
  private final boolean lines;

  private Peer(SocketChannel channel, boolean lines) {
    this.channel = channel;
    this.lines = lines;
  }

  static Peer connect(Path socket, boolean lines) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new Peer(channel, lines);
  }

  void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((lines ? text + "\n" : text).getBytes(ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What comes next, without the line's end; null at the end. */
  @Nullable String next() throws IOException {
    StringBuilder text = new StringBuilder();
    do {
      int next = read();
      if (next < 0) {
        return text.isEmpty() ? null : text + "<end>";
      }
      text.append((char) next);
    } while (lines && text.charAt(text.length() - 1) != '\n');
    return lines ? text.toString().stripTrailing() : text.toString();
  }

  private int read() throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    try {
      return channel.read(one) < 0 ? -1 : one.get(0) & 0xff;
    } catch (SocketException reset) {
      return -1; // what we sent last was not read any more
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
