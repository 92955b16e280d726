package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.machine.Step;

/** A notifier chain: what wants to be told, highest priority first, equals in order of arrival. */
final class Notifiers {

  private record Notifier(int priority, Step told) {}

  private final List<Notifier> chain = new ArrayList<>(2);

  void register(int priority, Step told) {
    int place = 0;
    while (place < chain.size() && chain.get(place).priority() >= priority) {
      place++;
    }
    chain.add(place, new Notifier(priority, told));
  }

  void unregister(Step told) {
    chain.removeIf(notifier -> notifier.told() == told);
  }

  /** One step a notifier, in the order in which they are told. */
  Step[] steps() {
    return chain.stream().map(Notifier::told).toArray(Step[]::new);
  }
}
