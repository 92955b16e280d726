package org.pvpanic.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class QmpSessionTest {
  private static final String GREETING =
      "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7},"
          + " \"package\": \"Debian 1:7.2+dfsg-7+deb12u18+b3\"}, \"capabilities\": [\"oob\"]}}\r\n";
  private static final String OK = "{\"return\": {}}\r\n";
  private static final String STOP_EVENT =
      "{\"timestamp\": {\"seconds\": 1795379511, \"microseconds\": 461426}, \"event\": \"STOP\"}\r\n";

  private final SampleCommands sample = new SampleCommands();
  private final QmpMonitors monitors = sample.monitors();

  private static String command(String name, int id) {
    return "{\"execute\": \"" + name + "\", \"id\": " + id + "}\r\n";
  }

  private static String done(int id) {
    return "{\"return\": {}, \"id\": " + id + "}\r\n";
  }

  @Test
  void theGreetingComesFirst() {
    assertEquals(GREETING, new Client(monitors).take());
  }

  @Test
  void withoutOobTheGreetingOffersNoneAndItIsRefused() {
    Client client = new Client(monitors, false, false);
    assertEquals(GREETING.replace("\"oob\"", ""), client.take());
    client.send("{\"execute\": \"qmp_capabilities\", \"arguments\": {\"enable\": [\"oob\"]}}");
    assertEquals(
        "{\"error\": {\"class\": \"GenericError\", \"desc\": \"Capability oob not available\"}}\r\n",
        client.take());
    client.send("{\"execute\": \"query-name\"}");
    assertTrue(client.take().contains("Expecting capabilities negotiation"));
  }

  @Test
  void prettyModeIndents() {
    Client client = new Client(monitors, true, true).negotiated();
    client.send("{\"execute\": \"take-fd\", \"id\": [1]}");
    assertEquals(
        String.join(
            "\r\n", "{", "    \"return\": -1,", "    \"id\": [", "        1", "    ]", "}", ""),
        client.take());
    client.send("{\"execute\": \"overtake\"}");
    assertEquals("{\r\n    \"return\": {\r\n    }\r\n}\r\n", client.take());
  }

  @Test
  void eventsGoToEveryClientThatHasNegotiated() {
    Client first = new Client(monitors).negotiated();
    Client second = new Client(monitors, true, true).negotiated();
    Client silent = new Client(monitors);
    silent.take();
    monitors.emit(SampleCommands.STOP);
    assertEquals(STOP_EVENT, first.take());
    assertTrue(second.take().endsWith("    },\r\n    \"event\": \"STOP\"\r\n}\r\n"));
    assertEquals("", silent.take());
  }

  @Test
  void eventsDuringNegotiationAreDropped() {
    Client client = new Client(monitors);
    monitors.emit(SampleCommands.STOP);
    assertEquals(GREETING, client.take());
    client.send("{\"execute\": \"qmp_capabilities\"}");
    assertEquals(OK, client.take());
  }

  @Test
  void eventsCarryTheirData() {
    Client client = new Client(monitors).negotiated();
    monitors.emit(SampleCommands.ADDED, new SampleCommands.Added(7));
    assertEquals(
        STOP_EVENT.replace("STOP", "ADDED").replace("}\r\n", ", \"data\": {\"sum\": 7}}\r\n"),
        client.take());
  }

  @Test
  void undeclaredEventsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> monitors.emit(QmpEvent.of("NEVER_DECLARED")));
  }

  @Test
  void anEventComesBeforeTheReplyOfTheCommandThatRaisedIt() {
    Client client = new Client(monitors).negotiated();
    client.send("{\"execute\": \"stop\"}");
    assertEquals(STOP_EVENT + OK, client.take());
  }

  @Test
  void aClientThatGoesLeavesNothingBehind() {
    Client client = new Client(monitors).negotiated();
    client.send("{\"execute\":\"query-st");
    client.session().reset();
    client.send("atus\"}");
    monitors.emit(SampleCommands.STOP);
    assertEquals("", client.take());

    client.session().open();
    assertEquals(GREETING, client.take());
    client.send("atus\"}");
    assertTrue(client.take().contains("invalid keyword 'atus'"));
    client.send("\u00ff{\"execute\": \"query-name\"}");
    assertTrue(client.take().contains("Expecting capabilities negotiation"));
  }

  @Test
  void pipelinedCommandsAreAnsweredInOrder() {
    Client client = new Client(monitors).negotiated();
    StringBuilder commands = new StringBuilder();
    StringBuilder replies = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      commands.append(command("query-name", i));
      replies.append(done(i));
    }
    assertEquals(replies.toString(), client.send(commands.toString()).take());
  }

  @Test
  void aCommandThatTakesTimeHoldsUpTheOthers() {
    Client client = new Client(monitors).negotiated();
    client.send(command("slow", 1) + command("query-name", 2) + "nope " + command("query-name", 3));
    assertEquals("", client.take());
    assertEquals(0, client.session().canReceive());
    sample.slow.complete("at last");
    assertEquals(
        "{\"return\": \"at last\", \"id\": 1}\r\n"
            + done(2)
            + "{\"error\": {\"class\": \"GenericError\","
            + " \"desc\": \"JSON parse error, invalid keyword 'nope'\"}}\r\n"
            + done(3),
        client.take());
    assertTrue(client.session().canReceive() > 0);
    assertEquals(1, client.readAgain);
  }

  @Test
  void aCommandThatTakesTimeHoldsUpOtherMonitors() {
    Client first = new Client(monitors).negotiated();
    Client second = new Client(monitors).negotiated();
    first.send(command("slow", 1));
    second.send(command("query-name", 2));
    assertEquals("", second.take());
    sample.slow.complete("");
    assertEquals(done(2), second.take());
  }

  @Test
  void aCommandMayFailLater() {
    Client client = new Client(monitors).negotiated();
    client.send(command("slow", 1));
    sample.slow.completeExceptionally(new QmpException(ErrorClass.DEVICE_NOT_ACTIVE, "too late"));
    assertEquals(
        "{\"id\": 1, \"error\": {\"class\": \"DeviceNotActive\", \"desc\": \"too late\"}}\r\n",
        client.take());
  }

  @Test
  void theNextClientDoesNotGetTheReplyOfTheLast() {
    Client client = new Client(monitors).negotiated();
    client.send(command("slow", 1));
    client.session().open();
    client.take();
    client.send("{\"execute\": \"qmp_capabilities\", \"id\": 2}");
    assertEquals("", client.take(), "the machine is still busy with the command");
    sample.slow.complete("");
    assertEquals(done(2), client.take());
  }

  @Test
  void outOfBandCommandsOvertakeWhereNegotiated() {
    Client client = new Client(monitors).negotiatedOob();
    client.send(command("slow", 1) + command("query-name", 2));
    client.send("{\"exec-oob\": \"overtake\", \"id\": 3}");
    assertEquals(done(3), client.take());
    sample.slow.complete("");
    assertEquals("{\"return\": \"\", \"id\": 1}\r\n" + done(2), client.take());
  }

  @Test
  void atMostEightCommandsWaitInOobMode() {
    Client client = new Client(monitors).negotiatedOob();
    client.send(command("slow", 0));
    for (int i = 1; i <= 8; i++) {
      assertTrue(client.session().canReceive() > 0);
      client.send(command("query-name", i));
    }
    assertEquals(0, client.session().canReceive());
    client.send("{\"exec-oob\": \"overtake\"}");
    assertEquals("", client.take(), "what is not read cannot overtake");
    sample.slow.complete("");
    assertEquals(10, client.lines.size());
  }

  @Test
  void aClientThatDoesNotReadIsNotServed() {
    Client client = new Client(monitors).negotiated();
    client.reads = false;
    assertEquals(0, client.session().canReceive());
    client.send(command("query-name", 1) + command("query-name", 2));
    assertEquals("", client.take());
    client.reads = true;
    client.session().peerReads();
    assertEquals(done(1) + done(2), client.take());
    assertEquals(1, client.readAgain);
  }

  @Test
  void anUnexpectedFailureIsAnErrorReplyAndALogEntry() {
    List<LogRecord> log = new ArrayList<>();
    Logger logger = Logger.getLogger(QmpSession.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            log.add(entry);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      Client client = new Client(monitors).negotiated();
      client.send(command("broken", 1));
      assertTrue(client.take().startsWith("{\"id\": 1, \"error\": {\"class\": \"GenericError\""));
      client.send(command("query-name", 2));
      assertEquals(done(2), client.take());
      assertEquals(1, log.size());
      assertTrue(log.get(0).getMessage().contains("broken"));
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
  }

  @Test
  void aTransportThatFailsDoesNotBlockTheOthers() {
    Client good = new Client(monitors).negotiated();
    QmpSession bad =
        monitors.add(
            (buffer, offset, length) -> {
              throw new IllegalStateException("gone");
            });
    assertThrows(IllegalStateException.class, bad::open);
    byte[] command = "{\"execute\": \"qmp_capabilities\"}".getBytes(StandardCharsets.UTF_8);
    assertThrows(IllegalStateException.class, () -> bad.receive(command, 0, command.length));
    assertEquals(done(1), good.send(command("query-name", 1)).take());
  }

  @Test
  void beforeInitializationOnlyPreconfigCommandsRun() {
    Client client = new Client(monitors).negotiated();
    monitors.setPreconfig(true);
    client.send(command("stop", 1) + command("query-version", 2));
    String replies = client.take();
    assertTrue(
        replies.startsWith(
            "{\"id\": 1, \"error\": {\"class\": \"GenericError\", \"desc\": \"The command 'stop' is"
                + " permitted only after machine initialization has completed\"}}\r\n{\"return\""),
        replies);
  }

  @Test
  void aDescriptorComesWithTheCommand() {
    Client client = new Client(monitors).negotiated();
    client.descriptor = OptionalInt.of(7);
    client.send("{\"execute\": \"take-fd\"}");
    assertEquals("{\"return\": 7}\r\n", client.take());
  }

  @Test
  void aClientMayAnswerFromWithinSend() {
    List<String> seen = new ArrayList<>();
    QmpSession[] session = new QmpSession[1];
    QmpPeer embedded =
        (buffer, offset, length) -> {
          String line = new String(buffer, offset, length, StandardCharsets.UTF_8);
          seen.add(line);
          String next =
              switch (seen.size()) {
                case 1 -> "{\"execute\": \"qmp_capabilities\"}";
                case 2 -> "{\"execute\": \"overtake\"}";
                case 3 -> "{\"execute\": \"stop\"}";
                default -> "";
              };
          byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
          session[0].receive(bytes, 0, bytes.length);
        };
    session[0] = monitors.add(embedded);
    session[0].open();
    assertEquals(List.of(OK, OK, STOP_EVENT, OK), seen.subList(1, seen.size()));
  }

  @Test
  void aCommandIsDeclaredOnce() {
    assertThrows(
        IllegalArgumentException.class,
        () -> sample.commands().add("stop").does((client, none) -> {}));
  }

  @Test
  void queryCommandsListsWhatIsDeclared() {
    Client client = new Client(monitors).negotiated();
    String reply = client.send("{\"execute\": \"query-commands\"}").take();
    assertTrue(reply.startsWith("{\"return\": [{\"name\": \"qmp_capabilities\"}, "), reply);
    assertTrue(reply.contains("{\"name\": \"overtake\"}"));
  }
}
