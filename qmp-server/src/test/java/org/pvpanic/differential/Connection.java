package org.pvpanic.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection to a monitor, on which no wait is without end. */
final class Connection implements AutoCloseable {

  private static final int PATIENCE_MS = 10_000;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16).limit(0);

  Connection(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    selector = Selector.open();
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    while (rest.hasRemaining()) {
      channel.write(rest); // what is sent fits the socket's buffer
    }
  }

  void writeNoMore() throws IOException {
    channel.shutdownOutput();
  }

  /** The next line without CR LF, or null at the end. */
  @Nullable String line() throws IOException, TimeoutException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        return line.size() == 0 ? null : line.toString(UTF_8) + " (cut off)";
      }
      line.write(b);
    }
    String text = line.toString(UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + " (without CR)";
  }

  private int read() throws IOException, TimeoutException {
    while (!input.hasRemaining()) {
      input.clear();
      int count = channel.read(input);
      input.flip();
      if (count < 0) {
        return -1;
      } else if (count == 0 && selector.select(PATIENCE_MS) == 0) {
        throw new TimeoutException();
      }
      selector.selectedKeys().clear();
    }
    return input.get();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
