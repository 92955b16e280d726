package org.pvpanic.differential;

import java.io.IOException;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * A kind of scenarios.
 *
 * @param name what {@code tests/differential} calls them
 * @param generator makes the scenario of a seed
 * @param scope says whether both sides should answer all that a scenario does alike
 */
record Scenarios(String name, LongFunction<Scenario> generator, Predicate<Scenario> scope) {

  /** The scenario of a seed. */
  Scenario of(long seed) {
    return generator.apply(seed);
  }

  /** Whether both sides should answer all that is done alike. */
  boolean compares(Scenario scenario) {
    return scope.test(scenario);
  }

  /** What is said on a monitor. */
  static Scenarios ofTheWire() throws IOException {
    Vocabulary ours = Vocabulary.of(OurSide::new);
    Scope scope = Scope.of(Vocabulary.of(RealSide::new), ours);
    return new Scenarios("monitor", new Generator(ours, scope)::scenario, scope::contains);
  }

  /** What is done to a board. */
  static Scenarios ofTheBoard() {
    Atlas atlas = new Atlas();
    return new Scenarios(
        "board",
        new BoardGenerator(atlas)::scenario,
        scenario -> BoardScope.contains(atlas, scenario));
  }
}
