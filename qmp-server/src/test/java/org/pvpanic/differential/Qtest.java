package org.pvpanic.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes ports and memory through qtest, one line after the other, each once the one
 * before is answered: so QEMU's main loop has served what a line asked for before it sees the next.
 */
record Qtest(List<Access> accesses) implements Operation {

  @Override
  public List<String> doneBy(Client client) throws IOException {
    List<String> said = new ArrayList<>();
    for (Access access : accesses) {
      said.add(client.qtest(access.toString()));
    }
    said.addAll(client.events());
    return said;
  }

  @Override
  public List<Payload> payloads() {
    return List.of();
  }

  @Override
  public Stream<Operation> simpler() {
    return Stream.concat(
            Lists.shorter(accesses).filter(a -> !a.isEmpty()),
            Lists.withSimplerElement(accesses, Access::simpler))
        .map(Qtest::new);
  }

  /** Lines that can be sent to qtest as they are. */
  @Override
  public String toString() {
    return accesses.stream().map(Access::toString).collect(Collectors.joining("\n  "));
  }
}
