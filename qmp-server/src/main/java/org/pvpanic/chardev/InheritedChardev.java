package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.pvpanic.chardev.ChardevConfig.SocketFd;

/** A socket that was connected when this process inherited it. When it goes, nothing follows. */
final class InheritedChardev extends LinkChardev {
  private final SocketFd config;
  private String connection = "";

  InheritedChardev(SocketFd config, IoEventLoop loop) {
    super(config.common(), loop);
    this.config = config;
  }

  @Override
  void openBackend(FdSets fds) throws ChardevException {
    Socket socket = Sockets.inherited(config);
    connection = Sockets.describeConnection(socket, false);
    try {
      link(socket, true, !FdInfo.of(config.fd()).isNonBlocking());
    } catch (IOException e) {
      throw new ChardevException("Failed to connect to '" + config.fd() + "': " + Reasons.of(e));
    }
  }

  @Override
  void linkGone() {}

  @Override
  public boolean isSocket() {
    return true;
  }

  @Override
  public String filename() {
    return isLinked() ? connection : "disconnected:fd:" + config.fd();
  }
}
