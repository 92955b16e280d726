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
          "{'execute': 'cont'}",
          "{'execute': 'stop'}",
          "{'execute': 'system_reset'}",
          "{'execute': 'query-status'}",
          "{'execute': 'system_powerdown'}",
          "{'execute': 'set-action', 'arguments': {'panic': 'none'}}",
          "{'execute': 'set-action', 'arguments': {'panic': 'pause'}}",
          "{'execute': 'set-action', 'arguments': {'watchdog': 'pause'}}",
          "{'execute': 'set-action', 'arguments': {'reboot': 'reset', 'shutdown': 'pause'}}");

  private final Atlas atlas;
  private final BoardScope scope;

  BoardGenerator(Atlas atlas, BoardScope scope) {
    this.atlas = atlas;
    this.scope = scope;
  }

  Scenario scenario(long seed) {
    Dice dice = new Dice(seed);
    List<String> options = new BoardOptions(dice).any();
    return new Scenario(options, false, new Script(dice, atlas.of(options)).operations());
  }

  /** The operations of one scenario. */
  private final class Script {
    private final Dice dice;
    private final Atlas.Board board;
    private final Accesses accesses;

    Script(Dice dice, Atlas.Board board) {
      this.dice = dice;
      this.board = board;
      this.accesses = new Accesses(dice, board);
    }

    List<Operation> operations() {
      List<Operation> operations = new ArrayList<>();
      operations.add(new Send(List.of(Requests.negotiation(false)), List.of()));
      while (operations.size() < OPERATIONS) {
        int kind = dice.below(100);
        operations.add(
            kind < 80 ? qtest() : kind < 90 ? command(dice.oneOf(COMMANDS)) : command(human()));
      }
      return operations;
    }

    private Operation qtest() {
      List<Access> some = accesses.any();
      return scope.contains(board, some) ? new Qtest(some) : qtest();
    }

    private Operation command(String text) {
      return new Send(List.of(new Payload.Fixed(text)), List.of());
    }

    private String human() {
      String line = dice.percent(80) ? humanAccess() : "info status";
      return Json.write(
              Map.of("execute", "human-monitor-command", "arguments", Map.of("command-line", line)))
          .trim();
    }

    private String humanAccess() {
      Access access = accesses.port();
      if (!scope.contains(board, List.of(access))) {
        return humanAccess();
      }
      String format = List.of("/b", "/h", "/w").get(Long.numberOfTrailingZeros(access.length()));
      return access.isRead()
          ? "i" + format + " 0x" + Long.toHexString(access.address())
          : "o" + format + " 0x%x 0x%x".formatted(access.address(), access.value());
    }
  }
}
