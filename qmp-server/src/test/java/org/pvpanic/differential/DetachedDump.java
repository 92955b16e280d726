package org.pvpanic.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Has memory dumped in the background, and waits for the end of it, which may come before or after
 * the reply.
 *
 * @param protocol where to
 */
record DetachedDump(String protocol) implements Operation {

  @Override
  public List<Payload> payloads() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("execute", "dump-guest-memory");
    request.put("arguments", Map.of("paging", false, "detach", true, "protocol", protocol));
    return List.of(new Payload.Request(request));
  }

  @Override
  public List<String> doneBy(Client client) throws IOException {
    client.write(payloads(), List.of());
    List<String> said = new ArrayList<>(client.readUntil("\"(return|error)\": "));
    String end = has(said, "STOP") ? "RESUME" : "DUMP_COMPLETED";
    if (!has(said, "error") && !has(said, end)) {
      said.addAll(client.readUntil(end));
    }
    said.addAll(client.answers());
    return said.stream().sorted().toList();
  }

  private static boolean has(List<String> said, String name) {
    return said.stream().anyMatch(message -> message.contains('"' + name + '"'));
  }

  @Override
  public Stream<Operation> simpler() {
    return Stream.empty();
  }

  @Override
  public String toString() {
    return "dump memory in the background, and wait, to " + protocol;
  }
}
