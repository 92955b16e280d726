package org.pvpanic.qmp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.JsonName;
import org.pvpanic.json.JsonWriter;

/**
 * The monitors of one machine. They share its commands, run one in-band command at a time among
 * them all, and each gets every event. They have no lock: one thread uses them.
 */
public final class QmpMonitors {
  private static final JsonName TIMESTAMP = JsonName.of("timestamp");
  private static final JsonName SECONDS = JsonName.of("seconds");
  private static final JsonName MICROSECONDS = JsonName.of("microseconds");
  private static final JsonName EVENT = JsonName.of("event");
  private static final JsonName DATA = JsonName.of("data");

  private final QmpCommands commands;
  private final InstantSource clock;
  private final EventLimiter limiter;
  private final List<QmpSession> sessions = new CopyOnWriteArrayList<>();
  private final JsonWriter line = new JsonWriter();
  private boolean commandRuns;
  private boolean finished;
  private boolean preconfig;

  /**
   * Makes a machine's monitors, none at first.
   *
   * @param clock gives the events' timestamps
   * @param limiter which events are held back
   */
  public QmpMonitors(QmpCommands commands, InstantSource clock, EventLimiter limiter) {
    this.commands = commands;
    this.clock = clock;
    this.limiter = limiter;
  }

  /** Adds a monitor in the usual mode: compact output, exec-oob offered. */
  public QmpSession add(QmpPeer peer) {
    return add(peer, false, true);
  }

  /**
   * Adds a monitor. It has no client before {@link QmpSession#open}.
   *
   * @param peer the monitor's transport
   * @param pretty whether output is indented
   * @param offersOob whether exec-oob is offered: QEMU does so where a character device can have a
   *     thread of its own
   */
  public QmpSession add(QmpPeer peer, boolean pretty, boolean offersOob) {
    QmpSession session = new QmpSession(this, peer, pretty, offersOob);
    sessions.add(session);
    return session;
  }

  /** Takes a monitor away, and its client with it. */
  public void remove(QmpSession session) {
    session.reset();
    sessions.remove(session);
  }

  /** Says whether the machine still waits to be initialized, as with {@code -preconfig}. */
  public void setPreconfig(boolean preconfig) {
    this.preconfig = preconfig;
  }

  /**
   * The machine is at its end: no command is begun any more, while one that is at work is still
   * answered.
   */
  public void finish() {
    finished = true;
  }

  /** Sends an event without data to every client that has negotiated. */
  public void emit(QmpEvent<Void> event) {
    emit(event, (Object) null);
  }

  /** Sends an event to every client that has negotiated. */
  public <D extends Record> void emit(QmpEvent<D> event, D data) {
    emit(event, (Object) data);
  }

  private void emit(QmpEvent<?> event, @Nullable Object data) {
    if (!commands.knows(event)) {
      throw new IllegalArgumentException("undeclared event: " + event);
    }
    Instant now = clock.instant();
    limiter.submit(event, data, () -> broadcast(event, data, now));
  }

  private void broadcast(QmpEvent<?> event, @Nullable Object data, Instant now) {
    byte[] compact = null;
    byte[] pretty = null;
    for (QmpSession session : sessions) {
      if (!session.takesEvents()) {
        continue;
      }
      // A copy each, since a client may run a command, and raise an event, while it is sent one.
      if (session.isPretty()) {
        pretty = pretty == null ? encode(new JsonWriter(true), event, data, now) : pretty;
        session.peer().send(pretty, 0, pretty.length);
      } else {
        compact = compact == null ? encode(line, event, data, now) : compact;
        session.peer().send(compact, 0, compact.length);
      }
    }
  }

  private static byte[] encode(
      JsonWriter out, QmpEvent<?> event, @Nullable Object data, Instant now) {
    out.reset().beginObject().name(TIMESTAMP).beginObject();
    out.name(SECONDS).value(now.getEpochSecond());
    out.name(MICROSECONDS).value(now.getNano() / 1000);
    out.endObject().name(EVENT).value(event.name());
    QapiType type = event.dataType();
    if (type != null && data != null) {
      type.encode(data, out.name(DATA));
    }
    out.endObject().endLine();
    return Arrays.copyOf(out.buffer(), out.length());
  }

  QmpCommands commands() {
    return commands;
  }

  boolean isPreconfig() {
    return preconfig;
  }

  /** Starts an in-band command, unless one is at work. */
  boolean begin() {
    boolean free = !commandRuns && !finished;
    commandRuns |= free;
    return free;
  }

  /** Ends the in-band command that is at work, and lets the monitors go on. */
  void end() {
    commandRuns = false;
    sessions.forEach(QmpSession::pump);
  }
}
