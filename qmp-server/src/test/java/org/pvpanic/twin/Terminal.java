package org.pvpanic.twin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Somebody at a human monitor. Text is bytes, a character each. Reading blocks; the test's timeout
 * interrupts it.
 */
public final class Terminal implements AutoCloseable {

  private final SocketChannel channel;

  private Terminal(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects to a monitor that listens. */
  public static Terminal connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new Terminal(channel);
  }

  /** Types, all at once. */
  public void type(String keys) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(keys.getBytes(ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Types, one byte after the other. */
  public void typeSlowly(String keys) throws IOException {
    for (int i = 0; i < keys.length(); i++) {
      type(keys.substring(i, i + 1));
    }
  }

  /** Reads until {@code end} has come, or nothing more comes. */
  public String readUntil(String end) throws IOException {
    StringBuilder seen = new StringBuilder();
    ByteBuffer input = ByteBuffer.allocate(1 << 16);
    while (!endsWith(seen, end) && read(input) >= 0) {
      seen.append(new String(input.array(), 0, input.position(), ISO_8859_1));
      input.clear();
    }
    return seen.toString();
  }

  private int read(ByteBuffer input) throws IOException {
    try {
      return channel.read(input);
    } catch (SocketException reset) {
      return -1; // what was typed last has not been read
    }
  }

  private static boolean endsWith(StringBuilder seen, String end) {
    return seen.length() >= end.length()
        && seen.substring(seen.length() - end.length()).equals(end);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
