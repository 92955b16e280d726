package org.pvpanic.twin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;

/**
 * A QMP client that shows every byte: replies and events come as the lines that were received, less
 * what differs from run to run (timestamps, thread numbers). Reading blocks; the test's timeout
 * interrupts it.
 */
public final class QmpClient implements AutoCloseable {

  private static final Pattern VARYING =
      Pattern.compile("\"timestamp\": \\{[^}]*}, |(?<=\\{\"thread-id\": |thread_id=)\\d+");

  private final SocketChannel channel;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16).limit(0);

  /** A client that has not read the greeting yet. */
  public QmpClient(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects to a listening monitor, and negotiates. */
  public static QmpClient connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new QmpClient(channel).negotiate();
  }

  /** Reads the greeting and negotiates. */
  public QmpClient negotiate() throws IOException {
    line();
    ask("{'execute': 'qmp_capabilities'}");
    return this;
  }

  /** Sends a line; single quotes will do. */
  public void send(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Sends a command, and returns all lines up to its reply: events first. */
  public List<String> ask(String command) throws IOException {
    send(command);
    List<String> lines = new ArrayList<>();
    do {
      lines.add(line());
    } while (lines.get(lines.size() - 1).startsWith("{\"event"));
    return lines;
  }

  /** Sends a command without arguments, and returns all lines up to its reply. */
  public List<String> execute(String name) throws IOException {
    return ask("{'execute': '" + name + "'}");
  }

  /** What a command returns; events before it are dropped. */
  public Object result(String command) throws IOException {
    List<String> lines = ask(command);
    Object reply = parse(lines.get(lines.size() - 1));
    return Objects.requireNonNull(asObject(reply).get("return"), reply::toString);
  }

  /** Runs a line of the human monitor; events before its output are dropped. */
  public String human(String line) throws IOException {
    Map<String, Object> command =
        Map.of("execute", "human-monitor-command", "arguments", Map.of("command-line", line));
    return (String) result(Json.write(command).trim());
  }

  /** The next line without CR LF. */
  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        throw new EOFException("after " + line.toString(UTF_8));
      }
      line.write(b);
    }
    return VARYING.matcher(line.toString(UTF_8).trim()).replaceAll("");
  }

  /** All lines until the monitor closes the connection. */
  public List<String> rest() throws IOException {
    List<String> lines = new ArrayList<>();
    try {
      while (true) {
        lines.add(line());
      }
    } catch (EOFException | SocketException end) {
      return lines; // a newline that QEMU has not read resets the connection
    }
  }

  private int read() throws IOException {
    if (!input.hasRemaining()) {
      input.clear();
      int count = channel.read(input);
      input.flip();
      if (count < 0) {
        return -1;
      }
    }
    return input.get();
  }

  /** Parses a line. */
  static Object parse(String line) {
    try {
      return Json.parse(line);
    } catch (JsonException e) {
      throw new AssertionError(line, e);
    }
  }

  /** The members of an object. */
  public static Map<String, Object> asObject(Object value) {
    return Objects.requireNonNull(Json.asObject(value), value::toString);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
