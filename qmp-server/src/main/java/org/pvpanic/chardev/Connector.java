package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.SocketAddress;

/** One attempt to connect. */
final class Connector extends FdHandle {
  /** How the attempt ended. Called on the loop, at the latest when the kernel gives up. */
  interface Result {
    void connected(Socket socket);

    void failed(IOException e);
  }

  private final Socket socket;
  private final Result result;

  private Connector(IoEventLoop loop, Socket socket, Result result) {
    super(loop, socket, true);
    this.socket = socket;
    this.result = result;
  }

  /** Starts an attempt. The result may be known, and called, before this returns. */
  static Connector start(IoEventLoop loop, SocketAddress address, Result result) {
    Socket socket = Sockets.create(address);
    Connector connector = new Connector(loop, socket, result);
    try {
      if (socket.connect(address)) {
        connector.release();
        result.connected(socket);
      } else {
        connector.register();
        connector.arm(OUTPUT);
      }
    } catch (IOException e) {
      connector.close();
      result.failed(e);
    }
    return connector;
  }

  @Override
  void ready(boolean input, boolean output, boolean hungUp) {
    try {
      if (socket.finishConnect()) {
        release();
        result.connected(socket);
      }
    } catch (IOException e) {
      close();
      result.failed(e);
    }
  }
}
