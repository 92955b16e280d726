package org.pvpanic.qmp;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One monitor: it has one client at a time, greets it, negotiates, and answers its commands in the
 * order in which they came, one at a time. Only after negotiation does it know commands other than
 * {@code qmp_capabilities} and pass events on.
 *
 * <p>All of its methods must be called on the monitors' thread, but any may be called from within
 * another, say by a handler or by {@link QmpPeer#send}.
 */
public final class QmpSession {
  /** Large enough for long messages to come quickly, and small enough to be kept. */
  private static final int READ_SIZE = 64 << 10;

  private final QmpMonitors monitors;
  private final QmpPeer peer;
  private final boolean offersOob;
  private final QmpContext context;
  private final QmpReply reply;
  private final QmpInput input = new QmpInput();
  private boolean connected;
  private boolean negotiated;
  private boolean oobEnabled;
  private boolean pumping;

  /** An in-band command of this monitor has not been answered yet. */
  private boolean atWork;

  private boolean refusedToRead;

  /** The last event did not find room. */
  private boolean losesEvents;

  /** Tells clients apart: a command that outlives its client is not answered to the next one. */
  private int client;

  QmpSession(QmpMonitors monitors, QmpPeer peer, boolean pretty, boolean offersOob) {
    this.monitors = monitors;
    this.peer = peer;
    this.offersOob = offersOob;
    this.context = new QmpContext(this, peer);
    this.reply = new QmpReply(pretty);
  }

  /** A client came: it is greeted. */
  public void open() {
    reset();
    connected = true;
    reply.greeting(monitors.commands().version(), offersOob).send(peer);
  }

  /** The client is gone: what it sent and negotiated is forgotten. */
  public void reset() {
    client++;
    connected = false;
    negotiated = false;
    losesEvents = false;
    oobEnabled = false;
    input.clear();
  }

  /** Takes bytes from the client. More than {@link #canReceive} allows are kept for later. */
  public void receive(byte[] buffer, int offset, int length) {
    if (connected) {
      input.add(buffer, offset, length);
      pump();
    }
  }

  /**
   * How many bytes the session wants to get now: 0 while a command is at work or the client does
   * not read its replies. {@link QmpPeer#readAgain} tells when that ends.
   */
  public int canReceive() {
    boolean ready = connected && input.isRead() && takesInput();
    refusedToRead = !ready;
    return ready ? READ_SIZE : 0;
  }

  /** The client reads again: {@link QmpPeer#isWritable} is true once more. */
  public void peerReads() {
    pump();
  }

  /**
   * Says whether an event may be sent: a client that does not read gets those that found room, in
   * their order, and none that did not.
   */
  boolean takesEvents() {
    if (!negotiated) {
      return false;
    }
    boolean room = peer.hasRoomForEvents();
    if (!room && !losesEvents) {
      System.getLogger(QmpSession.class.getName())
          .log(Level.WARNING, "a monitor's client does not read: events for it are dropped");
    }
    losesEvents = !room;
    return room;
  }

  boolean isPretty() {
    return reply.isPretty();
  }

  QmpPeer peer() {
    return peer;
  }

  /** Ends negotiation. */
  void negotiate(List<QmpCommands.Capability> enabled) throws QmpException {
    if (negotiated) {
      throw new QmpException(
          ErrorClass.COMMAND_NOT_FOUND,
          "Capabilities negotiation is already complete, command ignored");
    }
    if (!enabled.isEmpty() && !offersOob) {
      throw new QmpException("Capability oob not available");
    }
    negotiated = true;
    oobEnabled = !enabled.isEmpty();
  }

  /** Goes on with what waits, as far as that is possible. */
  void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      serve();
      while (!input.isRead() && takesInput()) {
        input.readMessage();
        serve();
      }
    } finally {
      pumping = false;
    }
    if (refusedToRead && canReceive() > 0) {
      peer.readAgain();
    }
  }

  private boolean takesInput() {
    boolean turn = oobEnabled || !atWork;
    return turn && input.hasRoom(oobEnabled) && peer.isWritable();
  }

  private void serve() {
    Object urgent = input.takeUrgent();
    if (urgent != null) {
      execute(urgent, false);
    }
    while (input.hasWaiting() && monitors.begin()) {
      execute(input.takeWaiting(), true);
    }
  }

  private void execute(Object message, boolean inBand) {
    int asker = client;
    atWork |= inBand;
    Object id = QmpRequest.id(message);
    QmpCommand command = null;
    Object result = null;
    Throwable failure = null;
    try {
      if (message instanceof QmpInput.Garbage garbage) {
        throw new QmpException(garbage.message());
      }
      QmpRequest request = QmpRequest.of(message, oobEnabled);
      command = find(request);
      result = command.run(context, request.arguments());
    } catch (QmpException | RuntimeException | Error e) {
      failure = e;
    }
    if (result instanceof CompletionStage<?> later) {
      QmpCommand asked = command;
      later.whenComplete((done, error) -> finish(asker, id, asked, done, error, inBand));
    } else {
      finish(asker, id, command, result, failure, inBand);
    }
  }

  private QmpCommand find(QmpRequest request) throws QmpException {
    QmpCommand command = monitors.commands().find(request.command());
    if (!negotiated && (command == null || !command.name().equals("qmp_capabilities"))) {
      throw new QmpException(
          ErrorClass.COMMAND_NOT_FOUND,
          "Expecting capabilities negotiation with 'qmp_capabilities'");
    }
    if (command == null) {
      throw new QmpException(
          ErrorClass.COMMAND_NOT_FOUND, "The command " + request.command() + " has not been found");
    }
    if (request.outOfBand() && !command.outOfBand()) {
      throw new QmpException("The command " + command.name() + " does not support OOB");
    }
    if (monitors.isPreconfig() && !command.preconfig()) {
      throw new QmpException(
          "The command '"
              + command.name()
              + "' is permitted only after machine initialization has completed");
    }
    return command;
  }

  private void finish(
      int asker,
      @Nullable Object id,
      @Nullable QmpCommand command,
      @Nullable Object result,
      @Nullable Throwable error,
      boolean inBand) {
    try {
      if (asker == client && connected) {
        encode(id, command, result, error);
        reply.send(peer);
      }
    } finally {
      if (inBand) {
        atWork = false;
        monitors.end();
      }
    }
  }

  private void encode(
      @Nullable Object id,
      @Nullable QmpCommand command,
      @Nullable Object result,
      @Nullable Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause == null) {
      try {
        reply.result(command == null ? null : command.resultType(), result, id);
        return;
      } catch (RuntimeException | Error e) {
        cause = e;
      }
    }
    if (cause instanceof QmpException expected) {
      reply.error(expected.errorClass(), expected.description(), id);
      return;
    }
    String name = command == null ? "a command" : command.name();
    System.getLogger(QmpSession.class.getName())
        .log(Level.ERROR, "unexpected failure of " + name, cause);
    reply.error(ErrorClass.GENERIC_ERROR, "An internal error occurred: " + cause, id);
  }
}
