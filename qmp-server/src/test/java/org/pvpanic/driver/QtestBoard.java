package org.pvpanic.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PortIo;

/**
 * The board of a QEMU elsewhere, reached through its qtest socket: what guest code does to it is
 * done there.
 */
final class QtestBoard implements PortIo, MemoryIo, AutoCloseable {

  private final SocketChannel channel;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16).limit(0);

  QtestBoard(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public int in(int port, int size) {
    return (int) number(ask("in%c 0x%x".formatted(width(size), port)));
  }

  @Override
  public void out(int port, int size, int value) {
    ask("out%c 0x%x 0x%x".formatted(width(size), port, value));
  }

  @Override
  public long load(long address, int size) {
    return number(ask("read%c 0x%x".formatted(width(size), address)));
  }

  @Override
  public void store(long address, int size, long value) {
    ask("write%c 0x%x 0x%x".formatted(width(size), address, value));
  }

  @Override
  public void read(long address, byte[] into, int offset, int length) {
    if (length > 0) {
      String digits = ask("read 0x%x 0x%x".formatted(address, length)).substring("OK 0x".length());
      System.arraycopy(HexFormat.of().parseHex(digits), 0, into, offset, length);
    }
  }

  @Override
  public void write(long address, byte[] from, int offset, int length) {
    if (length > 0) {
      String digits = HexFormat.of().formatHex(from, offset, offset + length);
      ask("write 0x%x 0x%x 0x%s".formatted(address, length, digits));
    }
  }

  private static char width(int size) {
    return switch (size) {
      case 1 -> 'b';
      case 2 -> 'w';
      case 4 -> 'l';
      default -> 'q';
    };
  }

  private static long number(String answer) {
    return Long.parseUnsignedLong(answer.substring("OK 0x".length()), 16);
  }

  private String ask(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      String answer = line();
      if (!answer.startsWith("OK")) {
        throw new IllegalStateException(line + ": " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (char c = next(); c != '\n'; c = next()) {
      line.append(c);
    }
    return line.toString().stripTrailing();
  }

  private char next() throws IOException {
    if (!input.hasRemaining()) {
      input.clear();
      if (channel.read(input) < 0) {
        throw new IOException("QEMU closed the connection");
      }
      input.flip();
    }
    return (char) (input.get() & 0xff);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
