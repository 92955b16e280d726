package org.pvpanic.testkit;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All events of one kind in the order in which virsh printed them. It outlives the daemon: after a
 * restart of that it is opened again, and what was heard before stays.
 */
final class EventStream implements Closeable {
  private final List<LibvirtEvent> events = new ArrayList<>();
  private @Nullable Process virsh;
  private @Nullable Thread reader;

  /** Listens to what this virsh prints. */
  void open(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    // Java makes this pipe even if nothing is ever sent through it.
    process.getErrorStream().close();
    Thread thread =
        new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)), "virsh-event");
    thread.setDaemon(true);
    thread.start();
    virsh = process;
    reader = thread;
  }

  private void read(BufferedReader lines) {
    try (lines) {
      String line;
      while ((line = lines.readLine()) != null) {
        LibvirtEvent.parse(line).ifPresent(this::add);
      }
    } catch (IOException e) {
      // The process was ended: so does the stream.
    }
  }

  private synchronized void add(LibvirtEvent event) {
    events.add(event);
    notifyAll();
  }

  synchronized int size() {
    return events.size();
  }

  /** The events from the one with this index on. */
  synchronized List<LibvirtEvent> since(int index) {
    return List.copyOf(events.subList(index, events.size()));
  }

  /**
   * Waits for an event that is wanted.
   *
   * @param index the first event to look at
   * @return the index of the wanted event, or -1 if none came in time
   */
  synchronized int await(int index, Predicate<LibvirtEvent> wanted, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    for (int i = index; ; i++) {
      while (i >= events.size()) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          return -1;
        }
        try {
          wait(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return -1;
        }
      }
      if (wanted.test(events.get(i))) {
        return i;
      }
    }
  }

  /** Ends virsh; what it has told stays. */
  @Override
  public void close() {
    Process process = virsh;
    Thread thread = reader;
    if (process == null || thread == null) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    virsh = null;
    reader = null;
  }
}
