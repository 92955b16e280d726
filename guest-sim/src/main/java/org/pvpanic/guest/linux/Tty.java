package org.pvpanic.guest.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A terminal with the canonical line discipline (termios(3)): input comes in lines that can be
 * edited with erase and kill, is echoed, and may carry an interrupt; output gets CR before LF.
 */
public final class Tty implements OpenFile {

  private static final int INTR = 0x03;
  private static final int EOF = 0x04;
  private static final int BACKSPACE = 0x08;
  private static final int KILL = 0x15;
  private static final int ERASE = 0x7f;

  /** What a terminal holds for its reader (N_TTY_BUF_SIZE). */
  private static final int CAPACITY = 4096;

  private static final byte[] BELL = {7};
  private static final byte[] RUB_OUT = {'\b', ' ', '\b'};

  private record Reader(Task task, int max, Consumer<byte[]> then) {}

  private final String device;
  private final Consumer<byte[]> driver;
  private final Deque<byte[]> lines = new ArrayDeque<>(1);
  private byte[] line = new byte[16];
  private int length;
  private int held;
  private boolean echo = true;
  private @Nullable Reader reader;
  private @Nullable Session session;
  private @Nullable Runnable interrupt;

  Tty(String device, Consumer<byte[]> driver) {
    this.device = device;
    this.driver = driver;
  }

  /** The session that it controls, or null. */
  public @Nullable Session session() {
    return session;
  }

  void setSession(@Nullable Session controlled) {
    session = controlled;
  }

  /** Its name in {@code /dev}. */
  public String device() {
    return device;
  }

  /** Whether what is typed is shown: not while a password is. */
  public void setEcho(boolean on) {
    echo = on;
  }

  /** Says what the interrupt character does. */
  public void onInterrupt(Runnable action) {
    interrupt = action;
  }

  /** What has been typed and not been read: the oldest line with its end, or one without. */
  public String typedAhead() {
    byte[] oldest = lines.isEmpty() ? Arrays.copyOf(line, length) : lines.getFirst();
    return new String(oldest, StandardCharsets.UTF_8);
  }

  /** Nobody uses the terminal any more: input that waits is dropped. */
  public void hangUp() {
    reader = null;
    interrupt = null;
    flushInput();
    echo = true;
  }

  @Override
  public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
    reader = new Reader(task, max, then);
    wakeReader();
  }

  /** The reader takes its line in a step of its own; an interrupt before that may flush it. */
  private void wakeReader() {
    Reader waiting = reader;
    if (waiting != null && !lines.isEmpty()) {
      waiting.task().then(() -> takeLine(waiting));
    }
  }

  private void takeLine(Reader waiting) {
    byte[] ready = waiting.equals(reader) ? lines.pollFirst() : null;
    if (ready != null && ready.length > waiting.max()) {
      lines.addFirst(Arrays.copyOfRange(ready, waiting.max(), ready.length));
      ready = Arrays.copyOf(ready, waiting.max());
    }
    if (ready != null) {
      reader = null;
      held -= ready.length;
      waiting.then().accept(ready);
    }
  }

  @Override
  public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
    writeFrom(task, bytes, 0, then);
  }

  /** One line a step. */
  private void writeFrom(Task task, byte[] bytes, int from, Consumer<@Nullable Errno> then) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    end = Math.min(end + 1, bytes.length);
    output(bytes, from, end);
    int rest = end;
    if (rest < bytes.length) {
      task.then(() -> writeFrom(task, bytes, rest, then));
    } else {
      task.then(() -> then.accept(null));
    }
  }

  /** ONLCR. */
  private void output(byte[] bytes, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from + 1);
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        out.write('\r');
      }
      out.write(bytes[i]);
    }
    if (out.size() > 0) {
      driver.accept(out.toByteArray());
    }
  }

  /** The driver received a byte. */
  void receive(byte value) {
    int c = value == '\r' ? '\n' : value & 0xff;
    switch (c) {
      case INTR -> {
        echo(c);
        flushInput();
        Runnable interrupted = interrupt;
        if (interrupted != null) {
          interrupted.run();
        }
      }
      case EOF -> complete();
      case '\n' -> {
        append('\n');
        if (echo) {
          output(new byte[] {'\n'}, 0, 1);
        }
        complete();
      }
      case ERASE, BACKSPACE -> {
        if (length > 0) {
          eraseLast();
        }
      }
      case KILL -> {
        while (length > 0) {
          eraseLast();
        }
      }
      default -> {
        if (length + held >= CAPACITY - 1) {
          driver.accept(BELL);
        } else {
          append(c);
          echo(c);
        }
      }
    }
  }

  private void append(int c) {
    if (length == line.length) {
      line = Arrays.copyOf(line, length * 2);
    }
    line[length++] = (byte) c;
  }

  private void complete() {
    if (lines.size() < CAPACITY) {
      byte[] done = Arrays.copyOf(line, length);
      held += done.length;
      lines.addLast(done);
    }
    length = 0;
    wakeReader();
  }

  private void flushInput() {
    lines.clear();
    length = 0;
    held = 0;
  }

  private void eraseLast() {
    length--;
    if (echo) {
      driver.accept(RUB_OUT);
      if (isControl(line[length])) {
        driver.accept(RUB_OUT);
      }
    }
  }

  /** ECHOCTL: control characters other than tab are shown as ^X. */
  private void echo(int c) {
    if (!echo) {
      return;
    }
    driver.accept(isControl(c) ? new byte[] {'^', (byte) (c ^ 0x40)} : new byte[] {(byte) c});
  }

  private static boolean isControl(int c) {
    return c >= 0 && c < ' ' && c != '\t';
  }
}
