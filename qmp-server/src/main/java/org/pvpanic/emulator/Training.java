package org.pvpanic.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of the emulator for the sake of the classes that it loads, which the JVM keeps in an
 * archive when it ends. The emulator runs with the options that libvirt gives it; a client beside
 * it says what libvirt says, waits until the guest has booted, sees it panic, and quits.
 */
final class Training {

  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 5_000_000L;
  private static final int FAILURE = 1;

  private static final List<String> COMMANDS =
      List.of(
          "qmp_capabilities",
          "query-version",
          "query-target",
          "query-qmp-schema",
          "query-commands",
          "query-kvm",
          "qom-list-types",
          "query-machines",
          "query-cpu-definitions",
          "query-command-line-options",
          "query-migrate-capabilities",
          "query-chardev",
          "query-cpus-fast",
          "query-named-block-nodes",
          "query-block",
          "query-status");

  private static final String PANIC =
      "{\"execute\":\"human-monitor-command\",\"arguments\":{\"command-line\":\"o /b 0x505 1\"}}";

  private Training() {}

  /**
   * Runs.
   *
   * @param args the emulator's main class, and an empty folder for its sockets
   */
  public static void main(String[] args) throws Exception {
    Path monitor = Path.of(args[1], "monitor");
    Path console = Path.of(args[1], "console");
    Thread client = new Thread(() -> talk(monitor, console), "client");
    client.setDaemon(true);
    client.start();
    String[] options = {
      "-name",
      "guest=training,debug-threads=on",
      "-S",
      "-machine",
      "pc-i440fx-7.2,usb=off,dump-guest-core=off",
      "-accel",
      "tcg",
      "-m",
      "256",
      "-overcommit",
      "mem-lock=off",
      "-smp",
      "1,sockets=1,cores=1,threads=1",
      "-uuid",
      "6b1f0c7e-6a4e-4f57-9d0e-0c5a7f0b0001",
      "-display",
      "none",
      "-no-user-config",
      "-nodefaults",
      "-chardev",
      "socket,id=charmonitor,path=" + monitor + ",server=on,wait=off",
      "-mon",
      "chardev=charmonitor,id=monitor,mode=control",
      "-rtc",
      "base=utc",
      "-no-shutdown",
      "-boot",
      "strict=on",
      "-chardev",
      "pty,id=terminal",
      "-chardev",
      "socket,id=charserial0,path=" + console + ",server=on,wait=off",
      "-device",
      "{\"driver\":\"isa-serial\",\"chardev\":\"charserial0\",\"id\":\"serial0\"}",
      "-device",
      "{\"driver\":\"pvpanic\",\"ioport\":1285}",
      "-msg",
      "timestamp=on",
    };
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) options);
  }

  private static void talk(Path monitorPath, Path consolePath) {
    long end = System.nanoTime() + LIMIT_NANOS;
    try (SocketChannel monitor = connect(monitorPath, end);
        SocketChannel console = connect(consolePath, end)) {
      await(monitor, "\r\n", end);
      for (String command : COMMANDS) {
        send(monitor, "{\"execute\":\"" + command + "\",\"id\":\"" + command + "\"}");
        await(monitor, "\"id\": \"" + command + "\"", end);
      }
      send(monitor, "{\"execute\":\"cont\"}");
      await(console, "login: ", end);
      send(monitor, PANIC);
      await(monitor, "GUEST_PANICKED", end);
      send(monitor, "{\"execute\":\"quit\"}");
    } catch (IOException e) {
      Runtime.getRuntime().halt(FAILURE);
    }
  }

  private static SocketChannel connect(Path path, long end) throws IOException {
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(path));
        channel.configureBlocking(false);
        return channel;
      } catch (IOException e) {
        channel.close();
        pause(end);
      }
    }
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((text + "\r\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads until the text has come. */
  private static void await(SocketChannel channel, String text, long end) throws IOException {
    StringBuilder read = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    while (read.indexOf(text, Math.max(0, read.length() - bytes.capacity() - text.length())) < 0) {
      if (channel.read(bytes.clear()) < 0) {
        throw new IOException("closed");
      }
      if (bytes.flip().hasRemaining()) {
        read.append(UTF_8.decode(bytes));
      } else {
        pause(end);
      }
    }
  }

  private static void pause(long end) throws IOException {
    if (System.nanoTime() > end) {
      throw new IOException("late");
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
