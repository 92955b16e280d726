package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Output goes to a file or to an inherited pipe; there is no input. */
final class FileChardev extends AbstractChardev {
  private final ChardevConfig.File config;
  private @Nullable Output output;

  FileChardev(ChardevConfig.File config, IoEventLoop loop) {
    super(config.common(), loop);
    this.config = config;
  }

  @Override
  void openBackend(FdSets fds) throws ChardevException {
    String path = config.path();
    try {
      output = Outputs.open(path, config.append(), loop, fds, this::outputMoved);
    } catch (IOException e) {
      throw new ChardevException("Could not open '" + path + "': " + Reasons.of(e));
    }
  }

  @Override
  void closeBackend() {
    if (output != null) {
      output.close();
    }
  }

  @Override
  @Nullable Output output() {
    return output;
  }

  @Override
  @Nullable FdStream input() {
    return null;
  }

  @Override
  boolean isConnected() {
    return output != null;
  }

  @Override
  public String filename() {
    return "file";
  }

  @Override
  public void disconnect() {}
}
