package org.pvpanic.cli;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts what happens in several places into one order and prints it, on a thread of its own; others
 * never wait for it.
 *
 * <p>Things come on ways of different length: the console through a serial port, events over a
 * socket. So a place can be kept for what is on its way, between the bytes of the console; what
 * comes behind that place waits. All else has its place in the order of its arrival.
 */
final class Timeline implements AutoCloseable {

  /**
   * What has not come after so long will not: a pseudo terminal drops what is written before its
   * master has noticed the reader.
   */
  private static final long LOST_AFTER_MS = 1000;

  /** A place on the timeline. */
  static final class Place {
    private final long consoleBytes;

    /**
     * How to show what belongs here; null while it is on its way. Used by the timeline's thread.
     */
    private @Nullable Runnable show;

    private Place(long consoleBytes) {
      this.consoleBytes = consoleBytes;
    }
  }

  /** Something for the timeline's thread to do. */
  private record Arrival(long nanos, Runnable taking) {}

  private final long lostAfterMs;
  private final long start = System.nanoTime();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final TimelinePrinter printer;
  private final ConsoleLines lines = new ConsoleLines(line -> print(Entry.console(line)));
  private final Thread thread = new Thread(this::run, "timeline");

  private final Deque<Place> places = new ArrayDeque<>();
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private long consoleBytes;
  private long time;
  private boolean ending;

  Timeline(TimelinePrinter printer) {
    this(printer, LOST_AFTER_MS);
  }

  Timeline(TimelinePrinter printer, long lostAfterMs) {
    this.printer = printer;
    this.lostAfterMs = lostAfterMs;
    thread.start();
  }

  private void arrive(Runnable taking) {
    arrivals.add(new Arrival(System.nanoTime(), taking));
  }

  /** Adds bytes from the console. */
  void console(byte[] bytes) {
    arrive(() -> chunks.addLast(ByteBuffer.wrap(bytes)));
  }

  /** Adds an entry after all that has arrived. */
  void add(Entry entry) {
    fill(keep(0), entry);
  }

  /**
   * Keeps a place, behind those that have been kept.
   *
   * @param afterConsoleBytes how many bytes the guest had sent to the console before; those that it
   *     sends later must not be added before this call
   */
  Place keep(long afterConsoleBytes) {
    Place place = new Place(afterConsoleBytes);
    arrive(() -> places.addLast(place));
    return place;
  }

  /** Puts an entry in its place. */
  void fill(Place place, Entry entry) {
    arrive(() -> place.show = () -> print(entry));
  }

  /** Waits until all that has been added is printed, with all the console bytes before it. */
  void sync() {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    Place place = keep(0);
    arrive(() -> place.show = () -> reached.complete(null));
    reached.join();
  }

  private void run() {
    try {
      while (!ending || !places.isEmpty()) {
        Arrival arrival =
            places.isEmpty() ? arrivals.take() : arrivals.poll(lostAfterMs, TimeUnit.MILLISECONDS);
        if (arrival == null) {
          giveUpOnFirst();
        } else {
          time = TimeUnit.NANOSECONDS.toMillis(arrival.nanos() - start);
          arrival.taking().run();
        }
        advance();
      }
      lines.flush();
      printer.end(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shows all that has its place now. */
  private void advance() {
    while (true) {
      Place place = places.peekFirst();
      if (place != null && place.consoleBytes <= consoleBytes) {
        Runnable show = place.show;
        if (show == null) {
          return;
        }
        places.removeFirst();
        lines.flush();
        show.run();
      } else if (!chunks.isEmpty()) {
        ByteBuffer chunk = chunks.getFirst();
        int count = chunk.remaining();
        if (place != null) {
          count = (int) Math.min(count, place.consoleBytes - consoleBytes);
        }
        lines.accept(chunk, count);
        consoleBytes += count;
        if (!chunk.hasRemaining()) {
          chunks.removeFirst();
        }
      } else {
        return;
      }
    }
  }

  /** Either the console bytes before the first place are lost, or what belongs there is. */
  private void giveUpOnFirst() {
    if (places.getFirst().consoleBytes > consoleBytes) {
      consoleBytes = places.getFirst().consoleBytes;
    } else {
      places.removeFirst();
    }
  }

  private void print(Entry entry) {
    printer.print(time, entry);
  }

  /** Prints what is left, and ends. */
  @Override
  public void close() {
    arrive(() -> ending = true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
