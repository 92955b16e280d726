package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.SocketFd;
import org.pvpanic.chardev.ChardevConfig.SocketTcp;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;

/** A socket that listens. It serves one client at a time, and the next when that one has gone. */
final class ServerChardev extends LinkChardev {
  private final ChardevConfig config;
  private final InetAddress[] addresses;
  private final boolean wait;
  private final Promise<@Nullable Void> firstClient;
  private @Nullable Listener listener;
  private @Nullable SocketFile file;
  private String address = "";
  private String connection = "";

  /**
   * Makes one that does not listen yet.
   *
   * @param addresses what the host of a {@link SocketTcp} stands for
   */
  ServerChardev(ChardevConfig config, InetAddress[] addresses, boolean wait, IoEventLoop loop) {
    super(config.common(), loop);
    this.config = config;
    this.addresses = addresses;
    this.wait = wait;
    firstClient = loop.newPromise();
  }

  @Override
  void openBackend(FdSets fds) throws ChardevException {
    Socket socket = listen();
    try {
      listener = new Listener(loop, socket, this::accepted);
    } catch (IOException e) {
      Sockets.close(socket);
      throw new ChardevException("Failed to listen on fd socket: " + Reasons.of(e));
    }
    address = Sockets.describeListener(socket);
    listener.next();
  }

  private Socket listen() throws ChardevException {
    if (config instanceof SocketUnix unix) {
      Sockets.address(unix);
      SocketFile.makeWay(unix.path());
      Socket socket = Sockets.listen(unix);
      file = SocketFile.bound(unix.path());
      return socket;
    }
    if (config instanceof SocketTcp tcp) {
      return Sockets.listen(tcp, addresses);
    }
    return Sockets.listen((SocketFd) config);
  }

  private void accepted(Socket client) {
    try {
      if (!Sockets.isUnix(client)) {
        client.setTcpNoDelay(true);
      }
      connection = Sockets.describeConnection(client, true);
      link(client, true, false);
      firstClient.trySuccess(null);
    } catch (IOException e) {
      // Gone before it was served.
      Sockets.closeQuietly(client);
      linkGone();
    }
  }

  @Override
  void linkGone() {
    if (listener != null) {
      listener.next();
    }
  }

  @Override
  void closeBackend() {
    super.closeBackend();
    if (listener != null) {
      listener.close();
      listener = null;
    }
    if (file != null) {
      file.remove();
      file = null;
    }
    firstClient.tryFailure(new IOException("Closed"));
  }

  @Override
  public boolean isSocket() {
    return true;
  }

  @Override
  public String filename() {
    return isLinked() ? connection : "disconnected:" + address;
  }

  @Override
  public OptionalInt tcpPort() {
    InetSocketAddress local =
        listener == null || Sockets.isUnix(listener.socket())
            ? null
            : listener.socket().localAddress();
    return local == null ? OptionalInt.empty() : OptionalInt.of(local.getPort());
  }

  @Override
  public boolean isWaiting() {
    return wait && !firstClient.isDone();
  }

  @Override
  public void awaitReady() throws InterruptedException {
    if (wait) {
      firstClient.await();
    }
  }
}
