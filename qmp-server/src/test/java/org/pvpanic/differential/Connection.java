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

/** A connection to a monitor or to qtest, on which no wait is without end. */
final class Connection implements AutoCloseable {

  private static final String CUT_OFF = " (cut off)";

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final int patience;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16).limit(0);

  /** Connects; nothing is waited for longer than {@code patience} milliseconds. */
  Connection(Path socket, int patience) throws IOException {
    this.patience = patience;
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    selector = Selector.open();
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  void write(byte[] bytes, int offset, int length) throws IOException, TimeoutException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    while (rest.hasRemaining()) {
      if (channel.write(rest) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  void writeNoMore() throws IOException {
    channel.shutdownOutput();
  }

  /** The next line of a monitor without CR LF, or null at the end. */
  @Nullable String line() throws IOException, TimeoutException {
    String text = bareLine();
    if (text == null || text.endsWith(CUT_OFF)) {
      return text;
    }
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + " (without CR)";
  }

  /** The next line without LF, or null at the end. */
  @Nullable String bareLine() throws IOException, TimeoutException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        return line.size() == 0 ? null : line.toString(UTF_8) + CUT_OFF;
      }
      line.write(b);
    }
    return line.toString(UTF_8);
  }

  private int read() throws IOException, TimeoutException {
    while (!input.hasRemaining()) {
      input.clear();
      int count = channel.read(input);
      input.flip();
      if (count < 0) {
        return -1;
      } else if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return input.get() & 0xff;
  }

  private void await(int operation) throws IOException, TimeoutException {
    key.interestOps(operation);
    if (selector.select(patience) == 0) {
      throw new TimeoutException();
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
