package org.pvpanic.guest.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;
import org.pvpanic.machine.Clock;

/**
 * A terminal with the line discipline N_TTY: in canonical mode input comes in lines that can be
 * edited, in raw mode byte by byte; what was typed ahead stays for whoever reads next.
 */
public final class Tty implements OpenFile {

  private static final int ECHO_ROOM = 4096;
  private static final int FIRST_SERIAL = 64;
  private static final long DECISECOND_NS = 100_000_000L;

  private static final class Reader {
    private final Task task;
    private final int max;
    private final Consumer<byte[]> then;
    private Clock.@Nullable Timer timer;
    private boolean timedOut;

    Reader(Task task, int max, Consumer<byte[]> then) {
      this.task = task;
      this.max = max;
      this.then = then;
    }
  }

  private record Writer(Task task, Runnable retry) {}

  private final String device;
  private final Termios modes;
  private final TtyBuffer buffer = new TtyBuffer();
  private final TtyOutput output;
  private final TtyInput input;
  private final Deque<Reader> readers = new ArrayDeque<>(1);
  private final Deque<Writer> writers = new ArrayDeque<>(1);
  private @Nullable Session session;

  Tty(String device, int baud, Consumer<byte[]> driver) {
    this.device = device;
    this.modes = Termios.serial(baud);
    this.output = new TtyOutput(modes, driver);
    this.input = new TtyInput(modes, buffer, output, this::signal, this::wakeReaders);
  }

  /** Its name in {@code /dev}. */
  public String device() {
    return device;
  }

  /** A copy of its modes. */
  public Termios termios() {
    return modes.copy();
  }

  /** Sets its modes: what was typed ahead stays (TCSADRAIN). */
  public void setTermios(Termios wanted) {
    boolean wasCanonical = modes.local(Termios.ICANON);
    modes.set(wanted);
    boolean canonical = modes.local(Termios.ICANON);
    if (canonical && !wasCanonical) {
      buffer.pushAll();
    } else if (wasCanonical && !canonical) {
      buffer.forgetLines();
    }
    if (!modes.input(Termios.IXON) && input.isStopped()) {
      startOutput();
    }
    wakeReaders();
  }

  /** The session that it controls, or null. */
  public @Nullable Session session() {
    return session;
  }

  void setSession(@Nullable Session controlled) {
    session = controlled;
  }

  private void signal(int number) {
    Session controlled = session;
    if (controlled != null) {
      controlled.signalForeground(number);
    }
  }

  /** Nobody uses the terminal any more: input that waits is dropped, readers get an end. */
  public void hangUp() {
    flushInput();
    input.reset();
    Reader waiting;
    while ((waiting = readers.pollFirst()) != null) {
      answer(waiting, new byte[0]);
    }
    wakeWriters();
  }

  /** Whether something has been typed that was not read. */
  public boolean hasInput() {
    return buffer.length() > 0;
  }

  /** Drops what has been typed and not been read (TCIFLUSH). */
  public void flushInput() {
    buffer.clear();
  }

  /** A task does not want to read any more: a signal had it do something else. */
  public void cancelRead(Task task) {
    for (Iterator<Reader> i = readers.iterator(); i.hasNext(); ) {
      Reader each = i.next();
      if (each.task == task) {
        cancelTimer(each);
        i.remove();
      }
    }
  }

