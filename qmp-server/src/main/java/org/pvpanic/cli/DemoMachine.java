package org.pvpanic.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.json.Json;
import org.pvpanic.oncrash.QmpClient;
import org.pvpanic.oncrash.QmpCommandException;
import org.pvpanic.options.QemuError;

/**
 * The machine of the demo and what is connected to it: a terminal at its serial port, a QMP client,
 * a probe on its bus. All that they see goes to a timeline.
 */
final class DemoMachine implements AutoCloseable {

  /** The name of the virtual machine. */
  static final String NAME = "centos7";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PTY = "pty:";

  private final Emulator emulator;
  private final BusWatch bus;
  private final QmpClient qmp;
  private final String serialPort;
  private final SerialTerminal terminal;
  private final Cleanup cleanup;

  private DemoMachine(String memory, Timeline timeline, Consumer<byte[]> console, Cleanup cleanup)
      throws IOException {
    this.cleanup = cleanup;
    Path directory = Files.createTempDirectory("pv");
    directory.toFile().deleteOnExit(); // for a program that is interrupted
    cleanup.later(() -> Files.delete(directory));
    Path socket = directory.resolve("qmp");
    socket.toFile().deleteOnExit();
    emulator = Emulator.start(commandLine(memory, socket));
    cleanup.later(emulator);
    bus = onLoop(emulator, () -> new BusWatch(emulator.vm().machine(), timeline));
    qmp =
        QmpClient.connect(
            socket, PATIENCE, event -> timeline.fill(placeOf(event), Entry.event(event)));
    cleanup.later(qmp);
    serialPort = findSerialPort();
    terminal =
        SerialTerminal.open(
            serialPort,
            bytes -> {
              timeline.console(bytes);
              console.accept(bytes);
            });
    cleanup.later(terminal);
  }

  /**
   * Starts a machine whose guest does not run yet.
   *
   * @param memory its size as QEMU's {@code -m} takes it
   * @param console takes what the guest sends to its serial port, besides the timeline
   * @throws QemuError when the emulator refuses
   * @throws IOException when something cannot be connected to it
   */
  static DemoMachine start(String memory, Timeline timeline, Consumer<byte[]> console)
      throws IOException {
    Cleanup cleanup = new Cleanup();
    try {
      return new DemoMachine(memory, timeline, console, cleanup);
    } catch (IOException | RuntimeException e) {
      cleanup.run();
      throw e;
    }
  }

  /** As libvirt writes it, as far as it goes; a comma in a value is doubled. */
  private static String[] commandLine(String memory, Path qmpSocket) {
    String path = qmpSocket.toString().replace(",", ",,");
    return List.of(
            "-name guest=" + NAME,
            "-S",
            "-m " + memory,
            "-nodefaults",
            "-display none",
            "-no-shutdown",
            "-chardev socket,id=charmonitor,path=" + path + ",server=on,wait=off",
            "-mon chardev=charmonitor,id=monitor,mode=control",
            "-chardev pty,id=charserial0",
            "-device isa-serial,chardev=charserial0,id=serial0",
            "-device pvpanic")
        .stream()
        .flatMap(option -> List.of(option.split(" ", 2)).stream())
        .toArray(String[]::new);
  }

  /** The loop has told the bus watch of its event by the time that it comes to our task. */
  private Timeline.Place placeOf(QmpClient.Event event) {
    return onLoop(emulator, () -> bus.placeOf(event.name()));
  }

  private static <T> T onLoop(Emulator emulator, Callable<T> task) {
    return emulator.vm().eventLoop().submit(task).syncUninterruptibly().getNow();
  }

  private String findSerialPort() throws IOException {
    if (execute("query-chardev") instanceof List<?> chardevs) {
      for (Object chardev : chardevs) {
        Map<String, Object> info = Json.asObject(chardev);
        if (info != null && info.get("filename") instanceof String name && name.startsWith(PTY)) {
          return name.substring(PTY.length());
        }
      }
    }
    throw new IOException("the machine has no pty at its serial port");
  }

  /** Guest memory in MiB. */
  long memory() {
    return onLoop(emulator, () -> emulator.vm().machine().config().ram().size() >> 20);
  }

  /** The device file of the serial port's other end. */
  String serialPort() {
    return serialPort;
  }

  /** The terminal at the serial port. */
  SerialTerminal terminal() {
    return terminal;
  }

  /** The monitor. */
  QmpClient qmp() {
    return qmp;
  }

  /** Whether the guest has written to the pvpanic port. */
  boolean panicSeen() {
    return bus.panicSeen();
  }

  /** Executes a command that does not fail. */
  Object execute(String command) throws IOException {
    try {
      return qmp.execute(command, Map.of());
    } catch (QmpCommandException e) {
      throw new IOException(command + ": " + e.description(), e);
    }
  }

  /** What {@code query-status} says. */
  String status() throws IOException {
    Map<String, Object> info = Json.asObject(execute("query-status"));
    return info == null ? "" : String.valueOf(info.get("status"));
  }

  /** Ends the machine as SIGTERM does, and waits until it is over and all its events have come. */
  void end() throws IOException {
    emulator.terminate();
    QmpClient.await(emulator.exit(), PATIENCE, "end of the emulator");
    QmpClient.await(qmp.ended(), PATIENCE, "end of the QMP connection");
  }

  /** Disconnects everything, and ends the machine unless it has ended. */
  @Override
  public void close() throws IOException {
    cleanup.run();
  }

  /** What is to be closed, in the opposite order. */
  private static final class Cleanup {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    void later(AutoCloseable part) {
      parts.push(part);
    }

    /** Goes through all of it whatever fails: there is nothing to be done about it. */
    void run() {
      while (!parts.isEmpty()) {
        try {
          parts.pop().close();
        } catch (Exception e) {
          // The rest must be closed all the same.
        }
      }
    }
  }
}
