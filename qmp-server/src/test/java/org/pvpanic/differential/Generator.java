package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes the scenario of a seed: the same one as long as our machine can do the same things. */
final class Generator {

  private static final int OPERATIONS = 50;

  private final Vocabulary vocabulary;
  private final Scope scope;

  Generator(Vocabulary vocabulary, Scope scope) {
    this.vocabulary = vocabulary;
    this.scope = scope;
  }

  Scenario scenario(long seed) {
    Dice dice = new Dice(seed);
    return new Scenario(new Options(dice).any(), dice.percent(15), new Script(dice).operations());
  }

  /** The operations of one scenario. */
  private final class Script {
    private final Dice dice;
    private final Requests requests;
    private final Garbage garbage;
    private final List<Operation> operations = new ArrayList<>();

    /** Whether requests may overtake each other; then what is answered first is left to chance. */
    private boolean overtaking;

    Script(Dice dice) {
      this.dice = dice;
      this.requests = new Requests(dice, vocabulary, scope);
      this.garbage = new Garbage(dice);
    }

    List<Operation> operations() {
      beforeNegotiation();
      while (operations.size() < OPERATIONS) {
        int kind = dice.below(100);
        if (kind < 2 && !overtaking) {
          operations.add(new HalfClose(payloads()));
          beforeNegotiation();
        } else if (kind < 4) {
          boolean unfinished = dice.percent(50);
          operations.add(
              new Reconnect(unfinished ? List.of(garbage.unfinished(requests.any())) : List.of()));
          beforeNegotiation();
        } else {
          send();
        }
      }
      if (dice.percent(30)) { // the last dump: QEMU's thread may still close the file of the next
        operations.add(new DetachedDump(new Words(dice, vocabulary).protocol()));
      }
      return operations;
    }

    /** Mostly a client negotiates at once. */
    private void beforeNegotiation() {
      overtaking = false;
      while (dice.percent(15)) {
        send();
      }
      boolean oob = dice.percent(30);
      overtaking |= oob;
      operations.add(new Send(List.of(Requests.negotiation(oob)), List.of()));
    }

    private void send() {
      List<Payload> payloads = overtaking ? List.of(payload()) : payloads();
      overtaking |= payloads.stream().anyMatch(p -> p.text().contains("oob\""));
      operations.add(new Send(payloads, cuts()));
    }

    private List<Payload> payloads() {
      List<Payload> payloads = new ArrayList<>();
      do {
        payloads.add(payload());
      } while (dice.percent(15));
      return payloads;
    }

    private Payload payload() {
      Payload payload =
          dice.percent(75)
              ? requests.any()
              : dice.percent(50) ? garbage.tokens() : garbage.damaged(requests.any());
      return scope.contains(payload) ? payload : payload();
    }

    private List<Integer> cuts() {
      List<Integer> cuts = new ArrayList<>();
      for (int i = dice.percent(30) ? 1 + dice.below(4) : 0; i > 0; i--) {
        cuts.add(1 + dice.below(40));
      }
      return cuts;
    }
  }
}
