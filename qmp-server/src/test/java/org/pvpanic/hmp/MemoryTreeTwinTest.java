package org.pvpanic.hmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/**
 * {@code info mtree} beside real QEMU 7.2, which shows address spaces in the order of a hash of
 * pointers: each by itself is compared.
 */
@Timeout(60)
class MemoryTreeTwinTest {

  /** Regions that are not on our boards, or not where they are on QEMU's. */
  private static final Set<String> NOT_ALIKE =
      Set.of(
          // The floppy disk controller.
          "fdc",
          // Windows of the host bridge that are shut: shown with -D alone.
          "pam-ram",
          "pam-rom",
          "pam-pci",
          "smram-low",
          "smram-high",
          "smram-open-high",
          "tseg-blackhole",
          "tseg-window",
          "smbase-blackhole",
          "smbase-window",
          // A watchdog.
          "sm-tco",
          // Timers, and what microvm has.
          "hpet",
          "virtio-mmio");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pc",
        "q35",
        "isapc",
        "pc,vmport=off",
        "q35,vmport=off",
        "microvm",
        "none",
        "isapc -device pvpanic,id=pv"
      })
  void regionsAreWhereQemuHasThem(String machine) throws Exception {
    try (Twins twins = new Twins(("-S -machine " + machine).split(" "))) {
      for (String options : List.of("", " -o", " -D", " -o -D", " -d")) {
        String line = "info mtree" + options;
        assertEquals(spaces(twins.real(), line), spaces(twins.ours(), line), machine + ": " + line);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none"})
  void flatViewsAreLikeQemus(String machine) throws Exception {
    try (Twins twins = new Twins("-S", "-machine", machine)) {
      for (String line : List.of("info mtree -f", "info mtree -f -o")) {
        assertEquals(spaces(twins.real(), line), spaces(twins.ours(), line), line);
      }
      HumanTwins.same(
          twins,
          """
          info mtree -x
          info mtree foo
          info mtree -fd
          help info mtree\
          """);
    }
  }

  /** What is said of each space, without the regions that are not alike. */
  private static Set<String> spaces(QmpClient client, String line) throws IOException {
    String[] blocks = client.human(line).split("\r\n\r\n");
    assertTrue(blocks.length >= 2, line);
    Set<String> spaces = new TreeSet<>();
    for (String block : blocks) {
      String[] lines = block.replaceFirst("FlatView #\\d+", "FlatView").split("\r\n");
      List<String> alike = new ArrayList<>();
      Arrays.stream(lines).filter(l -> names(l).noneMatch(NOT_ALIKE::contains)).forEach(alike::add);
      spaces.add(String.join("\n", alike));
    }
    spaces.remove("");
    return spaces;
  }

  /** The names of the regions of which a line tells. */
  private static Stream<String> names(String line) {
    String names = line.replaceFirst(".*\\(prio [^)]*\\): |memory-region: ", "");
    names = names.replaceFirst(" (?:owner|parent):.*", "").replace(" [disabled]", "");
    if (names.startsWith("alias ")) {
      int at = names.lastIndexOf(" @");
      return Stream.of(
          names.substring("alias ".length(), at), names.substring(at + 2).split(" ")[0]);
    }
    return Stream.of(names);
  }
}
