package org.pvpanic.chardev;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A descriptor that bytes come from and go to: a socket, a pty, a pipe, or a file in disguise. */
final class FdStream extends FdHandle implements Output {
  /** Who takes the input. Called on the loop; {@link FdStream#finish}, too, calls it. */
  interface Reader {
    /** One who never reads. */
    Reader NONE = new Reader() {};

    /** How many bytes may come; 0 stops the reading until {@link FdStream#read}. */
    default int canReceive() {
      return 0;
    }

    /** Input. The array is valid during the call only. */
    default void received(byte[] bytes, int len) {}

    /** There will be no more input: the other end closed, or reading failed. */
    default void inputEnded() {}

    /**
     * The other end has gone, and what it has sent waits because nothing is being read. May come
     * again.
     */
    default void hungUp() {}

    /** All output is out after {@link FdStream#finish}, or cannot be; the stream is closed. */
    default void finished() {}
  }

  private static final int CHUNK = 64 * 1024;

  /**
   * How much a blocking descriptor that polls as writable takes without blocking: a page, which is
   * what the kernel makes sure of for pipes.
   */
  private static final int SAFE_CHUNK = 4096;

  /** How long {@link #close} waits for the reader of a blocking descriptor. */
  private static final int LAST_WRITE_MILLIS = 500;

  /** Bytes on their way through a system call, one pair a thread. */
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private static final class Scratch {
    final ByteBuffer direct = ByteBuffer.allocateDirect(CHUNK);
    final byte[] input = new byte[CHUNK];
  }

  private final Runnable onOutputMoved;
  private final Reader reader;
  private final boolean mayBlock;
  private final boolean alwaysReady;
  private final ByteQueue queue = new ByteQueue();
  private boolean reading;
  private boolean finishing;
  private boolean broken;
  private boolean leftAlone;

  /**
   * Puts the descriptor on the loop.
   *
   * @param owned whether closing the stream closes the descriptor
   * @param mayBlock whether the descriptor is, or may be, in blocking mode
   * @param onOutputMoved called when fewer bytes wait than before; by {@link #flush}, too
   */
  FdStream(
      IoEventLoop loop,
      FileDescriptor fd,
      boolean owned,
      boolean mayBlock,
      Runnable onOutputMoved,
      Reader reader)
      throws IOException {
    super(loop, fd, owned);
    this.onOutputMoved = onOutputMoved;
    this.reader = reader;
    alwaysReady = !register();
    this.mayBlock = mayBlock && !alwaysReady;
  }

  /** A stream over a descriptor that others opened, in whichever mode it is. */
  static FdStream adopt(IoEventLoop loop, int fd, Runnable onOutputMoved, Reader reader)
      throws IOException {
    boolean mayBlock = !FdInfo.of(fd).isNonBlocking();
    return new FdStream(loop, new FileDescriptor(fd), false, mayBlock, onOutputMoved, reader);
  }

  /** Reads from now on, as long as the reader can receive. */
  void read() {
    if (reading || finishing || isClosed()) {
      return;
    }
    reading = true;
    if (alwaysReady) {
      loop.execute(this::pump);
    } else {
      rearm();
    }
  }

  /** Reads a file like a socket: a piece each turn of the loop. */
  private void pump() {
    if (reading && !isClosed()) {
      readOnce();
      if (reading) {
        loop.execute(this::pump);
      }
    }
  }

  @Override
  void ready(boolean input, boolean output, boolean hungUp) {
    try {
      if (hungUp) {
        leftAlone = true;
        breakOutput();
      } else if (output && !queue.isEmpty()) {
        drain();
      }
      if (input && reading) {
        readOnce();
      }
      if (leftAlone && !reading && !isClosed()) {
        reader.hungUp();
      }
    } finally {
      if (reading || !queue.isEmpty()) {
        rearm();
      }
    }
  }

  private void rearm() {
    if (!alwaysReady) {
      arm(reading ? (queue.isEmpty() ? INPUT : BOTH) : queue.isEmpty() ? NOTHING : OUTPUT);
    }
  }

  private void readOnce() {
    int room = Math.min(reader.canReceive(), CHUNK);
    if (room <= 0) {
      reading = false;
      return;
    }
    Scratch scratch = SCRATCH.get();
    int count;
    try {
      count = fd().read(scratch.direct.clear(), 0, room);
    } catch (IOException e) {
      count = -1;
    }
    if (count > 0) {
      scratch.direct.get(0, scratch.input, 0, count);
      reader.received(scratch.input, count);
    } else if (count < 0) {
      reading = false;
      reader.inputEnded();
    }
  }

  @Override
  public void write(byte[] bytes, int off, int len) {
    if (broken || finishing || isClosed()) {
      return;
    }
    int done = 0;
    if (queue.isEmpty() && !mayBlock) {
      done = writeNow(bytes, off, len);
    }
    if (done < len && !broken) {
      queue.add(bytes, off + done, len - done);
      rearm();
    }
  }

  private int writeNow(byte[] bytes, int off, int len) {
    int done = 0;
    while (done < len) {
      int chunk = Math.min(len - done, CHUNK);
      ByteBuffer direct = SCRATCH.get().direct.clear();
      direct.put(bytes, off + done, chunk);
      int count = write(direct);
      done += count;
      if (count < chunk) {
        break;
      }
    }
    return done;
  }

  /** Writes what was put into the buffer; returns how much went. */
  private int write(ByteBuffer direct) {
    try {
      return fd().write(direct, 0, direct.position());
    } catch (IOException e) {
      // The reader is gone. That there is no more input will be seen by reading.
      broken = true;
      queue.clear();
      return 0;
    }
  }

  /** Nobody will read any more: forgets what waits. There may still be input. */
  private void breakOutput() {
    broken = true;
    queue.clear();
    outputMoved();
  }

  private void outputMoved() {
    onOutputMoved.run();
    if (finishing && queue.isEmpty() && !isClosed()) {
      close();
      reader.finished();
    }
  }

  @Override
  public void flush() {
    // A blocking descriptor waits for its event, even to find out whether it has room.
    if (!mayBlock && !queue.isEmpty()) {
      drain();
    }
  }

  private void drain() {
    int chunk = mayBlock ? SAFE_CHUNK : CHUNK;
    int count;
    int tried;
    do {
      ByteBuffer direct = SCRATCH.get().direct.clear().limit(chunk);
      queue.peek(direct);
      tried = direct.position();
      count = write(direct);
      if (!broken) {
        queue.skip(count);
      }
    } while (count == tried && !mayBlock && !queue.isEmpty());
    outputMoved();
  }

  @Override
  public int pending() {
    return queue.size();
  }

  /** Reads and takes no more, and closes when all that waits is out. */
  void finish() {
    reading = false;
    finishing = true;
    if (queue.isEmpty()) {
      close();
      reader.finished();
    } else {
      rearm();
    }
  }

  @Override
  public void close() {
    if (isClosed()) {
      return;
    }
    reading = false;
    if (mayBlock && !queue.isEmpty()) {
      writeLast();
    }
    queue.clear();
    super.close();
  }

  /** Writes the rest to a blocking descriptor; a reader that does not read is left behind. */
  private void writeLast() {
    ByteBuffer rest = ByteBuffer.allocateDirect(queue.size());
    queue.peek(rest);
    FileDescriptor fd = fd();
    Thread writer =
        new Thread(
            () -> {
              try {
                fd.write(rest, 0, rest.position());
              } catch (IOException e) {
                // The reader is gone, and so is the reason to write.
              }
            },
            "chardev-last-write");
    writer.setDaemon(true);
    writer.start();
    try {
      writer.join(LAST_WRITE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
