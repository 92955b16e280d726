package org.pvpanic.guest.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pipe: what is written at one end is read at the other. */
public final class Pipe {

  private static final int SIGPIPE = 13;

  /** What a pipe holds before its writer waits (pipe(7)). */
  private static final int CAPACITY = 65536;

  private record Waiting(Task task, Runnable retry) {}

  private final Deque<byte[]> content = new ArrayDeque<>(1);
  private final End readEnd = new End();
  private final End writeEnd = new End();
  private int held;
  private int readers;
  private int writers;
  private @Nullable Waiting waiting;

  /** The end to read from. */
  public OpenFile readEnd() {
    return readEnd;
  }

  /** The end to write to. */
  public OpenFile writeEnd() {
    return writeEnd;
  }

  private void wakeWaiting() {
    Waiting woken = waiting;
    if (woken != null) {
      waiting = null;
      woken.task().then(woken.retry()::run);
    }
  }

  /** Either end; reading and writing find each other through the pipe. */
  private final class End implements OpenFile {

    @Override
    public void opened() {
      if (this == readEnd) {
        readers++;
      } else {
        writers++;
      }
    }

    @Override
    public void closed() {
      if (this == readEnd) {
        readers--;
      } else {
        writers--;
      }
      wakeWaiting();
    }

    @Override
    public void read(Task task, Consumer<byte[]> then, Consumer<Errno> failed) {
      if (this != readEnd) {
        task.then(() -> failed.accept(Errno.EBADF));
        return;
      }
      byte[] next = content.pollFirst();
      if (next != null) {
        held -= next.length;
        wakeWaiting();
        task.then(() -> then.accept(next));
      } else if (writers == 0) {
        task.then(() -> then.accept(new byte[0]));
      } else {
        waiting = new Waiting(task, () -> read(task, then, failed));
      }
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      if (this != writeEnd) {
        task.then(() -> then.accept(Errno.EBADF));
      } else if (readers == 0) {
        task.kill(SIGPIPE);
      } else if (held >= CAPACITY) {
        waiting = new Waiting(task, () -> write(task, bytes, then));
      } else {
        held += bytes.length;
        content.addLast(bytes);
        wakeWaiting();
        task.then(() -> then.accept(null));
      }
    }
  }
}
