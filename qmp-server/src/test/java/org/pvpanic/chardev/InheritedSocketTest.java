package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.chardev.ChardevConfig.Client;
import org.pvpanic.chardev.ChardevConfig.Server;
import org.pvpanic.chardev.ChardevConfig.SocketFd;

@Timeout(60)
@SuppressWarnings("try") // clients that leave early
class InheritedSocketTest {
  private Fixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new Fixture();
  }

  @AfterEach
  void tearDown() throws Exception {
    fixture.close();
  }

  private Socket bound() throws Exception {
    Socket socket = LinuxSocket.newSocketDomain();
    socket.bind(new DomainSocketAddress(fixture.path("s").toFile()));
    return socket;
  }

  @Test
  void listeningUnixSocketIsServedByItsNumber() throws Exception {
    Socket socket = bound();
    socket.listen(1);
    try (SocketChannel early = fixture.connect("s")) {
      Fixture.send(early, "early");
      serve(socket, early);
    }
    assertTrue(Files.exists(fixture.path("s")), "only who binds a socket file removes it");
  }

  @Test
  void blockingListenerIsServedToo() throws Exception {
    Socket socket = bound();
    socket.listen(1);
    Fds.blocking(socket);
    try (SocketChannel early = fixture.connect("s")) {
      Fixture.send(early, "early");
      serve(socket, early);
    }
  }

  @Test
  void boundSocketThatDoesNotListenYetIsMadeTo() throws Exception {
    Socket socket = bound();
    Recorder recorder =
        fixture.openAndAttach(new SocketFd(Fixture.common(), socket.intValue(), new Server(false)));
    try (SocketChannel client = fixture.connect("s")) {
      recorder.expectEvent("opened");
      Fixture.send(client, "in");
      recorder.expectText("in");
    }
  }

  private void serve(Socket socket, SocketChannel client) throws Exception {
    Recorder recorder =
        fixture.openAndAttach(new SocketFd(Fixture.common(), socket.intValue(), new Server(false)));
    recorder.expectEvent("opened");
    recorder.expectText("early");
    assertEquals("unix:" + fixture.path("s") + ",server=on", recorder.filename());
    recorder.write("out");
    assertEquals("out", Fixture.readText(client, 3));
    client.close();
    recorder.expectEvent("closed");
    assertEquals("disconnected:unix:" + fixture.path("s") + ",server=on", recorder.filename());
    try (SocketChannel next = fixture.connect("s")) {
      recorder.expectEvent("opened");
      recorder.write("next");
      assertEquals("next", Fixture.readText(next, 4));
    }
    fixture.run(recorder.chardev::close);
  }

  @Test
  void listeningTcpSocketIsRecognised() throws Exception {
    Socket socket = LinuxSocket.newSocketStream(SocketProtocolFamily.INET);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.listen(1);
    int port = socket.localAddress().getPort();
    Recorder recorder =
        fixture.openAndAttach(new SocketFd(Fixture.common(), socket.intValue(), new Server(false)));
    assertEquals("disconnected:tcp:127.0.0.1:" + port + ",server=on", recorder.filename());
    assertEquals(port, fixture.call(recorder.chardev::tcpPort).orElseThrow());
    try (SocketChannel client =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      recorder.expectEvent("opened");
      Fixture.send(client, "in");
      recorder.expectText("in");
    }
  }

  @Test
  void connectedSocketIsUsedAsItIs() throws Exception {
    for (boolean blocking : new boolean[] {false, true}) {
      Socket listener = bound();
      listener.listen(1);
      try (SocketChannel peer = fixture.connect("s")) {
        Socket socket = new Socket(listener.accept(new byte[32]));
        listener.close();
        if (blocking) {
          Fds.blocking(socket);
        }
        Recorder recorder =
            fixture.openAndAttach(new SocketFd(Fixture.common(), socket.intValue(), new Client(0)));
        recorder.expectEvent("opened");
        assertEquals("unix:" + fixture.path("s"), recorder.filename());
        Fixture.send(peer, "in");
        recorder.expectText("in");
        String much = "m".repeat(1 << 20);
        recorder.write(much);
        assertFalse(fixture.call(recorder.chardev::isWritable));
        assertEquals(much, Fixture.readText(peer, much.length()));
        recorder.expectEvent("writable");
        peer.close();
        recorder.expectEvent("closed");
        assertEquals("disconnected:fd:" + socket.intValue(), recorder.filename());
      }
      Files.delete(fixture.path("s"));
    }
  }

  @Test
  void whatIsNoSocketIsRefusedInTheWordsOfQemu() throws Exception {
    String message = "File descriptor '99999' is not a socket";
    fixture.expectFailure(message, new SocketFd(Fixture.common(), 99999, new Server(false)));
    fixture.expectFailure(message, new SocketFd(Fixture.common(), 99999, new Client(0)));
    FileDescriptor[] pipe = FileDescriptor.pipe();
    int number = pipe[0].intValue();
    fixture.expectFailure(
        "File descriptor '" + number + "' is not a socket",
        new SocketFd(Fixture.common(), number, new Server(false)));
    pipe[0].close();
    pipe[1].close();
  }
}
