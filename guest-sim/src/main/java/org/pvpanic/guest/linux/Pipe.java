package org.pvpanic.guest.linux;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** A pipe: what is written at one end is read at the other (pipe(7), fifo(7)). */
public final class Pipe {

  /** What a pipe holds before its writer waits. */
  private static final int CAPACITY = 65536;

  private static final int DEVICE = 12;

  private record Waiting(Task task, Runnable retry) {}

  private final Deque<byte[]> content = new ArrayDeque<>(1);
  private final List<Waiting> waiting = new ArrayList<>(1);
  private final End readEnd = new End();
  private final End writeEnd = new End();
  private final boolean named;
  private final long number;
  private int held;
  private int readers;
  private int writers;
  private boolean hadReader;
  private boolean hadWriter;

  /** A pipe without a name. */
  public Pipe() {
    this(false, 1);
  }

  /**
   * A pipe.
   *
   * @param named whether each end waits for somebody to open the other
   * @param number of its inode
   */
  public Pipe(boolean named, long number) {
    this.named = named;
    this.number = number;
  }

  /** The end to read from. */
  public OpenFile readEnd() {
    return readEnd;
  }

  /** The end to write to. */
  public OpenFile writeEnd() {
    return writeEnd;
  }

  private void await(Task task, Runnable retry) {
    waiting.add(new Waiting(task, retry));
  }

  private void wake() {
    if (!waiting.isEmpty()) {
      List<Waiting> woken = List.copyOf(waiting);
      waiting.clear();
      for (Waiting each : woken) {
        each.task().then(each.retry()::run);
      }
    }
  }

  /** The next ones to open it find it as new; who only opened it to write is still to be met. */
  private void allClosed() {
    if (hadReader) {
      hadWriter = false;
      content.clear();
      held = 0;
    }
    hadReader = false;
  }

  /** At most {@code max} bytes of the oldest that were written. */
  private byte[] take(int max) {
    byte[] next = content.removeFirst();
    if (next.length > max) {
      content.addFirst(Arrays.copyOfRange(next, max, next.length));
      next = Arrays.copyOf(next, max);
    }
    held -= next.length;
    wake();
    return next;
  }

  /** Either end; reading and writing find each other through the pipe. */
  private final class End implements OpenFile {

    @Override
    public void opened() {
      if (this == readEnd) {
        readers++;
        hadReader = true;
      } else {
        writers++;
        hadWriter = true;
      }
      wake();
    }

    @Override
    public void closed() {
      if (this == readEnd) {
        readers--;
      } else {
        writers--;
      }
      if (named && readers == 0 && writers == 0) {
        allClosed();
      }
      wake();
    }

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      if (this != readEnd) {
        task.then(() -> failed.accept(Errno.EBADF));
      } else if (!content.isEmpty() && max > 0) {
        byte[] bytes = take(max);
        task.then(() -> then.accept(bytes));
      } else if (max <= 0 || (writers == 0 && (hadWriter || !named))) {
        task.then(() -> then.accept(new byte[0]));
      } else {
        await(task, () -> read(task, max, then, failed));
      }
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      if (this != writeEnd) {
        task.then(() -> then.accept(Errno.EBADF));
      } else if (readers == 0 && (hadReader || !named)) {
        task.signal(Signals.PIPE);
        task.then(() -> then.accept(Errno.EPIPE));
      } else if (readers == 0 || held >= CAPACITY) {
        await(task, () -> write(task, bytes, then));
      } else {
        if (bytes.length > 0) {
          held += bytes.length;
          content.addLast(bytes);
          wake();
        }
        task.then(() -> then.accept(null));
      }
    }

    @Override
    public Stat stat() {
      return new Stat(DEVICE, number, Mode.FIFO | 0600, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  }
}
