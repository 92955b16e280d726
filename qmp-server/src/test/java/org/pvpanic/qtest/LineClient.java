package org.pvpanic.qtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of a protocol of lines; a byte is a character. */
final class LineClient implements AutoCloseable {

  private final SocketChannel channel;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16).limit(0);

  LineClient(SocketChannel channel) {
    this.channel = channel;
  }

  static LineClient connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new LineClient(channel);
  }

  /** Sends as it is. */
  void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Sends a line, and returns the next one. */
  @Nullable String ask(String line) throws IOException {
    send(line + "\n");
    return line();
  }

  /** Sends a line, and returns the interrupts that come before the answer, and the answer. */
  List<String> exchange(String line) throws IOException {
    send(line + "\n");
    List<String> lines = new ArrayList<>(1);
    String next;
    do {
      next = String.valueOf(line());
      lines.add(next);
    } while (next.startsWith("IRQ "));
    return lines;
  }

  /** The next line without its end and without time stamps; null at the end of the connection. */
  @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        return null;
      }
      line.write(b);
    }
    return timeless(line.toString(ISO_8859_1).stripTrailing());
  }

  private int read() throws IOException {
    if (!input.hasRemaining()) {
      input.clear();
      int count;
      try {
        count = channel.read(input);
      } catch (SocketException reset) {
        count = -1;
      }
      input.flip();
      if (count < 0) {
        return -1;
      }
    }
    return input.get() & 0xff;
  }

  /** The line less what differs from run to run: time stamps, and who built QEMU. */
  static String timeless(String line) {
    return line.replaceAll("\"timestamp\": \\{[^}]*}, |(?<=\"package\": \")[^\"]*", "");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
