package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.Common;

/** What all back ends share: the front end, the log file, and the watermarks of the output. */
abstract class AbstractChardev implements Chardev {
  /** The front end is asked to pause when more bytes than this wait... */
  static final int HIGH_WATERMARK = 64 * 1024;

  /** ...and to go on when no more than this do. */
  static final int LOW_WATERMARK = 16 * 1024;

  /** Flags of open(2) in hexadecimal, as QEMU's message has them: write only, create, and... */
  private static final String APPEND_FLAGS = "441";

  private static final String TRUNCATE_FLAGS = "241";

  final IoEventLoop loop;
  private final Common common;
  private @Nullable Output log;
  private @Nullable CharFrontend frontend;
  private boolean congested;
  private boolean closed;

  AbstractChardev(Common common, IoEventLoop loop) {
    this.common = common;
    this.loop = loop;
  }

  /** Opens the log file, and then the back end. */
  final void open(FdSets fds) throws ChardevException {
    log = openLog(fds);
    try {
      openBackend(fds);
    } catch (ChardevException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private @Nullable Output openLog(FdSets fds) throws ChardevException {
    String path = common.logfile();
    if (path == null) {
      return null;
    }
    try {
      return Outputs.open(path, common.logAppend(), loop, fds, this::outputMoved);
    } catch (IOException e) {
      throw new ChardevException(
          (FdSets.isFdSetPath(path)
                  ? "Could not dup FD for "
                      + path
                      + " flags "
                      + (common.logAppend() ? APPEND_FLAGS : TRUNCATE_FLAGS)
                  : "Could not create '" + path + "'")
              + ": "
              + Reasons.of(e));
    }
  }

  /** Opens what the back end needs. After a failure {@link #closeBackend} is called. */
  abstract void openBackend(FdSets fds) throws ChardevException;

  /** Closes whatever is open. */
  abstract void closeBackend();

  /** Where output goes now, or null if there is nobody. */
  abstract @Nullable Output output();

  /** Where input comes from now, or null if there is nobody. */
  abstract @Nullable FdStream input();

  /** A chance to find out who is at the other end. */
  void aboutToWrite() {}

  /** Whether somebody is at the other end. */
  abstract boolean isConnected();

  @Override
  public final String label() {
    return common.id();
  }

  @Override
  public final boolean frontendOpen() {
    return frontend != null;
  }

  @Override
  public final void attach(CharFrontend newFrontend) {
    assert loop.inEventLoop();
    if (frontend != null) {
      throw new IllegalStateException("Device '" + label() + "' is in use");
    }
    frontend = newFrontend;
    if (isConnected()) {
      newFrontend.opened();
      acceptInput();
    }
  }

  @Override
  public final void write(byte[] bytes, int off, int len) {
    assert loop.inEventLoop();
    if (closed) {
      return;
    }
    aboutToWrite();
    if (log != null) {
      log.write(bytes, off, len);
    }
    Output output = output();
    if (output != null) {
      output.write(bytes, off, len);
    }
    congested |= pending() > HIGH_WATERMARK;
  }

  @Override
  public final int pending() {
    Output output = output();
    return (log == null ? 0 : log.pending()) + (output == null ? 0 : output.pending());
  }

  @Override
  public final void flush() {
    if (log != null) {
      log.flush();
    }
    Output output = output();
    if (output != null) {
      output.flush();
    }
  }

  @Override
  public final boolean isWritable() {
    return !congested;
  }

  @Override
  public final void acceptInput() {
    FdStream input = input();
    if (input != null && canReceive() > 0) {
      input.read();
    }
  }

  @Override
  public final void sendBreak() {
    if (frontend != null) {
      frontend.receiveBreak();
    }
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      closeBackend();
      if (log != null) {
        log.close();
      }
    }
  }

  /** To be called when somebody has come to the other end. */
  final void opened() {
    if (frontend != null) {
      frontend.opened();
      acceptInput();
    }
  }

  /** To be called when nobody is at the other end any more. */
  final void closed() {
    if (frontend != null) {
      frontend.closed();
    }
    outputMoved();
  }

  /** To be called when less output waits than before. */
  final void outputMoved() {
    if (congested && pending() <= LOW_WATERMARK) {
      congested = false;
      if (frontend != null) {
        frontend.writable();
      }
    }
  }

  /** How much the front end takes; what a {@link FdStream.Reader} of a back end answers. */
  public int canReceive() {
    return frontend == null || closed ? 0 : frontend.canReceive();
  }

  /** Hands input to the front end; what a {@link FdStream.Reader} of a back end does. */
  public void received(byte[] bytes, int len) {
    if (frontend != null) {
      frontend.receive(bytes, 0, len);
    }
  }
}
