package org.pvpanic.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sends something, says that no more will come, reads until the monitor closes the connection, and
 * connects again.
 */
record HalfClose(List<Payload> payloads) implements Operation {

  @Override
  public List<String> doneBy(Client client) throws IOException {
    client.write(payloads, List.of());
    List<String> said = new ArrayList<>(client.rest());
    said.addAll(client.reconnect());
    return said;
  }

  @Override
  public Stream<Operation> simpler() {
    return Stream.of(
            Stream.of(new Send(payloads, List.of()), new Reconnect(List.of())),
            Lists.shorter(payloads).map(HalfClose::new),
            Lists.withSimplerElement(payloads, Payload::simpler).map(HalfClose::new))
        .flatMap(candidates -> candidates);
  }

  @Override
  public String toString() {
    return "send, close that direction, read to the end and connect again: "
        + Send.joined(payloads);
  }
}
