package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.pvpanic.chardev.ChardevConfig.Client;
import org.pvpanic.chardev.ChardevConfig.Common;
import org.pvpanic.chardev.ChardevConfig.Null;
import org.pvpanic.chardev.ChardevConfig.Pty;
import org.pvpanic.chardev.ChardevConfig.Server;
import org.pvpanic.chardev.ChardevConfig.SocketFd;
import org.pvpanic.chardev.ChardevConfig.SocketTcp;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;
import org.pvpanic.chardev.ChardevConfig.Stdio;

@Timeout(120)
@Isolated("counts the descriptors of the process")
class DescriptorLeakTest {
  private static final int ROUNDS = 200;

  private interface Round {
    void run() throws Exception;
  }

  private Fixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new Fixture();
  }

  @AfterEach
  void tearDown() throws Exception {
    fixture.close();
  }

  /** What is open, by name; but for files of the system, which the JVM reads when it likes. */
  private static List<String> openDescriptors() throws Exception {
    List<String> names = new ArrayList<>();
    try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
      for (Path fd : fds.toList()) {
        try {
          names.add(Files.readSymbolicLink(fd).toString().replaceAll("[0-9]+", "N"));
        } catch (NoSuchFileException e) {
          // That of the listing itself.
        }
      }
    }
    names.removeIf(name -> name.startsWith("/proc/") || name.startsWith("/sys/"));
    names.sort(null);
    return names;
  }

  private static void repeat(Round round) throws Exception {
    round.run();
    List<String> before = openDescriptors();
    for (int i = 0; i < ROUNDS; i++) {
      round.run();
    }
    assertEquals(before, openDescriptors());
  }

  private void openAndClose(ChardevConfig config) throws Exception {
    fixture.run(fixture.openAndAttach(config).chardev::close);
  }

  @Test
  void backEndsWithoutConnection() throws Exception {
    repeat(() -> openAndClose(new Null(new Common("c0", fixture.path("l").toString(), true))));
    repeat(() -> openAndClose(new Pty(Fixture.common())));
    repeat(() -> openAndClose(fixture.unixServer("s")));
    repeat(() -> openAndClose(new SocketTcp(Fixture.common(), "127.0.0.1", 0, new Server(false))));
    repeat(
        () ->
            openAndClose(
                new ChardevConfig.File(Fixture.common(), fixture.path("f").toString(), false)));
    repeat(() -> openAndClose(new ChardevConfig.File(Fixture.common(), "/dev/null", false)));
    repeat(() -> openAndClose(new SocketUnix(Fixture.common(), "/none", new Client(1))));
  }

  @Test
  void backEndsThatCannotBeOpened() throws Exception {
    Common logged = new Common("c0", fixture.path("l").toString(), true);
    ChardevConfig noServer = new SocketUnix(logged, "/none", new Client(0));
    ChardevConfig noDirectory = new SocketUnix(logged, "/none/s", new Server(false));
    ChardevConfig noFile = new ChardevConfig.File(logged, "/none/f", false);
    repeat(
        () ->
            fixture.expectFailure(
                "Failed to connect to '/none': No such file or directory", noServer));
    repeat(
        () ->
            fixture.expectFailure(
                "Failed to bind socket to /none/s: No such file or directory", noDirectory));
    repeat(
        () -> fixture.expectFailure("Could not open '/none/f': No such file or directory", noFile));
  }

  @Test
  void connectedSockets() throws Exception {
    repeat(
        () -> {
          Recorder server = fixture.openAndAttach(fixture.unixServer("s"));
          Recorder client =
              fixture.openAndAttach(
                  new SocketUnix(Fixture.common(), fixture.path("s").toString(), new Client(0)));
          server.expectEvent("opened");
          client.write("in");
          server.expectText("in");
          fixture.run(client.chardev::close);
          server.expectEvent("closed");
          fixture.run(server.chardev::close);
        });
    repeat(
        () -> {
          Recorder server = fixture.openAndAttach(fixture.unixServer("s"));
          try (SocketChannel client = fixture.connect("s")) {
            server.expectEvent("opened");
            fixture.run(server.chardev::close);
            assertEquals("", Fixture.readText(client, 1));
          }
        });
  }

  @Test
  void inheritedSockets() throws Exception {
    repeat(
        () -> {
          Socket socket = LinuxSocket.newSocketDomain();
          socket.bind(new DomainSocketAddress(fixture.path("s").toFile()));
          openAndClose(new SocketFd(Fixture.common(), socket.intValue(), new Server(false)));
          Files.delete(fixture.path("s"));
        });
  }

  @Test
  void ptyWithReader() throws Exception {
    repeat(
        () -> {
          Recorder recorder = fixture.openAndAttach(new Pty(Fixture.common()));
          String path = fixture.call(recorder.chardev::ptyPath).orElseThrow();
          FileDescriptor reader =
              new FileDescriptor(Posix.open(path, Posix.O_RDWR | Posix.O_NOCTTY | Posix.O_CLOEXEC));
          fixture.loop.schedule(() -> {}, 11, TimeUnit.MILLISECONDS).sync();
          recorder.write("x");
          assertEquals("x", Fds.read(reader, 1));
          reader.close();
          recorder.expectEvent("opened");
          recorder.expectEvent("closed");
          fixture.run(recorder.chardev::close);
        });
  }

  @Test
  void stdio() throws Exception {
    FileDescriptor[] pipe = FileDescriptor.pipe();
    repeat(
        () -> {
          Stdio config = new Stdio(Fixture.common(), true);
          fixture.run(
              fixture.open(
                      new StdioChardev(
                          config, fixture.loop, pipe[0].intValue(), pipe[1].intValue()))
                  ::close);
        });
    pipe[0].close();
    pipe[1].close();
  }
}
