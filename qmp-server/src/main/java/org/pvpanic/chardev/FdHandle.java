package org.pvpanic.chardev;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor on the event loop. Events are edge triggered, so that a hang-up, which epoll reports
 * whether it is asked for or not, does not repeat for as long as nobody reads; and each {@link
 * #arm} looks again, so that nobody has to read or write until it would block.
 */
abstract class FdHandle implements EpollIoHandle {
  /** EPOLLHUP of epoll_ctl(2), which Netty does not name. */
  private static final EpollIoOps HANG_UP = EpollIoOps.valueOf(0x10);

  static final EpollIoOps NOTHING = EpollIoOps.EPOLLET;
  static final EpollIoOps INPUT = NOTHING.with(EpollIoOps.EPOLLIN).with(EpollIoOps.EPOLLRDHUP);
  static final EpollIoOps OUTPUT = NOTHING.with(EpollIoOps.EPOLLOUT);
  static final EpollIoOps BOTH = INPUT.with(EpollIoOps.EPOLLOUT);

  private static final System.Logger LOGGER = System.getLogger(FdHandle.class.getName());

  /** EPERM: what the descriptor stands for cannot be polled, and is always ready. */
  private static final int NOT_POLLABLE = -1;

  final IoEventLoop loop;
  private final FileDescriptor fd;
  private final boolean owned;
  private @Nullable IoRegistration registration;
  private boolean closed;

  /**
   * Makes a handle that is not registered yet.
   *
   * @param owned whether closing the handle closes the descriptor
   */
  FdHandle(IoEventLoop loop, FileDescriptor fd, boolean owned) {
    this.loop = loop;
    this.fd = fd;
    this.owned = owned;
  }

  /**
   * Puts the descriptor on the loop, armed for {@link #NOTHING}. Called on the loop.
   *
   * @return false if it cannot be polled because it is always ready: a regular file, /dev/null
   */
  final boolean register() throws IOException {
    // On the loop itself the registration is there when the call returns.
    Future<IoRegistration> future = loop.register(this);
    IoRegistration added = future.getNow();
    if (added == null) {
      throw new IOException("Descriptor cannot be registered", future.cause());
    }
    try {
      added.submit(NOTHING);
    } catch (UncheckedIOException e) {
      added.cancel();
      if (e.getCause() instanceof NativeIoException error && error.expectedErr() == NOT_POLLABLE) {
        return false;
      }
      throw e.getCause();
    }
    registration = added;
    return true;
  }

  /** Asks for events, and for one at once if the descriptor is ready already. */
  final void arm(EpollIoOps ops) {
    if (registration != null && !closed) {
      registration.submit(ops);
    }
  }

  /** The descriptor is ready for something that it was armed for, or has hung up. */
  abstract void ready(boolean input, boolean output, boolean hungUp);

  @Override
  public final void handle(IoRegistration from, IoEvent event) {
    if (closed) {
      return;
    }
    EpollIoOps ops = ((EpollIoEvent) event).ops();
    boolean hungUp = ops.contains(HANG_UP) || ops.contains(EpollIoOps.EPOLLERR);
    try {
      ready(
          hungUp || ops.contains(EpollIoOps.EPOLLIN) || ops.contains(EpollIoOps.EPOLLRDHUP),
          hungUp || ops.contains(EpollIoOps.EPOLLOUT),
          hungUp);
    } catch (RuntimeException e) {
      // Netty would let the whole loop sleep for a second.
      LOGGER.log(System.Logger.Level.ERROR, "Failure in a handler of descriptor " + fd, e);
    }
  }

  @Override
  public final FileDescriptor fd() {
    return fd;
  }

  final boolean isClosed() {
    return closed;
  }

  /** Takes the descriptor off the loop, and closes it if owned. The loop calls it when it ends. */
  @Override
  public void close() {
    if (!closed) {
      release();
      if (owned) {
        try {
          fd.close();
        } catch (IOException e) {
          LOGGER.log(System.Logger.Level.DEBUG, "close of descriptor " + fd, e);
        }
      }
    }
  }

  /** Takes the descriptor off the loop and leaves it open, for another handle. */
  final void release() {
    closed = true;
    if (registration != null) {
      registration.cancel();
    }
  }

  @Override
  public final void registered() {}

  @Override
  public final void unregistered() {}
}
