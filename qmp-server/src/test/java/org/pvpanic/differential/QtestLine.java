package org.pvpanic.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sends a line to qtest that is no good access. */
record QtestLine(String line) implements Operation {

  @Override
  public List<String> doneBy(Client client) throws IOException {
    List<String> said = new ArrayList<>(List.of(client.qtest(line)));
    said.addAll(client.events());
    return said;
  }

  @Override
  public List<Payload> payloads() {
    return List.of();
  }

  @Override
  public Stream<Operation> simpler() {
    return Stream.empty();
  }

  @Override
  public String toString() {
    return line;
  }
}
