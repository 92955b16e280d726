package org.pvpanic.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What libvirt tells of one domain from a moment on. Waiting moves on through the events, so that
 * awaiting the same text twice waits for two events.
 */
public final class LibvirtEvents {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SessionLogs logs;
  private final EventStream stream;
  private final String domain;
  private final int start;
  private int next;

  LibvirtEvents(SessionLogs logs, EventStream stream, String domain) {
    this.logs = logs;
    this.stream = stream;
    this.domain = domain;
    this.start = stream.size();
    this.next = start;
  }

  /**
   * Waits for an event of this text, as {@code lifecycle Crashed Panicked} or {@code STOP}.
   *
   * @throws AssertionError if it did not come within 30 seconds
   */
  public LibvirtEvent await(String text) {
    return await(text, event -> event.text().equals(text), LIMIT);
  }

  /**
   * Waits for an event that is wanted.
   *
   * @throws AssertionError if none came within the limit
   */
  public LibvirtEvent await(Predicate<LibvirtEvent> wanted, Duration limit) {
    return await("the wanted one", wanted, limit);
  }

  private LibvirtEvent await(String what, Predicate<LibvirtEvent> wanted, Duration limit) {
    int found = stream.await(next, event -> ours(event) && wanted.test(event), limit);
    if (found < 0) {
      throw new AssertionError(
          logs.explained("no event '" + what + "' from " + domain + ", only " + seen()));
    }
    next = found + 1;
    return stream.since(found).get(0);
  }

  /** The texts of all events so far, in order. */
  public List<String> seen() {
    return stream.since(start).stream().filter(this::ours).map(LibvirtEvent::text).toList();
  }

  private boolean ours(LibvirtEvent event) {
    return event.domain().equals(domain);
  }
}
