package org.pvpanic.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.twin.Fifo;

/** Clients that send much, read nothing, or leave in the middle. */
class FlowControlTest {
  private static final String SCHEMA = "{\"execute\": \"query-qmp-schema\"}";
  private static final String OUT =
      "{\"execute\": \"human-monitor-command\", \"arguments\": {\"command-line\": \"o /b 0x505 1\"}}";

  /** What a monitor keeps of events, and one event more. */
  private static final int MOST_EVENTS = (4 << 20) + 200;

  private final OurMachine machine;

  FlowControlTest() throws IOException {
    machine =
        OurMachine.withMonitor(
            VersionProfile.QEMU_7_2,
            "-action",
            "panic=none",
            "-device",
            "pvpanic",
            "-chardev",
            "socket,id=second,path=$DIR/second,server=on,wait=off",
            "-mon",
            "second,mode=control");
  }

  @AfterEach
  void stop() throws IOException {
    machine.close();
  }

  private static String name(int id) {
    return "{\"execute\": \"query-name\", \"id\": " + id + "}";
  }

  private static String named(int id) {
    return "{\"return\": {}, \"id\": " + id + "}\r\n";
  }

  private int waiting(String label) throws ExecutionException, InterruptedException {
    return machine
        .emulator()
        .vm()
        .eventLoop()
        .submit(() -> machine.emulator().vm().chardev(label).orElseThrow().pending())
        .get();
  }

  @Test
  void tenThousandCommandsInOneWriteAreAnsweredInOrder() throws IOException {
    try (ByteClient client = ByteClient.negotiated(machine.socket())) {
      StringBuilder commands = new StringBuilder();
      for (int i = 0; i < 10_000; i++) {
        commands.append(name(i));
      }
      ByteBuffer bytes = ByteBuffer.wrap(commands.toString().getBytes(ISO_8859_1));
      for (int i = 0; i < 10_000; i++) {
        client.offer(bytes);
        assertEquals(named(i), client.line());
      }
      assertFalse(client.hasInput());
    }
  }

  @Test
  void commandsOfAClientThatNeverReadsAreNotRead() throws Exception {
    try (ByteClient client = ByteClient.negotiated(machine.socket())) {
      ByteBuffer command = ByteBuffer.wrap(SCHEMA.getBytes(ISO_8859_1));
      int sent = 0;
      int quiet = 0;
      while (quiet < 20) {
        if (client.offer(command) == 0) {
          quiet++;
          waiting("qmp0"); // lets the machine's loop have its turn
        } else {
          quiet = 0;
        }
        if (!command.hasRemaining()) {
          command.rewind();
          sent++;
        }
      }
      int cut = command.position();
      int longest = 300_000;
      assertTrue(waiting("qmp0") < 64 * 1024 + longest, "a reply more than the watermark");
      String first = client.line();
      assertTrue(first.length() < longest);
      for (int i = 1; i < sent; i++) {
        assertEquals(first.length(), client.line().length(), "reply " + i);
      }
      client.send(cut == 0 ? SCHEMA : SCHEMA.substring(cut));
      assertEquals(first, client.line(), "it goes on where it was");
    }
  }

  @Test
  void eventsWaitInMemoryUpToALimitAndOneClientDoesNotHoldUpAnother() throws Exception {
    try (ByteClient silent = ByteClient.negotiated(machine.socket());
        ByteClient busy = ByteClient.negotiated(machine.path("second"))) {
      int raised = 0;
      int before = -1;
      for (int now = waiting("qmp0"); now == 0 || now != before; now = waiting("qmp0")) {
        before = now;
        busy.send(OUT.repeat(500));
        for (int i = 0; i < 500; i++) {
          assertTrue(busy.line().contains("\"GUEST_PANICKED\""));
          assertEquals("{\"return\": \"\"}\r\n", busy.line());
          raised++;
        }
        assertTrue(now < MOST_EVENTS, "memory stays flat");
      }
      int kept = 0;
      silent.send(name(1));
      for (String line = silent.line(); !line.equals(named(1)); line = silent.line()) {
        assertTrue(line.endsWith("\"GUEST_PANICKED\", \"data\": {\"action\": \"run\"}}\r\n"), line);
        kept++;
      }
      assertTrue(kept > 20_000 && kept < raised, kept + " of " + raised);
      busy.send(OUT);
      assertTrue(silent.line().contains("\"GUEST_PANICKED\""), "it is told of news again");
    }
  }

