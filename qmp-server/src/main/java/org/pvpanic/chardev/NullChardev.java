package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.Common;

/** Nobody at the other end, ever. */
final class NullChardev extends AbstractChardev {
  private final String filename;

  NullChardev(Common common, String filename, IoEventLoop loop) {
    super(common, loop);
    this.filename = filename;
  }

  @Override
  void openBackend(FdSets fds) {}

  @Override
  void closeBackend() {}

  @Override
  @Nullable Output output() {
    return null;
  }

  @Override
  @Nullable FdStream input() {
    return null;
  }

  @Override
  boolean isConnected() {
    return false;
  }

  @Override
  public String filename() {
    return filename;
  }

  @Override
  public void disconnect() {}
}
