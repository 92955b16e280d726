package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.chardev.ChardevConfig.Client;
import org.pvpanic.chardev.ChardevConfig.SocketTcp;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;

@Timeout(60)
@SuppressWarnings("try") // servers that only come and go
class ClientChardevTest {
  private Fixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new Fixture();
  }

  @AfterEach
  void tearDown() throws Exception {
    fixture.close();
  }

  private SocketUnix unix(int reconnectSeconds) {
    return new SocketUnix(
        Fixture.common(), fixture.path("s").toString(), new Client(reconnectSeconds));
  }

  private ServerSocketChannel listen() throws Exception {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(fixture.path("s")));
  }

  @Test
  void unixClientIsConnectedWhenOpenReturns() throws Exception {
    try (ServerSocketChannel server = listen()) {
      Recorder recorder = fixture.openAndAttach(unix(0));
      recorder.expectEvent("opened");
      assertEquals("unix:", recorder.filename());
      try (SocketChannel peer = server.accept()) {
        Fixture.send(peer, "in");
        recorder.expectText("in");
        recorder.write("out");
        assertEquals("out", Fixture.readText(peer, 3));
      }
      recorder.expectEvent("closed");
      assertEquals("disconnected:unix:" + fixture.path("s"), recorder.filename());
    }
  }

  @Test
  void unixClientWithoutServerIsRefusedInTheWordsOfQemu() throws Exception {
    String failed = "Failed to connect to '" + fixture.path("s") + "': ";
    fixture.expectFailure(failed + "No such file or directory", unix(0));
    listen().close();
    fixture.expectFailure(failed + "Connection refused", unix(0));
  }

  @Test
  void tcpClientIsReadyWhenConnected() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      Recorder recorder =
          fixture.openAndAttach(new SocketTcp(Fixture.common(), "127.0.0.1", port, new Client(0)));
      recorder.chardev.awaitReady();
      recorder.expectEvent("opened");
      try (SocketChannel peer = server.accept()) {
        int local = ((InetSocketAddress) peer.getRemoteAddress()).getPort();
        assertEquals("tcp:127.0.0.1:" + local + " <-> 127.0.0.1:" + port, recorder.filename());
        recorder.write("out");
        assertEquals("out", Fixture.readText(peer, 3));
      }
      recorder.expectEvent("closed");
      assertEquals("disconnected:tcp:127.0.0.1:" + port, recorder.filename());
    }
  }

  @Test
  void tcpClientWithoutServerFailsInTheWordsOfQemu() throws Exception {
    int port;
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    }
    Chardev chardev =
        fixture.open(new SocketTcp(Fixture.common(), "127.0.0.1", port, new Client(0)));
    ChardevException e = assertThrows(ChardevException.class, chardev::awaitReady);
    assertEquals(
        "Failed to connect to '127.0.0.1:" + port + "': Connection refused", e.getMessage());
  }

  @Test
  void clientThatReconnectsWarnsOnceAndFindsTheServerLater() throws Exception {
    Recorder recorder = fixture.openAndAttach(unix(1));
    recorder.chardev.awaitReady();
    assertEquals(
        "Unable to connect character device c0: Failed to connect to '"
            + fixture.path("s")
            + "': No such file or directory",
        fixture.warnings.poll(Fixture.TIMEOUT_SECONDS, TimeUnit.SECONDS));
    try (ServerSocketChannel server = listen()) {
      server.accept().close();
      recorder.expectEvent("opened");
      recorder.expectEvent("closed");
      try (SocketChannel second = server.accept()) {
        recorder.expectEvent("opened");
        Fixture.send(second, "again");
        recorder.expectText("again");
      }
    }
    assertEquals(0, fixture.warnings.size());
  }

  @Test
  void closedClientDoesNotReconnect() throws Exception {
    Recorder recorder = fixture.openAndAttach(unix(1));
    fixture.run(recorder.chardev::close);
    try (ServerSocketChannel server = listen()) {
      server.configureBlocking(false);
      // The second after which it would have come, on the clock of the loop that would bring it.
      fixture.loop.schedule(() -> {}, 1500, TimeUnit.MILLISECONDS).sync();
      assertEquals(null, server.accept());
    }
    Files.delete(fixture.path("s"));
  }
}
