package org.pvpanic.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pvpanic.json.Json;
import org.pvpanic.replay.QmpRecordings;
import org.pvpanic.twin.TempDir;

/** Command lines with which real QEMU 7.2 was started: our process says the same and ends so. */
@Timeout(60)
class CliBehaviourTest {

  /** Answers that are only read: all parts of a machine, and a command that is not there. */
  private static final Pattern OTHERS =
      Pattern.compile("BootConfiguration|The command 'device_add' is permitted only");

  private static final Pattern SENDER = Pattern.compile(" from pid \\d+ \\(\\S+\\)");
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\": \\{[^}]*}, ");
  private static final Pattern SIGNAL = Pattern.compile("terminating on signal (\\d+)");

  /** A start of QEMU; {@code during} as the README beside the recording says. */
  record Start(List<String> args, long exit, String stdout, String stderr, Object during) {
    @Override
    public String toString() {
      return String.join(" ", args);
    }

    boolean endsByItself() {
      return !stderr.contains("terminating on signal") && exit >= 0 && !(during instanceof List);
    }
  }

  static Stream<Start> starts() {
    List<Start> starts = new ArrayList<>();
    for (Map<String, Object> line : QmpRecordings.linesOf("/cli/cli-behaviour.jsonl")) {
      Map<String, Object> message = object(line.getOrDefault("msg", Map.of()));
      List<?> args = (List<?>) message.getOrDefault("args", List.of());
      starts.add(
          new Start(
              args.stream().map(String::valueOf).toList(),
              (Long) message.getOrDefault("exit", 0L),
              String.valueOf(message.get("stdout")),
              SENDER.matcher(String.valueOf(message.get("stderr"))).replaceAll(""),
              message.getOrDefault("during", "")));
    }
    return starts.stream();
  }

  private static Map<String, Object> object(Object value) {
    return Objects.requireNonNull(Json.asObject(value), value::toString);
  }

  @Test
  void noneIsLeftOut() {
    assertEquals(28, starts().count());
  }

  @ParameterizedTest
  @MethodSource("starts")
  void saysAndEndsAsRecorded(Start start) throws Exception {
    try (TempDir directory = new TempDir();
        Run run = new Run(start, directory)) {
      if (!start.endsByItself()) {
        run.awaitBackEnds();
        run.awaitOutput();
        run.meetClient();
      }
      run.expectEnd();
    }
  }

  private static String timeless(String text) {
    return TIMESTAMP.matcher(text).replaceAll("");
  }

  /** Our process. It has one more monitor, which connects to us and says by that when it runs. */
  private static final class Run implements AutoCloseable {

    private final Start start;
    private final Path socket;
    private final Process process;
    private final ServerSocketChannel server;
    private final StringBuilder output = new StringBuilder();
    private final StringBuilder error = new StringBuilder();

    Run(Start start, TempDir directory) throws IOException {
      this.start = start;
      this.socket = directory.path("cli.sock");
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(directory.path("own")));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
      command.add("--enable-native-access=ALL-UNNAMED"); // or else JDK 25 warns
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(QemuMain.class.getName(), "-accel", "tcg"));
      command.addAll(List.of("-display", "none", "-nodefaults"));
      command.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
      start.args().forEach(arg -> command.add(here(arg)));
      command.addAll(List.of("-qmp", "unix:" + directory.path("own")));
      process = new ProcessBuilder(command).start();
      Future<?> unused = process.onExit().thenAccept(dead -> close());
      if (start.args().contains("stdio")) {
        String typed =
            start.args().contains("-qmp")
                ? "{\"execute\": \"qmp_capabilities\"}\n{\"execute\": \"query-status\"}\n"
                : "info status\n";
        process.getOutputStream().write(typed.getBytes(UTF_8));
        process.getOutputStream().flush();
      }
    }

    private String here(String text) {
      Path nowhere = socket.resolveSibling("nonexistent");
      return text.replace("/lab/cli.sock", socket.toString())
          .replace("/nonexistent", nowhere.toString());
    }

    /** Until it runs, or where a first client is waited for, until it says so. */
    void awaitBackEnds() throws IOException {
      if (start.stderr().contains("waiting for connection")) {
        while (error.indexOf("\n") < 0) {
          error.append((char) process.getErrorStream().read());
        }
      } else {
        try (SocketChannel monitor = server.accept()) {
          assertTrue(line(monitor).startsWith("{\"QMP\""));
        }
      }
    }

    /** Reads what was printed before the signal came. */
    void awaitOutput() throws IOException {
      String before = timeless(start.stdout().replaceAll("(?m)^.*SHUTDOWN.*\\R", ""));
      while (timeless(output.toString()).length() < before.length()) {
        int next = process.getInputStream().read();
        assertTrue(next >= 0, output::toString);
        output.append((char) next);
      }
    }

    /** A client comes if one came to QEMU; then, unless it ends the process, a signal does. */
    void meetClient() throws Exception {
      if (start.during() instanceof List<?> conversation) {
        try (SocketChannel client = connect()) {
          converse(client, conversation);
        }
        return;
      }
      if (start.during() instanceof String greeting && greeting.startsWith("{")) {
        try (SocketChannel client = connect()) {
          assertEquals(greeting, line(client) + "\r\n");
        }
      } else if (start.during().equals(true)) {
        assertTrue(Files.exists(socket), "the socket's file");
      }
      Matcher signal = SIGNAL.matcher(start.stderr());
      String number = signal.find() ? signal.group(1) : "15";
      new ProcessBuilder("kill", "-" + number, "" + process.pid()).start().waitFor();
    }

    private SocketChannel connect() throws IOException {
      SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
      client.connect(UnixDomainSocketAddress.of(socket));
      return client;
    }

    private static String line(SocketChannel client) throws IOException {
      StringBuilder line = new StringBuilder();
      ByteBuffer one = ByteBuffer.allocate(1);
      while (line.indexOf("\n") < 0 && client.read(one.clear()) > 0) {
        line.append((char) one.flip().get());
      }
      return line.toString().stripTrailing();
    }

    private static void converse(SocketChannel client, List<?> conversation) throws IOException {
      for (Object part : conversation) {
        String text = String.valueOf(part);
        if (text.startsWith("{\"execute")) {
          client.write(ByteBuffer.wrap((text + "\n").getBytes(UTF_8)));
          continue;
        }
        for (String expected : text.lines().toList()) {
          String line = line(client);
          if (!OTHERS.matcher(expected).find()) {
            assertEquals(timeless(expected), timeless(line));
          }
        }
      }
    }

    void expectEnd() throws Exception {
      output.append(new String(process.getInputStream().readAllBytes(), UTF_8));
      error.append(new String(process.getErrorStream().readAllBytes(), UTF_8));
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still runs");
      // QEMU that still waits for its first client dies by the signal itself.
      boolean killed = start.exit() < 0;
      String stderr = here(start.stderr());
      assertEquals(
          killed ? stderr + "qemu-system-x86_64: terminating on signal 15\n" : stderr,
          error.toString());
      assertEquals(timeless(start.stdout()), timeless(output.toString()));
      assertEquals(killed ? 0 : start.exit(), process.exitValue());
      assertFalse(Files.exists(socket), "the socket's file is left");
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
