package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A listening socket that hands out clients one by one, each on request. */
final class Listener extends FdHandle {
  /** How long it waits when the process has no descriptor left for a client. */
  private static final int RETRY_SECONDS = 1;

  private final Socket socket;
  private final Consumer<Socket> clients;

  /** Room for the address that Netty's accept writes: its length, an IPv6 address, scope, port. */
  private final byte[] address = new byte[1 + 16 + 4 + 4];

  private boolean wanted;

  Listener(IoEventLoop loop, Socket socket, Consumer<Socket> clients) throws IOException {
    super(loop, socket, true);
    this.socket = socket;
    this.clients = clients;
    register();
  }

  Socket socket() {
    return socket;
  }

  /** Asks for the next client; the others wait in the backlog, unheard. */
  void next() {
    wanted = true;
    arm(INPUT);
  }

  @Override
  void ready(boolean input, boolean output, boolean hungUp) {
    if (!wanted) {
      return;
    }
    int client;
    try {
      client = socket.accept(address);
    } catch (IOException e) {
      var unused = loop.schedule(this::next, RETRY_SECONDS, TimeUnit.SECONDS);
      return;
    }
    if (client >= 0) {
      wanted = false;
      arm(NOTHING);
      clients.accept(new Socket(client));
    }
  }
}
