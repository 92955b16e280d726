package org.pvpanic.guest.linux;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * A file of evdev: each that has it open reads the events that come while it is open, 24 bytes
 * each: seconds and microseconds (8 bytes each), type, code (2 each), value (4).
 */
final class EventNode implements Inode {

  private static final int EVENT = 24;
  private static final int MAJOR = 13;

  private final Kernel kernel;
  private final int number;
  private final List<Reader> readers = new ArrayList<>(0);

  /** A file with the minor number {@code number}. */
  EventNode(Kernel kernel, int number) {
    this.kernel = kernel;
    this.number = number;
  }

  int opened() {
    return readers.size();
  }

  void emit(int type, int code, int value) {
    byte[] event = new byte[EVENT];
    long us = kernel.printk().uptimeNs() / 1000;
    put(event, 0, 8, us / 1_000_000);
    put(event, 8, 8, us % 1_000_000);
    put(event, 16, 2, type);
    put(event, 18, 2, code);
    put(event, 20, 4, value);
    for (Reader reader : readers) {
      reader.take(event);
    }
  }

  private static void put(byte[] bytes, int at, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  @Override
  public Stat stat() {
    return new Stat(5, 700, Mode.CHARACTER | 0660, 1, 0, 0, MAJOR << 8 | number, 0, 0, 0, 0, 0);
  }

  @Override
  public OpenFile open(Task task, int flags) {
    Reader reader = new Reader();
    readers.add(reader);
    return reader;
  }

  /** Somebody who has it open. */
  private final class Reader implements OpenFile {
    private final ByteArrayOutputStream events = new ByteArrayOutputStream(0);
    private int descriptors;
    private int waitingMax;
    private @Nullable Task waiting;
    private @Nullable Consumer<byte[]> waitingThen;

    void take(byte[] event) {
      events.write(event, 0, event.length);
      Task task = waiting;
      Consumer<byte[]> then = waitingThen;
      if (task != null && then != null) {
        waiting = null;
        waitingThen = null;
        int max = waitingMax;
        task.then(() -> deliver(max, then));
      }
    }

    /** Whole events only. */
    private void deliver(int max, Consumer<byte[]> then) {
      byte[] bytes = events.toByteArray();
      int taken = Math.min(bytes.length, max / EVENT * EVENT);
      events.reset();
      events.write(bytes, taken, bytes.length - taken);
      then.accept(Arrays.copyOf(bytes, taken));
    }

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      if (max < EVENT) {
        task.then(() -> failed.accept(Errno.EINVAL));
      } else if (events.size() > 0) {
        task.then(() -> deliver(max, then));
      } else {
        waiting = task;
        waitingMax = max;
        waitingThen = then;
      }
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      task.then(() -> then.accept(Errno.EINVAL));
    }

    @Override
    public void opened() {
      descriptors++;
    }

    @Override
    public void closed() {
      if (--descriptors == 0) {
        readers.remove(this);
      }
    }
  }
}
