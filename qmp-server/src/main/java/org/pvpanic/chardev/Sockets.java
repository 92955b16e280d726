package org.pvpanic.chardev;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.SocketFd;
import org.pvpanic.chardev.ChardevConfig.SocketTcp;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;

/** Makes sockets, and names them as QEMU 7.2 does. */
final class Sockets {
  /** QEMU listens with 1; more room only lets more clients wait without noticing. */
  private static final int BACKLOG = 128;

  /** Room for a path in an address, with a zero byte behind it; unix(7). */
  private static final int SUN_PATH_SIZE = 108;

  // Numbers of Linux, asm-generic/socket.h.
  private static final int SOL_SOCKET = 1;
  private static final int SO_ACCEPTCONN = 30;
  private static final int SO_DOMAIN = 39;
  private static final int AF_UNIX = 1;

  private Sockets() {}

  /** A new socket that fits the address. */
  static Socket create(SocketAddress address) throws IOException {
    try {
      if (address instanceof InetSocketAddress inet) {
        return LinuxSocket.newSocketStream(
            inet.getAddress() instanceof Inet6Address
                ? SocketProtocolFamily.INET6
                : SocketProtocolFamily.INET);
      }
      return LinuxSocket.newSocketDomain();
    } catch (ChannelException e) {
      throw e.getCause() instanceof IOException reason ? reason : new IOException(e);
    }
  }

  /** The address of a path, if the path is not too long for one. */
  static DomainSocketAddress address(SocketUnix config) throws ChardevException {
    String path = config.path();
    if (path.getBytes(StandardCharsets.UTF_8).length >= SUN_PATH_SIZE) {
      throw new ChardevException(
          "UNIX socket path '"
              + path
              + "' is too long\nPath must be less than "
              + SUN_PATH_SIZE
              + " bytes");
    }
    return new DomainSocketAddress(path);
  }

  /** Binds and listens; the socket file must not exist. */
  static Socket listen(SocketUnix config) throws ChardevException {
    try {
      return listen(address(config));
    } catch (IOException e) {
      throw new ChardevException(
          "Failed to bind socket to " + config.path() + ": " + Reasons.of(e));
    }
  }

  /** Binds to the first address that it can, and listens. */
  static Socket listen(SocketTcp config, InetAddress[] addresses) throws ChardevException {
    String reason = "";
    for (InetAddress address : addresses) {
      try {
        return listen(new InetSocketAddress(address, config.port()));
      } catch (IOException e) {
        reason = Reasons.of(e);
      }
    }
    throw new ChardevException("Failed to find an available port: " + reason);
  }

  private static Socket listen(SocketAddress address) throws IOException {
    Socket socket = create(address);
    try {
      socket.setReuseAddress(true);
      socket.bind(address);
      socket.listen(BACKLOG);
      return socket;
    } catch (IOException e) {
      close(socket);
      throw e;
    }
  }

  /** Makes sure that the inherited socket listens. */
  static Socket listen(SocketFd config) throws ChardevException {
    Socket socket = inherited(config);
    try {
      if (socket.getIntOpt(SOL_SOCKET, SO_ACCEPTCONN) == 0) {
        socket.listen(BACKLOG);
      }
      return socket;
    } catch (IOException e) {
      throw new ChardevException("Failed to listen on fd socket: " + Reasons.of(e));
    }
  }

  static Socket inherited(SocketFd config) throws ChardevException {
    try {
      Socket socket = new Socket(config.fd());
      socket.getIntOpt(SOL_SOCKET, SO_DOMAIN);
      return socket;
    } catch (IOException | RuntimeException e) {
      throw new ChardevException("File descriptor '" + config.fd() + "' is not a socket");
    }
  }

  static boolean isUnix(Socket socket) {
    try {
      return socket.getIntOpt(SOL_SOCKET, SO_DOMAIN) == AF_UNIX;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code unix:/tmp/s,server=on} or {@code tcp:127.0.0.1:4444,server=on}: who listens. */
  static String describeListener(Socket socket) {
    if (isUnix(socket)) {
      return describeConnection(socket, true);
    }
    return "tcp:" + numeric(socket.localAddress(), false) + ",server=on";
  }

  /** {@code unix:/tmp/s,server=on} or {@code tcp:127.0.0.1:4444,server=on <-> 127.0.0.1:50000}. */
  static String describeConnection(Socket socket, boolean server) {
    String suffix = server ? ",server=on" : "";
    if (isUnix(socket)) {
      DomainSocketAddress local = socket.localDomainSocketAddress();
      return "unix:" + (local == null ? "" : local.path()) + suffix;
    }
    return "tcp:"
        + numeric(socket.localAddress(), true)
        + suffix
        + " <-> "
        + numeric(socket.remoteAddress(), true);
  }

  private static String numeric(@Nullable InetSocketAddress address, boolean brackets) {
    if (address == null) {
      return "";
    }
    String host = NetUtil.toAddressString(address.getAddress());
    boolean bracketed = brackets && address.getAddress() instanceof Inet6Address;
    return (bracketed ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  /** Closes a socket that is of no use any more. */
  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
