package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The host of a case, at the sockets of an emulator that was started with a {@link CaseCommand}. It
 * does and awaits what the case says, asks how the machine is, and ends it.
 */
final class CaseHost implements AutoCloseable {

  /** How long it awaits something: the slowest guest waits for a soft lockup. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** After the last action, before it asks how the machine is. */
  private static final Duration REST = Duration.ofMillis(300);

  private final CaseCommand command;
  private final Pace pace;
  private final QmpLog qmp;
  private final ConsoleLog console;
  private @Nullable SocketChannel keyboard;

  /**
   * Connects to an emulator.
   *
   * @throws IOException when it is not there yet
   */
  CaseHost(CaseCommand command, Pace pace) throws IOException {
    this.command = command;
    this.pace = pace;
    this.console = new ConsoleLog(command.console());
    try {
      this.qmp = new QmpLog(command.monitor(), () -> pace.elapsed().toNanos() / 1e9);
    } catch (IOException e) {
      console.close();
      throw e;
    }
  }

  /** What was said at the monitor. */
  List<Message> messages() {
    return qmp.messages();
  }

  /** What the console has shown, a character for a byte. */
  String console() throws IOException {
    return console.read().toString();
  }

  /** Does it all; whether everything came that was awaited. */
  boolean act(List<HostAction> actions) throws IOException {
    awaitMonitor(() -> !qmp.messages().isEmpty());
    execute("qmp_capabilities", Map.of());
    execute("query-status", Map.of());
    boolean complete = true;
    for (HostAction action : actions) {
      if (qmp.hasEnded()) {
        return complete;
      }
      complete &= act(action);
    }
    pass(REST);
    if (!qmp.hasEnded()) {
      execute("query-status", Map.of());
      execute("quit", Map.of());
      awaitMonitor(qmp::hasEnded);
    }
    return complete;
  }

  private boolean act(HostAction action) throws IOException {
    if (action instanceof HostAction.Wait wait) {
      pass(wait.time());
    } else if (action instanceof HostAction.AwaitConsole awaited) {
      return await(() -> console.shows(awaited.text()));
    } else if (action instanceof HostAction.AwaitEvent awaited) {
      return await(() -> qmp.count(awaited.name()) >= awaited.count());
    } else if (action instanceof HostAction.Type typed) {
      type(typed.text());
    } else if (action instanceof HostAction.Execute each) {
      execute(each.command(), command.placed(each.arguments()));
    }
    return true;
  }

  private void execute(String name, Map<String, Object> arguments) throws IOException {
    long id = qmp.send(name, arguments);
    awaitMonitor(() -> qmp.isAnswered(id));
  }

  /** What comes without any time passing on the machine. */
  private void awaitMonitor(Pace.Condition said) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!pace.settle(() -> isSo(said)) && !qmp.hasEnded()) {
      if (System.nanoTime() > end) {
        throw new IOException("the monitor does not answer; it said " + qmp.messages());
      }
    }
  }

  private boolean await(Pace.Condition condition) throws IOException {
    return pace.until(() -> isSo(condition) || qmp.hasEnded(), PATIENCE) && isSo(condition);
  }

  private void pass(Duration time) throws IOException {
    pace.until(() -> isSo(() -> false), time);
  }

  /** Reads first; what is typed is echoed to who typed it, who does not look at it. */
  private boolean isSo(Pace.Condition condition) throws IOException {
    SocketChannel typing = keyboard;
    if (typing != null) {
      ByteBuffer echo = ByteBuffer.allocate(1 << 16);
      while (typing.isOpen() && typing.read(echo) > 0) {
        echo.clear();
      }
    }
    qmp.read();
    return condition.isMet();
  }

  private void type(String text) throws IOException {
    SocketChannel typing = keyboard;
    if (typing == null) {
      typing = SocketChannel.open(StandardProtocolFamily.UNIX);
      typing.connect(UnixDomainSocketAddress.of(command.serial()));
      typing.configureBlocking(false);
      keyboard = typing;
    }
    for (ByteBuffer keys = ByteBuffer.wrap(text.getBytes(UTF_8)); keys.hasRemaining(); ) {
      typing.write(keys);
    }
    pace.settle(() -> isSo(() -> true));
  }

  @Override
  public void close() throws IOException {
    qmp.close();
    console.close();
    SocketChannel typing = keyboard;
    if (typing != null) {
      typing.close();
    }
  }
}
