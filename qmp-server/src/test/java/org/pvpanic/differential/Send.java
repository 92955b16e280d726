package org.pvpanic.differential;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends something in one go or in pieces, and waits for the answers.
 *
 * @param payloads what is sent, all before the first answer is read
 * @param cuts the length of each piece but the last; a piece may be cut short by the end
 */
record Send(List<Payload> payloads, List<Integer> cuts) implements Operation {

  @Override
  public List<String> doneBy(Client client) throws IOException {
    client.write(payloads, cuts);
    return client.answers();
  }

  @Override
  public Stream<Operation> simpler() {
    Stream<Operation> whole =
        cuts.isEmpty() ? Stream.empty() : Stream.of(new Send(payloads, List.of()));
    return Stream.of(
            whole,
            Lists.shorter(payloads).filter(p -> !p.isEmpty()).map(p -> new Send(p, cuts)),
            Lists.withSimplerElement(payloads, Payload::simpler).map(p -> new Send(p, cuts)),
            Lists.shorter(cuts).map(c -> new Send(payloads, c)))
        .flatMap(candidates -> candidates);
  }

  @Override
  public String toString() {
    String pieces = cuts.isEmpty() ? "" : " in pieces of " + cuts + " bytes";
    return "send" + pieces + ": " + joined(payloads);
  }

  static String joined(List<Payload> payloads) {
    return payloads.stream().map(Payload::toString).collect(Collectors.joining(" then "));
  }
}
