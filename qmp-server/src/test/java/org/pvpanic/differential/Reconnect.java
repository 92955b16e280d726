package org.pvpanic.differential;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Closes the connection and makes a new one.
 *
 * @param payloads what is sent before, at most one: the beginning of a message, which must not have
 *     an answer
 */
record Reconnect(List<Payload> payloads) implements Operation {

  @Override
  public List<String> doneBy(Client client) throws IOException {
    client.write(payloads, List.of());
    return client.reconnect();
  }

  @Override
  public Stream<Operation> simpler() {
    return Lists.shorter(payloads).map(Reconnect::new);
  }

  @Override
  public String toString() {
    return "connect again" + (payloads.isEmpty() ? "" : ", after " + Send.joined(payloads));
  }
}
