package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.Client;
import org.pvpanic.chardev.ChardevConfig.Common;

/** A socket that connects: once, or again and again. */
final class ClientChardev extends LinkChardev {
  /**
   * Where to connect to.
   *
   * @param addresses to be tried in turn
   * @param name as error messages have it: {@code /tmp/s}, {@code localhost:4444}
   * @param filename as {@code query-chardev} has it: {@code unix:/tmp/s}, {@code
   *     tcp:localhost:4444}
   */
  record Target(List<? extends SocketAddress> addresses, String name, String filename) {}

  private final Target target;
  private final Client role;
  private final Consumer<String> warnings;
  private final Promise<@Nullable Void> firstResult;
  private @Nullable Connector connector;
  private String connection = "";
  private boolean warned;
  private boolean closed;

  ClientChardev(
      Common common, Target target, Client role, IoEventLoop loop, Consumer<String> warnings) {
    super(common, loop);
    this.target = target;
    this.role = role;
    this.warnings = warnings;
    firstResult = loop.newPromise();
  }

  @Override
  void openBackend(FdSets fds) throws ChardevException {
    connect(0);
    if (firstResult.cause() != null) {
      throw failure();
    }
  }

  private void connect(int index) {
    SocketAddress address = target.addresses().get(index);
    try {
      connector =
          new Connector(
              loop, Sockets.create(address), this::connected, reason -> failed(index, reason));
    } catch (IOException e) {
      failed(index, e);
      return;
    }
    connector.start(address);
  }

  private void failed(int index, IOException reason) {
    if (index + 1 < target.addresses().size()) {
      connect(index + 1);
    } else {
      failed(reason);
    }
  }

  private void connected(Socket socket) {
    try {
      if (!Sockets.isUnix(socket)) {
        socket.setTcpNoDelay(true);
      }
      connection = Sockets.describeConnection(socket, false);
      warned = false;
      link(socket, true, false);
      firstResult.trySuccess(null);
    } catch (IOException e) {
      Sockets.closeQuietly(socket);
      failed(e);
    }
  }

  private void failed(IOException e) {
    String message = "Failed to connect to '" + target.name() + "': " + Reasons.of(e);
    if (role.reconnectSeconds() == 0) {
      firstResult.tryFailure(new IOException(message));
      return;
    }
    if (!warned) {
      // Once for each time that the server stays away.
      warned = true;
      warnings.accept("Unable to connect character device " + label() + ": " + message);
    }
    linkGone();
  }

  @Override
  void linkGone() {
    if (role.reconnectSeconds() > 0) {
      var unused =
          loop.schedule(
              () -> {
                if (!closed) {
                  connect(0);
                }
              },
              role.reconnectSeconds(),
              TimeUnit.SECONDS);
    }
  }

  @Override
  void closeBackend() {
    super.closeBackend();
    closed = true;
    if (connector != null) {
      connector.close();
    }
    firstResult.tryFailure(new IOException("Closed"));
  }

  @Override
  public boolean isSocket() {
    return true;
  }

  @Override
  public String filename() {
    return isLinked() ? connection : "disconnected:" + target.filename();
  }

  @Override
  public void awaitReady() throws ChardevException, InterruptedException {
    if (role.reconnectSeconds() == 0 && !firstResult.await().isSuccess()) {
      throw failure();
    }
  }

  private ChardevException failure() {
    return new ChardevException(String.valueOf(firstResult.cause().getMessage()));
  }
}
