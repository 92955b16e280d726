package org.pvpanic.oncrash;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonParser;
import org.pvpanic.json.JsonWriter;

/**
 * A client of QEMU's monitor protocol on a Unix socket. One daemon thread reads; events and replies
 * come in the order in which QEMU sent them. Any thread but that one may execute commands.
 *
 * <pre>{@code
 * try (QmpClient qmp = QmpClient.connect(socket, Duration.ofSeconds(5), System.out::println)) {
 *   qmp.execute("system_reset", Map.of());
 * }
 * }</pre>
 */
public final class QmpClient implements AutoCloseable {

  /** An event, without its timestamp. */
  public record Event(String name, Map<String, Object> data) {}

  /** Somebody who waits for an event. */
  private record Waiter(String event, CompletableFuture<Event> future) {}

  private final SocketChannel channel;
  private final Duration timeout;
  private final Consumer<Event> listener;
  private final Thread reader;
  private final AtomicLong lastId = new AtomicLong();
  private final CompletableFuture<Map<String, Object>> greeting = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Map<String, CompletableFuture<Map<String, Object>>> replies =
      new ConcurrentHashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();

  private QmpClient(SocketChannel channel, Duration timeout, Consumer<Event> listener) {
    this.channel = channel;
    this.timeout = timeout;
    this.listener = listener;
    this.reader = new Thread(this::read, "qmp-client");
    reader.setDaemon(true);
  }

  /**
   * Connects and negotiates.
   *
   * @param timeout how long to wait for the greeting and for each reply
   * @param listener takes all events, on the reader's thread
   * @throws IOException when nobody listens there, or it is not QMP what is spoken
   */
  public static QmpClient connect(Path socket, Duration timeout, Consumer<Event> listener)
      throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    QmpClient client = new QmpClient(channel, timeout, listener);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      client.reader.start();
      client.negotiate();
      return client;
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private void negotiate() throws IOException {
    await(greeting, timeout, "QMP greeting");
    try {
      execute("qmp_capabilities", Map.of());
    } catch (QmpCommandException e) {
      throw new IOException("QMP negotiation failed: " + e.description(), e);
    }
  }

  /**
   * Executes a command.
   *
   * @return the value of {@code return}, of the types that {@link JsonParser} yields
   * @throws QmpCommandException when QEMU answers with an error
   * @throws IOException when the connection is lost, or no reply comes in time
   */
  public Object execute(String command, Map<String, Object> arguments)
      throws IOException, QmpCommandException {
    if (Thread.currentThread() == reader) {
      throw new IllegalStateException("the thread that reads replies cannot wait for one");
    }
    String id = "pvpanic-" + lastId.incrementAndGet();
    CompletableFuture<Map<String, Object>> future = new CompletableFuture<>();
    replies.put(id, future);
    try {
      if (ended.isDone()) {
        throw lost();
      }
      send(command, arguments, id);
      Map<String, Object> reply = await(future, timeout, "reply to " + command);
      Map<String, Object> error = member(reply, "error");
      if (error != null) {
        throw new QmpCommandException(
            String.valueOf(error.get("class")), String.valueOf(error.get("desc")));
      }
      return reply.getOrDefault("return", Map.of());
    } finally {
      replies.remove(id);
    }
  }

  private synchronized void send(String command, Map<String, Object> arguments, String id)
      throws IOException {
    JsonWriter json = new JsonWriter().beginObject().name("execute").value(command);
    if (!arguments.isEmpty()) {
      json.name("arguments").value((Object) arguments);
    }
    json.name("id").value(id).endObject().endLine();
    ByteBuffer bytes = ByteBuffer.wrap(json.buffer(), 0, json.length());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * The next event of that name after this call; the listener has had it then. The future fails
   * with an {@link IOException} when the connection ends first.
   */
  public CompletableFuture<Event> next(String name) {
    Waiter waiter = new Waiter(name, new CompletableFuture<>());
    synchronized (waiters) {
      waiters.add(waiter);
    }
    if (ended.isDone()) {
      waiter.future().completeExceptionally(lost());
    }
    return waiter.future();
  }

  /** Completed when the connection has ended, by either side. The listener is not called again. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /**
   * Waits for something that the reader's thread completes.
   *
   * @param what names it for the message when it does not come in time
   * @throws IOException when it does not come
   */
  public static <T> T await(CompletableFuture<T> future, Duration timeout, String what)
      throws IOException {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("no %s within %d ms".formatted(what, timeout.toMillis()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    JsonParser parser = new JsonParser(new Input());
    try (channel) {
      while (channel.read(buffer) >= 0) {
        for (int at = 0; at < buffer.position(); ) {
          at += parser.feed(buffer.array(), at, buffer.position() - at);
        }
        buffer.clear();
      }
      end(lost());
    } catch (AsynchronousCloseException e) {
      end(lost());
    } catch (IOException e) {
      end(e);
    } catch (RuntimeException e) {
      end(new IOException("QMP client: " + e.getMessage(), e));
    }
  }

  private void end(IOException reason) {
    ended.complete(null);
    greeting.completeExceptionally(reason);
    replies.values().forEach(reply -> reply.completeExceptionally(reason));
    for (Waiter waiter : takeWaiters(null)) {
      waiter.future().completeExceptionally(reason);
    }
  }

  private static IOException lost() {
    return new IOException("QMP connection lost");
  }

  private List<Waiter> takeWaiters(@Nullable String event) {
    synchronized (waiters) {
      List<Waiter> taken = new ArrayList<>(waiters);
      taken.removeIf(w -> event != null && !w.event().equals(event));
      waiters.removeAll(taken);
      return taken;
    }
  }

  private static @Nullable Map<String, Object> member(Map<String, Object> message, String name) {
    Object value = message.get(name);
    return value == null ? null : Json.asObject(value);
  }

  /** Ends the connection, and the thread that reads. Closing twice does nothing. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
    if (reader.isAlive() && Thread.currentThread() != reader) {
      ended.join();
    }
    end(lost());
  }

  /** Tells messages apart. */
  private final class Input implements JsonParser.Listener {

    @Override
    public void value(Object value) {
      Map<String, Object> message = Json.asObject(value);
      if (message == null) {
        throw new IllegalStateException("a message is no object");
      }
      if (message.get("event") instanceof String name) {
        Map<String, Object> data = member(message, "data");
        Event event = new Event(name, data == null ? Map.of() : data);
        listener.accept(event);
        takeWaiters(name).forEach(waiter -> waiter.future().complete(event));
      } else if (message.get("id") instanceof String id) {
        CompletableFuture<Map<String, Object>> reply = replies.get(id);
        if (reply != null) {
          reply.complete(message);
        }
      } else if (message.containsKey("QMP")) {
        greeting.complete(message);
      }
    }

    @Override
    public void error(String message) {
      throw new IllegalStateException(message);
    }
  }
}
