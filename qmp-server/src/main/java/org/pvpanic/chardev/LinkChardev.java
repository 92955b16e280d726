package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.Common;

/**
 * A back end whose other end comes and goes: at most one stream at a time, and a successor only
 * when that is through.
 */
abstract class LinkChardev extends AbstractChardev implements FdStream.Reader {
  /** How long a front end may leave the input of somebody who has gone alone. */
  private static final int GRACE_SECONDS = 1;

  private @Nullable FdStream link;
  private @Nullable FdStream leaving;
  private long received;

  /** Whether the link only gets rid of what was written before the other end stopped sending. */
  private boolean draining;

  LinkChardev(Common common, IoEventLoop loop) {
    super(common, loop);
  }

  /** The link has gone, and another may come. Not called when the back end is closed. */
  abstract void linkGone();

  /**
   * Makes the other end known to the front end.
   *
   * @param owned whether the descriptor is closed when the link goes
   * @param mayBlock whether it is, or may be, in blocking mode
   * @throws IOException if the descriptor cannot be polled; it is closed if owned
   */
  final void link(FileDescriptor fd, boolean owned, boolean mayBlock) throws IOException {
    try {
      link = new FdStream(loop, fd, owned, mayBlock, this::outputMoved, this);
    } catch (IOException e) {
      if (owned) {
        fd.close();
      }
      throw e;
    }
    draining = false;
    opened();
  }

  final boolean isLinked() {
    return link != null;
  }

  @Override
  final boolean isConnected() {
    return link != null && !draining;
  }

  @Override
  @Nullable Output output() {
    return input();
  }

  @Override
  final @Nullable FdStream input() {
    return draining ? null : link;
  }

  @Override
  public void inputEnded() {
    FdStream ending = link;
    draining = true;
    closed();
    // The front end may have disconnected in answer.
    if (ending != null && ending == link) {
      ending.finish();
    }
  }

  @Override
  public final void finished() {
    link = null;
    draining = false;
    linkGone();
  }

  @Override
  public final void received(byte[] bytes, int len) {
    received += len;
    super.received(bytes, len);
  }

  @Override
  public final void hungUp() {
    if (!frontendOpen()) {
      disconnect();
    } else if (leaving != link) {
      leaving = link;
      dropUnlessRead(link, received);
    }
  }

  /**
   * The other end left while the front end has no room for what it sent. As long as the front end
   * takes some from time to time it gets it all; but it must not bar the next client for ever.
   */
  private void dropUnlessRead(@Nullable FdStream hungUp, long receivedBefore) {
    var unused =
        loop.schedule(
            () -> {
              if (link == hungUp && received == receivedBefore) {
                disconnect();
              } else if (link == hungUp) {
                dropUnlessRead(hungUp, received);
              }
            },
            GRACE_SECONDS,
            TimeUnit.SECONDS);
  }

  @Override
  public final void disconnect() {
    FdStream dropped = link;
    if (dropped == null) {
      return;
    }
    boolean news = !draining;
    dropped.close();
    link = null;
    draining = false;
    if (news) {
      closed();
    }
    linkGone();
  }

  @Override
  void closeBackend() {
    if (link != null) {
      link.close();
      link = null;
    }
  }
}
