package org.pvpanic.oncrash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QmpClientTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  private QmpClient connect(FakeServer server, Duration timeout) throws IOException {
    return QmpClient.connect(server.socket(), timeout, event -> events.add(event.toString()));
  }

  @Test
  void negotiatesThenSendsCommandsWithArgumentsAndIds() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    try (FakeServer server =
            new FakeServer(
                peer -> {
                  peer.say(FakeServer.GREETING);
                  heard.add(peer.hear());
                  peer.say("{\"return\": {}, \"id\": \"pvpanic-1\"}");
                  heard.add(peer.hear());
                  peer.say("{\"return\": [1, \"a\"], \"id\": \"pvpanic-2\"}");
                });
        QmpClient qmp = connect(server, LONG)) {
      assertEquals(List.of(1L, "a"), qmp.execute("qom-list", Map.of("path", "/")));
    }
    assertEquals(
        List.of(
            "{\"execute\": \"qmp_capabilities\", \"id\": \"pvpanic-1\"}",
            "{\"execute\": \"qom-list\", \"arguments\": {\"path\": \"/\"}, \"id\": \"pvpanic-2\"}"),
        heard);
  }

  @Test
  void eventsComeInOrderAndBeforeTheReplyThatFollowsThem() throws Exception {
    try (FakeServer server =
            new FakeServer(
                peer -> {
                  peer.negotiate();
                  peer.hear();
                  peer.say("{\"event\": \"RESET\", \"data\": {\"guest\": true}}");
                  peer.say("{\"event\": \"RESUME\", \"timestamp\": {}}");
                  peer.say("{\"return\": {}, \"id\": \"pvpanic-2\"}");
                });
        QmpClient qmp = connect(server, LONG)) {
      CompletableFuture<QmpClient.Event> resume = qmp.next("RESUME");
      qmp.execute("cont", Map.of());
      assertEquals(
          List.of("Event[name=RESET, data={guest=true}]", "Event[name=RESUME, data={}]"), events);
      assertEquals("RESUME", resume.getNow(new QmpClient.Event("", Map.of())).name());
    }
  }

  @Test
  void errorReplyIsAnExceptionWithClassAndDescription() throws Exception {
    try (FakeServer server =
            new FakeServer(
                peer -> {
                  peer.negotiate();
                  peer.hear();
                  peer.say(
                      "{\"id\": \"pvpanic-2\", \"error\": {\"class\": \"CommandNotFound\", \"desc\":"
                          + " \"The command x has not been found\"}}");
                });
        QmpClient qmp = connect(server, LONG)) {
      QmpCommandException e =
          assertThrows(QmpCommandException.class, () -> qmp.execute("x", Map.of()));
      assertEquals("CommandNotFound", e.errorClass());
      assertEquals("The command x has not been found", e.description());
    }
  }

  @Test
  void lateReplyIsNotTakenForThatOfTheNextCommand() throws Exception {
    try (FakeServer server =
            new FakeServer(
                peer -> {
                  peer.negotiate();
                  peer.hear();
                  peer.hear();
                  peer.say("{\"return\": \"late\", \"id\": \"pvpanic-2\"}");
                  peer.say("{\"return\": \"right\", \"id\": \"pvpanic-3\"}");
                });
        QmpClient qmp = connect(server, Duration.ofMillis(500))) {
      IOException e = assertThrows(IOException.class, () -> qmp.execute("a", Map.of()));
      assertEquals("no reply to a within 500 ms", e.getMessage());
      assertEquals("right", qmp.execute("b", Map.of()));
    }
  }

  @Test
  void lostConnectionFailsCommandsAndThoseWhoWait() throws Exception {
    try (FakeServer server =
            new FakeServer(
                peer -> {
                  peer.negotiate();
                  peer.hear();
                });
        QmpClient qmp = connect(server, LONG)) {
      CompletableFuture<QmpClient.Event> never = qmp.next("STOP");
      for (int i = 0; i < 2; i++) {
        assertThrows(IOException.class, () -> qmp.execute("stop", Map.of()));
      }
      IOException e =
          assertThrows(IOException.class, () -> QmpClient.await(never, LONG, "event STOP"));
      assertEquals("QMP connection lost", e.getMessage());
      assertThrows(IOException.class, () -> QmpClient.await(qmp.next("STOP"), LONG, "event STOP"));
      qmp.ended().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void closeHangsUpAndMayBeRepeated() throws Exception {
    try (FakeServer server =
        new FakeServer(
            peer -> {
              peer.negotiate();
              assertEquals("", peer.hear());
            })) {
      QmpClient qmp = connect(server, LONG);
      qmp.close();
      qmp.close();
      assertTrue(qmp.ended().isDone());
      server.awaitEnd();
    }
  }

  @Test
  void serverThatDoesNotGreetIsGivenUp() throws Exception {
    try (FakeServer server = new FakeServer(FakeServer.Peer::hear)) {
      IOException e = assertThrows(IOException.class, () -> connect(server, SHORT));
      assertEquals("no QMP greeting within 50 ms", e.getMessage());
      server.awaitEnd();
    }
  }

  @Test
  void serverThatDoesNotSpeakJsonIsGivenUp() throws Exception {
    try (FakeServer server = new FakeServer(peer -> peer.say("SSH-2.0-OpenSSH_9.2"))) {
      IOException e = assertThrows(IOException.class, () -> connect(server, LONG));
      assertTrue(String.valueOf(e.getMessage()).startsWith("QMP client: "), e.toString());
    }
  }

  @Test
  void refusedNegotiationIsAnError() throws Exception {
    try (FakeServer server =
        new FakeServer(
            peer -> {
              peer.say(FakeServer.GREETING);
              peer.hear();
              peer.say(
                  "{\"id\": \"pvpanic-1\", \"error\": {\"class\": \"GenericError\", \"desc\":"
                      + " \"no\"}}");
            })) {
      IOException e = assertThrows(IOException.class, () -> connect(server, LONG));
      assertEquals("QMP negotiation failed: no", e.getMessage());
    }
  }

  @Test
  void nobodyListensIsAnError() throws Exception {
    Path directory = Files.createTempDirectory("pv");
    try {
      assertThrows(
          IOException.class, () -> QmpClient.connect(directory.resolve("s"), LONG, event -> {}));
    } finally {
      Files.delete(directory);
    }
  }
}
