package org.pvpanic.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.pvpanic.twin.TempDir;

/** What real QEMU's machines have where when they are switched on. */
final class Atlas {

  /** A machine's address spaces. */
  record Board(FlatView ports, FlatView memory) {
    private static final Board NONE = new Board(new FlatView(List.of()), new FlatView(List.of()));
  }

  private static final Pattern MACHINE = Pattern.compile("-(machine|m) .*");

  private final Map<List<String>, Board> boards = new ConcurrentHashMap<>();

  /**
   * The machine of that command line; one with nothing in it where QEMU refuses to make it. QEMU is
   * asked once for each machine type and size of RAM; what {@code -device} adds is known.
   */
  Board of(List<String> options) {
    List<String> machine = options.stream().filter(MACHINE.asMatchPredicate()).toList();
    Board board = boards.computeIfAbsent(machine, Atlas::ask);
    FlatView ports = board.ports;
    for (FlatView.Range device : IsaDevices.of(options)) {
      ports = ports.with(device);
    }
    return new Board(ports, board.memory);
  }

  private static Board ask(List<String> machine) {
    List<String> options = new ArrayList<>(machine);
    options.add("-S");
    Scenario bare = new Scenario(options, false, List.of());
    try (TempDir directory = new TempDir()) {
      try (Side side = new RealSide(Files.createDirectory(directory.path("side")), bare);
          Client client = new Client(side)) {
        client.reconnect();
        if (!client.connected()) {
          return Board.NONE;
        }
        client.write(List.of(Requests.negotiation(false)), List.of());
        client.answers();
        String shown = Vocabulary.human(client, "info mtree -f");
        return new Board(FlatView.of(shown, "I/O"), FlatView.of(shown, "cpu-memory-0"));
      } catch (IOException refused) {
        return Board.NONE;
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
