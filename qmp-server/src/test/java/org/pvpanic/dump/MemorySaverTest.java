package org.pvpanic.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.twin.Fifo;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/** A file that takes its time holds up only those that wait for it. */
@Timeout(60)
class MemorySaverTest {

  private static Emulator start(TempDir directory) {
    return Emulator.start(
        "-nodefaults",
        "-S",
        "-m",
        "16",
        "-qmp",
        "unix:" + directory.path("q") + ",server=on,wait=off",
        "-fw_cfg",
        "name=opt/org.pvpanic/profile,string=none");
  }

  private static String save(TempDir directory, long size) {
    return "{'execute': 'pmemsave', 'id': 1, 'arguments':"
        + " {'val': 0, 'size': %d, 'filename': '%s'}}".formatted(size, directory.path("pipe"));
  }

  @Test
  void othersGoOnWhileAPipeIsNotRead() throws Exception {
    int size = 1 << 20; // more than a pipe holds
    try (TempDir directory = new TempDir();
        Emulator emulator = start(directory);
        QmpClient client = QmpClient.connect(directory.path("q"));
        Fifo pipe = new Fifo(directory.path("pipe"))) {
      client.send(save(directory, size));
      client.send("{'execute': 'query-name', 'id': 2}");
      pipe.awaitWriter();
      emulator.vm().eventLoop().submit(() -> {}).get();
      assertEquals(size, pipe.drain());
      assertEquals("{\"return\": {}, \"id\": 1}", client.line());
      assertEquals("{\"return\": {}, \"id\": 2}", client.line());
    }
  }

  @Test
  void endsWithTheMachine() throws Exception {
    try (TempDir directory = new TempDir();
        Emulator emulator = start(directory);
        QmpClient client = QmpClient.connect(directory.path("q"));
        Fifo pipe = new Fifo(directory.path("pipe"))) {
      client.send(save(directory, Long.MAX_VALUE));
      pipe.awaitWriter();
      emulator.terminate();
      pipe.drain(); // ends, since the writer has gone
    }
  }

  /** QEMU 7.2 ends with a segmentation fault. */
  @Test
  void aNegativeSizeIsRefused() throws Exception {
    try (TempDir directory = new TempDir();
        Emulator emulator = start(directory);
        QmpClient client = QmpClient.connect(directory.path("q"))) {
      String refusal =
          "{\"id\": 1, \"error\": {\"class\": \"GenericError\","
              + " \"desc\": \"Parameter 'size' expects a non-negative number\"}}";
      assertEquals(List.of(refusal), client.ask(save(directory, -1)));
      assertEquals(List.of(refusal), client.ask(save(directory, -1).replace("pmem", "mem")));
      assertFalse(emulator.exit().isDone());
    }
  }
}
