package org.pvpanic.oncrash;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;

/**
 * Stands between a QMP client and an emulator, and notes what each of them says: commands as {@code
 * > name}, events as {@code < NAME}, replies as {@code < return} or {@code < error}.
 */
final class Relay implements AutoCloseable {

  private final Path socket;
  private final ServerSocketChannel server;
  private final SocketChannel emulator;
  private final List<String> notes = new ArrayList<>();

  Relay(Path socket, Path emulatorSocket) throws IOException {
    this.socket = socket;
    emulator = SocketChannel.open(UnixDomainSocketAddress.of(emulatorSocket));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    start(
        () -> {
          SocketChannel client = server.accept();
          start(() -> pass(emulator, client));
          pass(client, emulator);
        });
  }

  /** Work that ends when a connection does. */
  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One of them has gone.
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void pass(SocketChannel from, SocketChannel to) throws IOException {
    try (from;
        to) {
      BufferedReader reader = new BufferedReader(Channels.newReader(from, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        note(line);
        ByteBuffer bytes = ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
      }
    }
  }

  private synchronized void note(String line) throws IOException {
    try {
      String summary = summary(Json.parse(line));
      if (summary != null) {
        notes.add(summary);
      }
    } catch (JsonException e) {
      throw new IOException(e);
    }
  }

  /** The note on a message; null for a greeting. */
  static @Nullable String summary(Object json) {
    Map<String, Object> message = Json.asObject(json);
    if (message == null || message.containsKey("QMP")) {
      return null;
    }
    if (message.containsKey("execute")) {
      return "> " + message.get("execute");
    }
    if (message.containsKey("event")) {
      return "< " + message.get("event");
    }
    return message.containsKey("error") ? "< error" : "< return";
  }

  /** What has been noted so far. */
  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() throws IOException {
    server.close();
    emulator.close();
    Files.deleteIfExists(socket);
  }
}
