package org.pvpanic.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Sends single bytes to a serial port. */
final class SerialClient implements AutoCloseable {

  private final SocketChannel channel;

  SerialClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  void send() throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {'x'}));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
