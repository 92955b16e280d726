package org.pvpanic.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A client that sends and receives bytes as they are; in texts, a character is a byte. What does
 * not come, or is not taken, within a time fails.
 */
public final class ByteClient implements AutoCloseable {
  private static final long PATIENCE_MILLIS = Long.getLong("pvpanic.patience", 20_000);

  private final SocketChannel channel;
  private final Selector selector = Selector.open();
  private final SelectionKey key;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16).limit(0);

  /** Connects to a listening socket. */
  public ByteClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    channel.configureBlocking(false);
    key = channel.register(selector, 0);
  }

  /** Connects to a QMP monitor and negotiates. */
  public static ByteClient negotiated(Path socket) throws IOException {
    return negotiated(socket, "");
  }

  /** Connects to a QMP monitor and negotiates out-of-band execution. */
  public static ByteClient negotiatedOob(Path socket) throws IOException {
    return negotiated(socket, ", \"arguments\": {\"enable\": [\"oob\"]}");
  }

  private static ByteClient negotiated(Path socket, String arguments) throws IOException {
    ByteClient client = new ByteClient(socket);
    client.line();
    client.send("{\"execute\": \"qmp_capabilities\"" + arguments + "}");
    client.line();
    return client;
  }

  /** Sends all of the bytes. */
  public void send(String bytes) throws IOException {
    send(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
  }

  /** Sends all of the bytes. */
  public void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  /** Sends as many of the bytes as are taken without waiting; returns how many. */
  public int offer(ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  /** Says that no more will be sent. */
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** The next line with its end, or {@link QmpRecordings#END}. */
  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b;
    do {
      b = read();
      if (b >= 0) {
        line.write(b);
      }
    } while (b >= 0 && b != '\n');
    return b < 0 && line.size() == 0 ? QmpRecordings.END : line.toString(ISO_8859_1);
  }

  /** Whether something can be read without waiting. */
  public boolean hasInput() throws IOException {
    return input.hasRemaining() || fill() > 0;
  }

  private int read() throws IOException {
    while (!input.hasRemaining()) {
      int count = fill();
      if (count < 0) {
        return -1;
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return input.get() & 0xff;
  }

  private int fill() throws IOException {
    input.clear();
    try {
      return channel.read(input);
    } finally {
      input.flip();
    }
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    if (selector.select(PATIENCE_MILLIS) == 0) {
      throw new SocketTimeoutException("nothing within " + PATIENCE_MILLIS + " ms");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
