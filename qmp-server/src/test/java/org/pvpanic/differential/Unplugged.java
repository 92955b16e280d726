package org.pvpanic.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Waits until devices that left the board are freed, and reads the events that tell of them. QEMU
 * frees them in a thread of its own, for which a {@code device_add} that fails waits.
 */
record Unplugged() implements Operation {

  private static final Payload FAILS =
      new Payload.Fixed("{'execute': 'device_add', 'arguments': {'driver': 'none'}}");

  @Override
  public List<String> doneBy(Client client) throws IOException {
    client.write(List.of(FAILS), List.of());
    List<String> said = new ArrayList<>(client.answers());
    said.addAll(client.deletions());
    return said;
  }

  @Override
  public List<Payload> payloads() {
    return List.of(FAILS);
  }

  @Override
  public Stream<Operation> simpler() {
    return Stream.empty();
  }

  @Override
  public String toString() {
    return "send: " + FAILS;
  }
}
