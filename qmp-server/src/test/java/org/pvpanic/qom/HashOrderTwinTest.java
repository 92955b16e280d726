package org.pvpanic.qom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** Children are listed in the order of real QEMU, however many there are. */
class HashOrderTwinTest {
  private static final String LETTERS = "abcdefgh0123xyz-._";

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 8, 14, 20, 45})
  void backEndsAreListedInQemusOrder(int count) throws Exception {
    Random random = new Random(count);
    Set<String> ids = new LinkedHashSet<>();
    while (ids.size() < count) {
      StringBuilder id = new StringBuilder("c");
      for (int length = random.nextInt(9); length >= 0; length--) {
        id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      ids.add(id.toString());
    }
    List<String> args = new ArrayList<>();
    ids.forEach(id -> args.addAll(List.of("-chardev", "null,id=" + id)));
    try (Twins twins = new Twins(args.toArray(String[]::new))) {
      twins.same("{'execute': 'query-chardev'}");
      twins.same("{'execute': 'qom-list', 'arguments': {'path': '/chardevs'}}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35", "isapc", "none"})
  void theRootIsListedInQemusOrder(String machine) throws Exception {
    try (Twins twins = new Twins("-S", "-machine", machine)) {
      twins.same("{'execute': 'qom-list', 'arguments': {'path': '/'}}");
    }
  }
}
