package org.pvpanic.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** How much the monitors are made to bear. */
final class Sizes {

  private final Map<String, Integer> values =
      new HashMap<>(
          Map.of(
              "pipelined", 10_000, // commands sent before a reply is read
              "message", 256, // KiB of one message
              "largest", 60, // MiB of one message to ours alone: real QEMU takes minutes
              "connections", 5_000, // one after the other
              "monitors", 8, // that are told of an event
              "unread", 32)); // MiB of replies to a client that does not read

  /**
   * Takes another size from {@code name=number}.
   *
   * @throws IllegalArgumentException when there is no such size, or it is no number
   */
  void set(String assignment) {
    String[] parts = assignment.split("=", 2);
    if (values.replace(parts[0], Integer.valueOf(parts[1])) == null) {
      throw new IllegalArgumentException("'" + parts[0] + "' is none of " + values.keySet());
    }
  }

  int get(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
