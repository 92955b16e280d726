package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pvpanic.json.Json;

/** Makes scenarios in which a board is read and written, through qtest and the monitors. */
final class BoardGenerator {

  private static final int OPERATIONS = 60;

  private static final List<String> COMMANDS =
      List.of(
          "{'execute': 'stop'}",
          "{'execute': 'system_reset'}",
          "{'execute': 'query-status'}",
          "{'execute': 'system_powerdown'}",
          "{'execute': 'set-action', 'arguments': {'panic': 'none'}}",
          "{'execute': 'set-action', 'arguments': {'panic': 'pause'}}",
          "{'execute': 'set-action', 'arguments': {'watchdog': 'pause'}}",
          "{'execute': 'set-action', 'arguments': {'reboot': 'reset', 'shutdown': 'pause'}}");

  private static final String START = "{'execute': 'cont'}";

  private final Atlas atlas;

  BoardGenerator(Atlas atlas) {
    this.atlas = atlas;
  }

  Scenario scenario(long seed) {
    Dice dice = new Dice(seed);
    List<String> options = new BoardOptions(dice).any();
    return new Scenario(options, false, new Script(dice, options).operations());
  }

  /** The operations of one scenario. */
  private final class Script {
    private final Dice dice;
    private final boolean still;
    private final Accesses accesses;
    private final Slots slots;
    private final Malformed malformed;

    Script(Dice dice, List<String> options) {
      this.dice = dice;
      this.still = dice.percent(60);
      this.slots = new Slots(dice);
      this.malformed = new Malformed(dice);
      Atlas.Board board = atlas.of(options);
      this.accesses = new Accesses(dice, board, new BoardScope(board, options, still));
    }

    List<Operation> operations() {
      List<Operation> operations = new ArrayList<>();
      operations.add(new Send(List.of(Requests.negotiation(false)), List.of()));
      while (operations.size() < OPERATIONS) {
        int kind = dice.below(100);
        if (kind < 78) {
          operations.add(new Qtest(accesses.any()));
        } else if (kind < 79) {
          operations.add(new Unplugged());
        } else {
          operations.add(command(kind < 87 ? command() : kind < 95 ? human() : slots.command()));
        }
      }
      operations.add(new Unplugged());
      if (dice.percent(50)) { // at last, since real QEMU aborts at some
        operations.add(malformed.any());
      }
      return operations;
    }

    private String command() {
      return !still && dice.percent(20) ? START : dice.oneOf(COMMANDS);
    }

    private Operation command(String text) {
      return new Send(List.of(new Payload.Fixed(text)), List.of());
    }

    private String human() {
      String line = dice.percent(80) ? access() : "info status";
      return Json.write(
              Map.of("execute", "human-monitor-command", "arguments", Map.of("command-line", line)))
          .trim();
    }

    private String access() {
      Access access = accesses.onePort();
      String format = List.of("/b", "/h", "/w").get(Long.numberOfTrailingZeros(access.length()));
      return access.isRead()
          ? "i" + format + " 0x%x".formatted(access.address())
          : "o" + format + " 0x%x 0x%x".formatted(access.address(), access.value());
    }
  }
}
