package org.pvpanic.hmp;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import org.pvpanic.json.Json;
import org.pvpanic.twin.Twins;

/** Gives lines to the human monitors of real QEMU and of ours, through QMP. */
final class HumanTwins {

  private HumanTwins() {}

  /** Equal text and events for every one of the lines. */
  static void same(Twins twins, String lines) {
    assertAll(lines.lines().map(line -> () -> same(twins, line, "")));
  }

  /**
   * Equal text and events for a line.
   *
   * @param otherArguments more members of the command's arguments, with a comma before each
   */
  static void same(Twins twins, String line, String otherArguments) throws IOException {
    String quoted = Json.write(line).trim();
    twins.same(
        "{'execute': 'human-monitor-command', 'arguments': {'command-line': %s%s}}"
            .formatted(quoted, otherArguments));
  }
}