  @Test
  void aClientMayLeaveInTheMiddleOfAReply() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (ByteClient client = ByteClient.negotiated(machine.socket())) {
        client.send(SCHEMA.repeat(1 + i % 5));
      }
    }
    try (ByteClient client = ByteClient.negotiated(machine.socket())) {
      client.send(name(7));
      assertEquals(named(7), client.line());
    }
  }

  @Test
  void thousandsOfClientsComeAndGo() throws Exception {
    long descriptors = 0;
    for (int i = 0; i < 3000; i++) {
      try (ByteClient client = new ByteClient(machine.socket())) {
        assertTrue(client.line().startsWith("{\"QMP\": "));
        if (i % 2 == 0) {
          client.send("{\"execute\": \"qmp_capabilities\"}{\"execute\":");
        }
      }
      if (i == 100) {
        descriptors = descriptors();
      }
    }
    assertTrue(descriptors() <= descriptors + 20, "no descriptor stays open");
  }

  private static long descriptors() {
    String[] open = new java.io.File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }

  @Test
  void aClientThatClosesItsSendingHalfGetsAllReplies() throws Exception {
    try (ByteClient client = ByteClient.negotiated(machine.socket())) {
      client.send(SCHEMA.repeat(20) + name(1));
      client.shutdownOutput();
      int length = client.line().length();
      for (int i = 1; i < 20; i++) {
        assertEquals(length, client.line().length());
      }
      assertEquals(named(1), client.line());
      assertEquals(QmpRecordings.END, client.line());
    }
  }

  @Test
  void bytesMayTrickle() throws Exception {
    try (ByteClient client = ByteClient.negotiated(machine.socket())) {
      for (int i = 0; i < 20; i++) {
        for (char c : name(i).toCharArray()) {
          client.send(String.valueOf(c));
        }
        assertEquals(named(i), client.line());
      }
    }
  }

  /** A dump into a pipe that nobody reads yet: a command that takes as long as the test wants. */
  private String slowCommand() {
    return "{\"execute\": \"dump-guest-memory\", \"id\": \"slow\", \"arguments\": {\"paging\": false,"
        + " \"protocol\": \"file:"
        + machine.path("pipe")
        + "\"}}";
  }

  @Test
  void outOfBandCommandsOvertakeASlowOne() throws Exception {
    try (Fifo pipe = new Fifo(machine.path("pipe"));
        ByteClient client = ByteClient.negotiatedOob(machine.socket())) {
      client.send(slowCommand());
      assertTrue(client.line().contains("\"STOP\""), "the dump is at work");
      client.send(name(1) + "{\"exec-oob\": \"query-yank\", \"id\": 2}");
      assertTrue(client.line().endsWith("\"id\": 2}\r\n"));
      pipe.drain();
      assertTrue(client.line().contains("DUMP_COMPLETED"));
      assertTrue(client.line().contains("RESUME"));
      assertEquals("{\"return\": {}, \"id\": \"slow\"}\r\n", client.line());
      assertEquals(named(1), client.line());
    }
  }

  @Test
  void whatStandsBehindAFullQueueCannotOvertake() throws Exception {
    try (Fifo pipe = new Fifo(machine.path("pipe"));
        ByteClient client = ByteClient.negotiatedOob(machine.socket());
        ByteClient second = ByteClient.negotiatedOob(machine.path("second"))) {
      client.send(slowCommand());
      assertTrue(client.line().contains("\"STOP\""), "the dump is at work");
      assertTrue(second.line().contains("\"STOP\""));
      for (int i = 1; i <= 8; i++) {
        client.send(name(i));
      }
      client.send("{\"exec-oob\": \"query-yank\", \"id\": 9}");
      second.send("{\"exec-oob\": \"query-yank\", \"id\": 10}");
      assertTrue(second.line().endsWith("\"id\": 10}\r\n"), "another monitor's overtakes");
      // Once this is answered, what had come on the first before has been looked at.
      second.send("{\"exec-oob\": \"query-yank\", \"id\": 11}");
      assertTrue(second.line().endsWith("\"id\": 11}\r\n"));
      assertFalse(client.hasInput(), "eight commands wait, and no more are read");
      pipe.drain();
      assertTrue(client.line().contains("DUMP_COMPLETED"));
      assertTrue(client.line().contains("RESUME"));
      assertEquals("{\"return\": {}, \"id\": \"slow\"}\r\n", client.line());
      for (int i = 1; i <= 8; i++) {
        assertEquals(named(i), client.line());
      }
      assertTrue(client.line().endsWith("\"id\": 9}\r\n"));
    }
  }
}
