package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.pvpanic.json.Json;

/** A QMP client that never blocks, and notes what is said. */
final class QmpLog implements AutoCloseable {

  private final SocketChannel channel;
  private final DoubleSupplier seconds;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<Message> messages = new ArrayList<>();
  private long commands;
  private boolean ended;

  /**
   * Connects.
   *
   * @param seconds what the time is
   */
  QmpLog(Path socket, DoubleSupplier seconds) throws IOException {
    this.seconds = seconds;
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What has been said so far. */
  List<Message> messages() {
    return Collections.unmodifiableList(messages);
  }

  /** Whether the monitor has closed the connection. */
  boolean hasEnded() {
    return ended;
  }

  /** Sends a command; its number. */
  long send(String command, Map<String, Object> arguments) throws IOException {
    Map<String, Object> request = new HashMap<>(Map.of("execute", command, "id", ++commands));
    if (!arguments.isEmpty()) {
      request.put("arguments", arguments);
    }
    String text = Json.write(request).trim();
    messages.add(new Message(seconds.getAsDouble(), false, text));
    ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return commands;
  }

  /** Reads what is there to be read. */
  void read() throws IOException {
    while (!ended && receive() > 0) {
      for (input.flip(); input.hasRemaining(); ) {
        byte next = input.get();
        if (next == '\n') {
          messages.add(new Message(seconds.getAsDouble(), true, line.toString(UTF_8).trim()));
          line.reset();
        } else {
          line.write(next);
        }
      }
    }
  }

  private int receive() throws IOException {
    input.clear();
    int count;
    try {
      count = channel.read(input);
    } catch (SocketException reset) {
      count = -1; // by an emulator that left without reading everything
    }
    ended = count < 0;
    return count;
  }

  /** How often an event has come. */
  long count(String event) {
    return messages.stream().filter(each -> each.event().equals(event)).count();
  }

  /** Whether a command has been answered. */
  boolean isAnswered(long id) {
    return messages.stream().anyMatch(each -> each.answers(id));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
