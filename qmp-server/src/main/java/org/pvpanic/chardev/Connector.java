package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.Consumer;

/** One attempt to connect. It ends, at the latest, when the kernel gives up. */
final class Connector extends FdHandle {
  private final Socket socket;
  private final Consumer<Socket> onConnected;
  private final Consumer<IOException> onFailed;

  /** Prepares an attempt. It owns the socket until that is connected. */
  Connector(
      IoEventLoop loop,
      Socket socket,
      Consumer<Socket> onConnected,
      Consumer<IOException> onFailed) {
    super(loop, socket, true);
    this.socket = socket;
    this.onConnected = onConnected;
    this.onFailed = onFailed;
  }

  /** Starts. The outcome may be known, and told, before this returns. */
  void start(SocketAddress address) {
    try {
      if (!socket.connect(address)) {
        register();
        arm(OUTPUT);
        return;
      }
    } catch (IOException e) {
      close();
      onFailed.accept(e);
      return;
    }
    release();
    onConnected.accept(socket);
  }

  @Override
  void ready(boolean input, boolean output, boolean hungUp) {
    try {
      if (!socket.finishConnect()) {
        return;
      }
    } catch (IOException e) {
      close();
      onFailed.accept(e);
      return;
    }
    release();
    onConnected.accept(socket);
  }
}
