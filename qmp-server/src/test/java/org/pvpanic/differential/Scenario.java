package org.pvpanic.differential;

import java.util.List;
import java.util.stream.Stream;

/**
 * A machine, and what is done to it.
 *
 * @param options the command line beside what every machine gets, an option with its value each
 * @param pretty whether the monitor indents what it says
 * @param operations in order
 */
record Scenario(List<String> options, boolean pretty, List<Operation> operations) {

  /** The scenario up to and with an operation. */
  Scenario upTo(int operation) {
    int end = Math.min(operation + 1, operations.size());
    return new Scenario(options, pretty, operations.subList(0, end));
  }

  /** Scenarios in which less happens, those with the fewest operations first. */
  Stream<Scenario> simpler() {
    return Stream.of(
            Lists.shorter(operations).map(o -> new Scenario(options, pretty, o)),
            pretty ? Stream.of(new Scenario(options, false, operations)) : Stream.<Scenario>empty(),
            Lists.shorter(options).map(o -> new Scenario(o, pretty, operations)),
            Lists.withSimplerElement(operations, Operation::simpler)
                .map(o -> new Scenario(options, pretty, o)))
        .flatMap(candidates -> candidates);
  }
}
