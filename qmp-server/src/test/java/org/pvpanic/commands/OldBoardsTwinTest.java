package org.pvpanic.commands;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** What the boards of older machine types have otherwise, beside real QEMU 7.2. */
@Timeout(60)
class OldBoardsTwinTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i440fx-6.2",
        "i440fx-6.0",
        "i440fx-5.2",
        "i440fx-5.0",
        "i440fx-4.2",
        "q35-6.0",
        "q35-5.2",
        "q35-5.1",
        "q35-5.0",
        "q35-4.1"
      })
  void treesAreLikeQemus(String version) throws Exception {
    try (Twins twins = new Twins("-S", "-machine", "pc-" + version)) {
      for (String line : List.of("info qom-tree", "info qtree")) {
        twins.same(
            "{'execute': 'human-monitor-command', 'arguments': {'command-line': '%s'}}"
                .formatted(line));
      }
    }
  }
}
