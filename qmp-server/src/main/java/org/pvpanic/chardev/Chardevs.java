package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.pvpanic.chardev.ChardevConfig.Client;
import org.pvpanic.chardev.ChardevConfig.Inert;
import org.pvpanic.chardev.ChardevConfig.Null;
import org.pvpanic.chardev.ChardevConfig.Pty;
import org.pvpanic.chardev.ChardevConfig.Role;
import org.pvpanic.chardev.ChardevConfig.Server;
import org.pvpanic.chardev.ChardevConfig.SocketFd;
import org.pvpanic.chardev.ChardevConfig.SocketTcp;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;
import org.pvpanic.chardev.ChardevConfig.Stdio;

/** Opens back ends. */
public final class Chardevs {
  private Chardevs() {}

  /** Opens a back end whose warnings nobody wants. */
  public static Chardev open(ChardevConfig config, IoEventLoop loop, FdSets fds)
      throws ChardevException {
    return open(config, loop, fds, warning -> {});
  }

  /**
   * Opens a back end. When this returns, a server listens, a pty exists, a file is there. Whom it
   * waits for then ({@code wait=on}, or a TCP server that answers late), {@link Chardev#awaitReady}
   * awaits.
   *
   * @param loop an epoll loop, that of the machine. This may be called on it or on another thread,
   *     which is better for TCP, since looking up the name of a host may take a while.
   * @param fds what {@code /dev/fdset/N} and descriptor numbers refer to
   * @param warnings gets, on the loop, what QEMU reports on standard error while it runs: {@code
   *     Unable to connect character device...}
   * @throws ChardevException with QEMU's words if it cannot be opened; then nothing is left open
   */
  public static Chardev open(
      ChardevConfig config, IoEventLoop loop, FdSets fds, Consumer<String> warnings)
      throws ChardevException {
    AbstractChardev chardev = create(config, loop, warnings);
    if (loop.inEventLoop()) {
      chardev.open(fds);
      return chardev;
    }
    try {
      loop.submit(
              () -> {
                chardev.open(fds);
                return chardev;
              })
          .get();
      return chardev;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ChardevException reason) {
        throw reason;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      loop.execute(chardev::close);
      Thread.currentThread().interrupt();
      throw new ChardevException("Interrupted system call");
    }
  }

  private static AbstractChardev create(
      ChardevConfig config, IoEventLoop loop, Consumer<String> warnings) throws ChardevException {
    if (config instanceof SocketUnix unix) {
      return unix.role() instanceof Client client
          ? new ClientChardev(unix.common(), target(unix), client, loop, warnings)
          : server(config, unix.role(), new InetAddress[0], loop);
    }
    if (config instanceof SocketTcp tcp) {
      InetAddress[] addresses = resolve(tcp);
      return tcp.role() instanceof Client client
          ? new ClientChardev(tcp.common(), target(tcp, addresses), client, loop, warnings)
          : server(config, tcp.role(), addresses, loop);
    }
    if (config instanceof SocketFd fd) {
      return fd.role() instanceof Client
          ? new InheritedChardev(fd, loop)
          : server(config, fd.role(), new InetAddress[0], loop);
    }
    if (config instanceof Pty) {
      return new PtyChardev(config.common(), loop);
    }
    if (config instanceof ChardevConfig.File file) {
      return new FileChardev(file, loop);
    }
    if (config instanceof Stdio stdio) {
      return new StdioChardev(stdio, loop);
    }
    if (config instanceof Null) {
      return new NullChardev(config.common(), "null", loop);
    }
    return new NullChardev(config.common(), ((Inert) config).backend(), loop);
  }

  private static ServerChardev server(
      ChardevConfig config, Role role, InetAddress[] addresses, IoEventLoop loop) {
    return new ServerChardev(config, addresses, ((Server) role).waits(), loop);
  }

  private static ClientChardev.Target target(SocketUnix unix) throws ChardevException {
    return new ClientChardev.Target(
        List.of(Sockets.address(unix)), unix.path(), "unix:" + unix.path());
  }

  private static ClientChardev.Target target(SocketTcp tcp, InetAddress[] addresses) {
    String name = tcp.host() + ":" + tcp.port();
    return new ClientChardev.Target(
        Arrays.stream(addresses).map(to -> new InetSocketAddress(to, tcp.port())).toList(),
        name,
        "tcp:" + name);
  }

  /** The addresses of the host; of the loopback interface if there is no host. */
  private static InetAddress[] resolve(SocketTcp tcp) throws ChardevException {
    if (tcp.host().isEmpty()) {
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }
    try {
      return InetAddress.getAllByName(tcp.host());
    } catch (UnknownHostException e) {
      throw new ChardevException(
          "address resolution failed for "
              + tcp.host()
              + ":"
              + tcp.port()
              + ": Name or service not known");
    }
  }
}
