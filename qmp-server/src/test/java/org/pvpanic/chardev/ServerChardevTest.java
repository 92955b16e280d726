package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.chardev.ChardevConfig.Common;
import org.pvpanic.chardev.ChardevConfig.Server;
import org.pvpanic.chardev.ChardevConfig.SocketTcp;
import org.pvpanic.chardev.ChardevConfig.SocketUnix;

@Timeout(60)
@SuppressWarnings("try") // clients that only come and go
class ServerChardevTest {
  private Fixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new Fixture();
  }

  @AfterEach
  void tearDown() throws Exception {
    fixture.close();
  }

  @Test
  void bytesPassBothWays() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      Fixture.send(client, "in\0\u00ff");
      recorder.expectText("in\0\u00ff");
      recorder.write("out\0\u00ff");
      assertEquals("out\0\u00ff", Fixture.readText(client, 5));
    }
    recorder.expectEvent("closed");
    assertFalse(recorder.hasEvent());
  }

  @Test
  void filenameFollowsTheClient() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    String address = "unix:" + fixture.path("s") + ",server=on";
    assertEquals("disconnected:" + address, recorder.filename());
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      assertEquals(address, recorder.filename());
    }
    recorder.expectEvent("closed");
    assertEquals("disconnected:" + address, recorder.filename());
  }

  @Test
  void inputSentBeforeTheFrontendCameIsKept() throws Exception {
    Chardev chardev = fixture.open(fixture.unixServer("s"));
    try (SocketChannel client = fixture.connect("s")) {
      Fixture.send(client, "early");
      Recorder recorder = fixture.attach(chardev, 100);
      recorder.expectEvent("opened");
      recorder.expectText("early");
      assertTrue(fixture.call(chardev::frontendOpen));
      assertThrows(
          Exception.class, () -> fixture.attach(chardev, 100), "a second front end is refused");
    }
  }

  @Test
  void secondClientHearsNothingUntilTheFirstLeavesAndIsThenServed() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    try (SocketChannel first = fixture.connect("s")) {
      recorder.expectEvent("opened");
      try (SocketChannel second = fixture.connect("s")) {
        Fixture.send(second, "meanwhile");
        recorder.write("for the first");
        assertEquals("for the first", Fixture.readText(first, 13));
        second.configureBlocking(false);
        assertEquals(0, second.read(ByteBuffer.allocate(1)));
        assertFalse(recorder.hasEvent());
        first.close();
        recorder.expectEvent("closed");
        recorder.expectEvent("opened");
        recorder.expectText("meanwhile");
        recorder.write("hello");
        second.configureBlocking(true);
        assertEquals("hello", Fixture.readText(second, 5));
      }
    }
  }

  @Test
  void outputWithoutClientIsDropped() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    recorder.write("x".repeat(1 << 20));
    assertTrue(fixture.call(recorder.chardev::isWritable));
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      recorder.write("new");
      assertEquals("new", Fixture.readText(client, 3));
    }
  }

  @Test
  void slowReaderGetsEverythingAndTheWriterIsToldToPause() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    byte[] sent = new byte[1 << 20];
    new Random(1).nextBytes(sent);
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      boolean writable =
          fixture.call(
              () -> {
                for (int at = 0; at < sent.length; at += 1000) {
                  recorder.chardev.write(sent, at, Math.min(1000, sent.length - at));
                }
                return recorder.chardev.isWritable();
              });
      assertFalse(writable);
      assertFalse(recorder.hasEvent());
      assertArrayEquals(sent, Fixture.read(client, sent.length));
      recorder.expectEvent("writable");
      assertTrue(fixture.call(recorder.chardev::isWritable));
    }
  }

  @Test
  void clientThatLeavesWithoutReadingMakesTheOutputWritableAgain() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      recorder.write("x".repeat(1 << 20));
      assertFalse(fixture.call(recorder.chardev::isWritable));
    }
    recorder.expectEvent("writable");
    recorder.expectEvent("closed");
  }

  @Test
  void frontendThatTakes16BytesAtATimeGetsAllOfThem() throws Exception {
    Chardev chardev = fixture.open(fixture.unixServer("s"));
    Recorder recorder = fixture.attach(chardev, 16);
    byte[] sent = new byte[100_000];
    new Random(2).nextBytes(sent);
    try (SocketChannel client = fixture.connect("s")) {
      client.write(ByteBuffer.wrap(sent));
    }
    assertArrayEquals(sent, recorder.awaitBytes(sent.length));
    assertEquals(16, recorder.largestPiece());
    recorder.expectEvent("opened");
    recorder.expectEvent("closed");
  }

  @Test
  void frontendWithoutRoomStopsTheReading() throws Exception {
    Chardev chardev = fixture.open(fixture.unixServer("s"));
    Recorder recorder = fixture.attach(chardev, 0);
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      Fixture.send(client, "abc");
      fixture.run(chardev::acceptInput);
      recorder.setRoom(2);
      recorder.expectText("abc");
      assertEquals(2, recorder.largestPiece());
    }
  }

  @Test
  void clientThatLeftIsForgottenIfTheFrontendTakesNoMore() throws Exception {
    Chardev chardev = fixture.open(fixture.unixServer("s"));
    Recorder recorder = fixture.attach(chardev, 0);
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      Fixture.send(client, "never taken");
    }
    recorder.expectEvent("closed");
    try (SocketChannel next = fixture.connect("s")) {
      recorder.expectEvent("opened");
      recorder.setRoom(100);
      Fixture.send(next, "next");
      recorder.expectText("next");
    }
  }

  @Test
  void afterHalfCloseWhatIsPendingStillGoesOut() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    String reply = "r".repeat(1 << 20);
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      recorder.write(reply);
      Fixture.send(client, "last command");
      client.shutdownOutput();
      recorder.expectText("last command");
      recorder.expectEvent("closed");
      recorder.write("too late");
      assertEquals(reply, Fixture.readText(client, reply.length() + 1));
    }
    recorder.expectEvent("writable");
    try (SocketChannel next = fixture.connect("s")) {
      recorder.expectEvent("opened");
    }
  }

  @Test
  void disconnectDropsTheClientAndServesTheNext() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      fixture.run(recorder.chardev::disconnect);
      recorder.expectEvent("closed");
      assertEquals("", Fixture.readText(client, 1));
    }
    try (SocketChannel next = fixture.connect("s")) {
      recorder.expectEvent("opened");
    }
  }

  @Test
  void closeRemovesTheSocketFileAndEndsTheClient() throws Exception {
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      fixture.run(recorder.chardev::close);
      assertEquals("", Fixture.readText(client, 1));
    }
    assertFalse(Files.exists(fixture.path("s")));
    assertFalse(recorder.hasEvent());
  }

  @Test
  void closeLeavesAFileThatReplacedOurs() throws Exception {
    Chardev chardev = fixture.open(fixture.unixServer("s"));
    Files.delete(fixture.path("s"));
    Files.writeString(fixture.path("s"), "other");
    fixture.run(chardev::close);
    assertEquals("other", Files.readString(fixture.path("s")));
  }

  @Test
  void staleSocketFileIsReplaced() throws Exception {
    try (ServerSocketChannel old = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      old.bind(UnixDomainSocketAddress.of(fixture.path("s")));
    }
    assertTrue(Files.exists(fixture.path("s")));
    Recorder recorder = fixture.openAndAttach(fixture.unixServer("s"));
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
    }
  }

  @Test
  void fileThatIsNoSocketIsNotReplaced() throws Exception {
    Path path = fixture.path("f");
    Files.writeString(path, "precious");
    fixture.expectFailure(
        "Failed to bind socket to " + path + ": Address already in use", fixture.unixServer("f"));
    assertEquals("precious", Files.readString(path));
    fixture.expectFailure(
        "Failed to unlink socket " + fixture.dir + ": Is a directory",
        new SocketUnix(Fixture.common(), fixture.dir.toString(), new Server(false)));
  }

  @Test
  void unusablePathsAreRefusedInTheWordsOfQemu() {
    fixture.expectFailure(
        "Failed to bind socket to " + fixture.path("none/s") + ": No such file or directory",
        fixture.unixServer("none/s"));
    String name = "x".repeat(108);
    fixture.expectFailure(
        "UNIX socket path '" + name + "' is too long\nPath must be less than 108 bytes",
        new SocketUnix(Fixture.common(), name, new Server(false)));
  }

  @Test
  void tcpServerTellsTheChosenPortAndListensOnLoopback() throws Exception {
    for (String host : new String[] {"127.0.0.1", ""}) {
      Recorder recorder =
          fixture.openAndAttach(new SocketTcp(Fixture.common(), host, 0, new Server(false)));
      int port = fixture.call(recorder.chardev::tcpPort).orElseThrow();
      String address = "tcp:127.0.0.1:" + port + ",server=on";
      assertEquals("disconnected:" + address, recorder.filename());
      try (SocketChannel client =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
        recorder.expectEvent("opened");
        InetSocketAddress peer = (InetSocketAddress) client.getLocalAddress();
        assertEquals(address + " <-> 127.0.0.1:" + peer.getPort(), recorder.filename());
        Fixture.send(client, "in");
        recorder.expectText("in");
        recorder.write("out");
        assertEquals("out", Fixture.readText(client, 3));
      }
      recorder.expectEvent("closed");
    }
  }

  @Test
  void tcpPortInUseIsRefusedInTheWordsOfQemu() throws Exception {
    Chardev first =
        fixture.open(new SocketTcp(Fixture.common(), "127.0.0.1", 0, new Server(false)));
    int port = fixture.call(first::tcpPort).orElseThrow();
    fixture.expectFailure(
        "Failed to find an available port: Address already in use",
        new SocketTcp(Fixture.common(), "127.0.0.1", port, new Server(false)));
    fixture.expectFailure(
        "address resolution failed for host.invalid:1: Name or service not known",
        new SocketTcp(Fixture.common(), "host.invalid", 1, new Server(false)));
  }

  @Test
  void serverThatWaitsIsReadyWithItsFirstClient() throws Exception {
    Chardev chardev =
        fixture.open(
            new SocketUnix(Fixture.common(), fixture.path("s").toString(), new Server(true)));
    assertTrue(fixture.call(chardev::isWaiting));
    try (SocketChannel client = fixture.connect("s")) {
      chardev.awaitReady();
      assertFalse(fixture.call(chardev::isWaiting));
    }
    fixture.open(fixture.unixServer("other")).awaitReady();
  }

  @Test
  void logfileGetsAllOutputAlsoWithoutClient() throws Exception {
    Path log = fixture.path("log");
    Files.writeString(log, "old");
    SocketUnix config =
        new SocketUnix(
            new Common("c0", log.toString(), false),
            fixture.path("s").toString(),
            new Server(false));
    Recorder recorder = fixture.openAndAttach(config);
    recorder.write("before ");
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      Fixture.send(client, "input is not logged");
      recorder.expectText("input is not logged");
      recorder.write("during");
      assertEquals("during", Fixture.readText(client, 6));
    }
    recorder.expectEvent("closed");
    recorder.write(" after");
    assertEquals("before during after", Files.readString(log, StandardCharsets.ISO_8859_1));
  }
}
