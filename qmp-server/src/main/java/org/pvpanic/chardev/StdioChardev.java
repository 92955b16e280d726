package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.Stdio;

/** Standard input and output. When the input ends the output goes on. */
final class StdioChardev extends AbstractChardev implements FdStream.Reader {
  /** A process has one pair of them. */
  private static final AtomicBoolean IN_USE = new AtomicBoolean();

  private final Stdio config;
  private final int inputFd;
  private final int outputFd;
  private @Nullable Terminal terminal;
  private @Nullable FdStream input;
  private @Nullable FdStream output;
  private boolean taken;
  private boolean ended;

  StdioChardev(Stdio config, IoEventLoop loop) {
    this(config, loop, 0, 1);
  }

  /** For tests: other descriptors than those of the process. */
  StdioChardev(Stdio config, IoEventLoop loop, int inputFd, int outputFd) {
    super(config.common(), loop);
    this.config = config;
    this.inputFd = inputFd;
    this.outputFd = outputFd;
  }

  @Override
  void openBackend(FdSets fds) throws ChardevException {
    if (!IN_USE.compareAndSet(false, true)) {
      throw new ChardevException("cannot use stdio by multiple character devices");
    }
    taken = true;
    try {
      if (FdInfo.isTerminal(inputFd)) {
        terminal = Terminal.takeOver(inputFd, config.signal());
      }
      input = FdStream.adopt(loop, inputFd, () -> {}, this);
      output = FdStream.adopt(loop, outputFd, this::outputMoved, FdStream.Reader.NONE);
    } catch (IOException e) {
      throw new ChardevException("cannot use stdio: " + Reasons.of(e));
    }
  }

  @Override
  void closeBackend() {
    if (input != null) {
      input.close();
    }
    if (output != null) {
      output.close();
    }
    if (terminal != null) {
      terminal.restore();
    }
    if (taken) {
      taken = false;
      IN_USE.set(false);
    }
  }

  @Override
  @Nullable Output output() {
    return output;
  }

  @Override
  @Nullable FdStream input() {
    return input;
  }

  @Override
  boolean isConnected() {
    return !ended;
  }

  @Override
  public void inputEnded() {
    ended = true;
    closed();
  }

  @Override
  public void setEcho(boolean on) {
    if (terminal != null) {
      terminal.setEcho(on);
    }
  }

  @Override
  public String filename() {
    return "stdio";
  }

  @Override
  public void disconnect() {}
}
