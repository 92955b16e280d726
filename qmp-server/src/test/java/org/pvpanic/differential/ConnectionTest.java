package org.pvpanic.differential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.twin.TempDir;

@Timeout(60)
class ConnectionTest {

  @Test
  void whoDoesNotReadIsNotWaitedForWithoutEnd() throws Exception {
    try (TempDir directory = new TempDir();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("q")));
      try (Connection connection = new Connection(directory.path("q"), 10)) {
        byte[] more = new byte[16 << 20]; // than a socket holds
        assertThrows(TimeoutException.class, () -> connection.write(more, 0, more.length));
      }
    }
  }

  @Test
  void everyByteIsOfTheLine() throws Exception {
    try (TempDir directory = new TempDir();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("q")));
      try (Connection connection = new Connection(directory.path("q"), 10_000);
          SocketChannel peer = server.accept()) {
        peer.write(ByteBuffer.wrap("\u00e4\u20ac\r\n".getBytes(UTF_8)));
        assertEquals("\u00e4\u20ac", connection.line());
      }
    }
  }
}