  /**
   * Reads a line, or a part of one, or in raw mode as many bytes as VMIN and VTIME ask for. A group
   * that is not in the foreground is stopped instead (job_control of n_tty.c).
   *
   * @param then gets the bytes; none at the end of the file, or after a hang-up
   */
  @Override
  public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
    Session controlled = session;
    boolean background =
        controlled != null
            && task.session() == controlled
            && controlled.foregroundGroup() != 0
            && controlled.foregroundGroup() != task.group();
    if (!background) {
      read(task, max, then);
    } else if (task.disposition().ignores(Signals.TTIN)) {
      task.then(() -> failed.accept(Errno.EIO));
    } else {
      task.kernel().tasks().killGroup(task.group(), Signals.TTIN);
      task.then(() -> read(task, max, then, failed));
    }
  }

  /** Who reads has opened the terminal, be it only as the console that pid 1 began with. */
  private void read(Task task, int max, Consumer<byte[]> then) {
    task.kernel().openTerminal(this);
    Reader reader = new Reader(task, max, then);
    readers.addLast(reader);
    startTimer(reader);
    wakeReaders();
  }

  /** VTIME: from the call on when VMIN is 0, else from the first byte on. */
  private void startTimer(Reader reader) {
    int time = modes.cc[Termios.VTIME] & 0xff;
    boolean due = modes.cc[Termios.VMIN] == 0 || buffer.length() > 0;
    if (!modes.local(Termios.ICANON) && time > 0 && due && reader.timer == null) {
      reader.timer =
          reader
              .task
              .kernel()
              .after(
                  time * DECISECOND_NS,
                  () -> {
                    reader.timedOut = true;
                    wakeReaders();
                  });
    }
  }

  private static void cancelTimer(Reader reader) {
    if (reader.timer != null) {
      reader.task.kernel().cpu().cancel(reader.timer);
      reader.timer = null;
    }
  }

  /** A reader takes its bytes in a step of its own; an interrupt before that may flush them. */
  private void wakeReaders() {
    Reader first = readers.peekFirst();
    while (first != null && !first.task.isAlive()) {
      readers.removeFirst();
      first = readers.peekFirst();
    }
    if (first != null) {
      if (buffer.length() > 0 && (modes.cc[Termios.VMIN] & 0xff) > 1) {
        startTimer(first);
      }
      if (isReadyFor(first)) {
        Reader woken = first;
        woken.task.then(() -> take(woken));
      }
    }
  }

  private boolean isReadyFor(Reader reader) {
    if (modes.local(Termios.ICANON)) {
      return buffer.finished() > 0;
    }
    int wanted = modes.cc[Termios.VMIN] & 0xff;
    if (wanted == 0) {
      return buffer.length() > 0 || reader.timedOut || modes.cc[Termios.VTIME] == 0;
    }
    return buffer.length() >= Math.min(wanted, reader.max)
        || (reader.timedOut && buffer.length() > 0);
  }

  private void take(Reader reader) {
    if (readers.peekFirst() == reader && isReadyFor(reader)) {
      readers.removeFirst();
      cancelTimer(reader);
      reader.then.accept(
          modes.local(Termios.ICANON) ? buffer.takeLine(reader.max) : buffer.take(reader.max));
      wakeReaders();
    }
  }

  private static void answer(Reader reader, byte[] bytes) {
    cancelTimer(reader);
    reader.task.then(() -> reader.then.accept(bytes));
  }

  @Override
  public Stat stat() {
    int minor = FIRST_SERIAL + device.charAt(device.length() - 1) - '0';
    int rdev = Devices.number(4, minor);
    return new Stat(5, 300 + rdev, Mode.CHARACTER | 0620, 1, 0, 5, rdev, 0, 0, 0, 0, 0);
  }

  @Override
  public String description() {
    return "/dev/" + device;
  }

  @Override
  public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
    writeFrom(task, bytes, 0, then);
  }

  /** One line a step. */
  private void writeFrom(Task task, byte[] bytes, int from, Consumer<@Nullable Errno> then) {
    if (input.isStopped()) {
      writers.addLast(new Writer(task, () -> writeFrom(task, bytes, from, then)));
      return;
    }
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    end = Math.min(end + 1, bytes.length);
    for (int i = from; i < end; i++) {
      output.put(bytes[i] & 0xff);
    }
    output.flush();
    int rest = end;
    if (rest < bytes.length) {
      task.then(() -> writeFrom(task, bytes, rest, then));
    } else {
      task.then(() -> then.accept(null));
    }
  }

  /** The driver received a byte. */
  void receive(byte value) {
    boolean wasStopped = input.isStopped();
    input.receive(value & 0xff);
    echoed(wasStopped);
  }

  /**
   * The driver received a break: a null character, unless the modes want to know of it
   * (serial8250_do_set_termios has the driver tell breaks from characters only then).
   */
  void receiveBreak() {
    if (modes.input(Termios.IGNBRK | Termios.BRKINT | Termios.PARMRK)) {
      input.receiveBreak();
      echoed(input.isStopped());
    } else {
      receive((byte) 0);
    }
  }

  /** Lets the output go on as ^Q does (TCOON). */
  public void startOutput() {
    input.start();
    output.flush();
    wakeWriters();
  }

  /** Echo waits while the output is stopped; too much of it is lost. */
  private void echoed(boolean wasStopped) {
    if (!input.isStopped()) {
      output.flush();
      if (wasStopped) {
        wakeWriters();
      }
    } else if (output.pending() > ECHO_ROOM) {
      output.discard();
    }
  }

  private void wakeWriters() {
    for (int i = writers.size(); i > 0; i--) {
      Writer woken = writers.removeFirst();
      woken.task().then(woken.retry()::run);
    }
  }
}
