package org.pvpanic.oncrash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that says what its script says, to one client. */
final class FakeServer implements AutoCloseable {

  static final String GREETING = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}";

  /** What the server does once a client is there. */
  @FunctionalInterface
  interface Script {
    void play(Peer peer) throws IOException;
  }

  /** The client as the script sees it. */
  record Peer(SocketChannel channel, BufferedReader reader) {

    void say(String line) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    /** The next line from the client, or "" when it has gone. */
    String hear() throws IOException {
      String line = reader.readLine();
      return line == null ? "" : line;
    }

    /** Greets and negotiates; the client's first command then has the id pvpanic-2. */
    void negotiate() throws IOException {
      say(GREETING);
      hear();
      say("{\"return\": {}, \"id\": \"pvpanic-1\"}");
    }
  }

  private final Path directory;
  private final ServerSocketChannel server;
  private final CompletableFuture<Void> played = new CompletableFuture<>();

  FakeServer(Script script) throws IOException {
    directory = Files.createTempDirectory("pv");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
    Thread thread = new Thread(() -> play(script), "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void play(Script script) {
    try (SocketChannel channel = server.accept()) {
      script.play(
          new Peer(
              channel, new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))));
      played.complete(null);
    } catch (IOException | RuntimeException e) {
      played.completeExceptionally(e);
    }
  }

  Path socket() {
    return directory.resolve("s");
  }

  /** Waits until the script has been played. */
  void awaitEnd() throws IOException {
    try {
      played.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket());
    Files.delete(directory);
  }
}
