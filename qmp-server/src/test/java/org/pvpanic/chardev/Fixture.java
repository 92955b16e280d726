package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.pvpanic.chardev.ChardevConfig.Common;
import org.pvpanic.chardev.ChardevConfig.Server;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;

/** A loop, a short directory, and the chardevs of one test. */
final class Fixture {
  static final int TIMEOUT_SECONDS = 10;

  final IoEventLoop loop;
  final FdSets fds = new FdSets();
  final Path dir;
  final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  private final MultiThreadIoEventLoopGroup group;
  private final List<Chardev> chardevs = new ArrayList<>();

  Fixture() throws IOException {
    group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    loop = group.next();
    dir = Files.createTempDirectory("pv");
  }

  static Common common() {
    return new Common("c0");
  }

  Path path(String name) {
    return dir.resolve(name);
  }

  SocketUnix unixServer(String name) {
    return new SocketUnix(common(), path(name).toString(), new Server(false));
  }

  Chardev open(ChardevConfig config) throws ChardevException {
    Chardev chardev = Chardevs.open(config, loop, fds, warnings::add);
    chardevs.add(chardev);
    return chardev;
  }

  /** Opens one that the test made itself. */
  Chardev open(AbstractChardev chardev) throws Exception {
    call(
        () -> {
          chardev.open(fds);
          return chardev;
        });
    chardevs.add(chardev);
    return chardev;
  }

  /** Opens a back end with a front end that takes everything. */
  Recorder openAndAttach(ChardevConfig config) throws Exception {
    return attach(open(config), 1 << 20);
  }

  Recorder attach(Chardev chardev, int room) throws Exception {
    Recorder recorder = new Recorder(this, chardev, room);
    run(() -> chardev.attach(recorder));
    return recorder;
  }

  /** Expects that opening is refused with the message. */
  void expectFailure(String message, ChardevConfig config) {
    assertEquals(message, assertThrows(ChardevException.class, () -> open(config)).getMessage());
  }

  <T> T call(Callable<T> task) throws Exception {
    return loop.submit(task).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  void run(Runnable task) throws Exception {
    loop.submit(task).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  SocketChannel connect(String name) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(path(name)));
    return channel;
  }

  static void send(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads as many bytes, or fewer if the stream ends before. */
  static byte[] read(SocketChannel channel, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    byte[] result = new byte[bytes.position()];
    bytes.flip().get(result);
    return result;
  }

  static String readText(SocketChannel channel, int count) throws IOException {
    return new String(read(channel, count), StandardCharsets.ISO_8859_1);
  }

  void close() throws Exception {
    run(() -> chardevs.forEach(Chardev::close));
    fds.close();
    group.shutdownGracefully(0, TIMEOUT_SECONDS, TimeUnit.SECONDS).sync();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
