package org.pvpanic.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/** What our commands and events say about themselves is what real QEMU says about its own. */
class QmpSchemaTwinTest {
  private static final String DISKS = "describes disks, of which there are none";
  private static final String TARGETS = "knows the one architecture that there is";

  /** Commands of which the schema says less than QEMU's, and what it leaves out. */
  private static final Map<String, String> CUT =
      Map.of(
          "dump-guest-memory", "takes no range of memory yet",
          "query-block", DISKS,
          "query-named-block-nodes", DISKS,
          "query-cpus-fast", TARGETS,
          "query-target", TARGETS);

  @TestFactory
  Stream<DynamicTest> declarationsEqualQemus() throws IOException {
    Schema ours;
    Schema real;
    try (Twins twins = new Twins("-machine", "pc")) {
      ours = schema(twins.ours());
      real = schema(twins.real());
    }
    Set<String> unknown = new TreeSet<>(ours.declared());
    unknown.removeAll(real.declared());
    assertEquals(Set.of(), unknown, "QEMU has them all");
    assertTrue(ours.declared().containsAll(CUT.keySet()));
    CUT.keySet().forEach(name -> assertNotEquals(real.resolved(name), ours.resolved(name), name));
    return ours.declared().stream()
        .filter(name -> !CUT.containsKey(name))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertEquals(real.resolved(name), ours.resolved(name))));
  }

  private static Schema schema(QmpClient client) throws IOException {
    return new Schema((List<?>) client.result("{'execute': 'query-qmp-schema'}"));
  }
}
