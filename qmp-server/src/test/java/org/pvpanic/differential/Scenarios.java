package org.pvpanic.differential;

import java.io.IOException;

/** A kind of scenarios. */
interface Scenarios {

  /** What {@code tests/differential} calls them. */
  String name();

  /** The scenario of a seed. */
  Scenario of(long seed);

  /** Says whether both sides should answer all that is done alike. */
  boolean compares(Scenario scenario);

  /** What is said on a monitor. */
  static Scenarios ofTheWire() throws IOException {
    Vocabulary ours = Vocabulary.of(OurSide::new);
    Scope scope = Scope.of(Vocabulary.of(RealSide::new), ours);
    Generator generator = new Generator(ours, scope);
    return new Scenarios() {
      @Override
      public String name() {
        return "monitor";
      }

      @Override
      public Scenario of(long seed) {
        return generator.scenario(seed);
      }

      @Override
      public boolean compares(Scenario scenario) {
        return scope.contains(scenario);
      }
    };
  }

  /** What is done to a board. */
  static Scenarios ofTheBoard() {
    Atlas atlas = new Atlas();
    BoardGenerator generator = new BoardGenerator(atlas);
    return new Scenarios() {
      @Override
      public String name() {
        return "board";
      }

      @Override
      public Scenario of(long seed) {
        return generator.scenario(seed);
      }

      @Override
      public boolean compares(Scenario scenario) {
        return BoardScope.contains(atlas, scenario);
      }
    };
  }
}
