package org.pvpanic.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pvpanic.twin.RealQemu;

/**
 * Real QEMU 7.2 and ours answer alike, whatever is done to them. {@code tests/differential} runs
 * this with any seed and as long as wanted.
 */
class DifferentialTest {

  /** The first seed; each scenario has its own, so that one alone can be repeated. */
  private static final long SEED = Long.getLong("pvpanic.seed", 1);

  @Test
  void monitorsAnswerAlike() throws Exception {
    RealQemu.program();
    compare(Scenarios.ofTheWire(), Integer.getInteger("pvpanic.runs", 60));
  }

  @Test
  void boardsAnswerAlike() throws Exception {
    RealQemu.program();
    compare(Scenarios.ofTheBoard(), Integer.getInteger("pvpanic.runs", 500));
  }

  private static void compare(Scenarios scenarios, int runs) throws Exception {
    Differential differential = new Differential(scenarios);
    long start = System.nanoTime();
    assertEquals("", differential.compare(SEED, runs));
    System.out.printf(
        "%d %s scenarios beside real QEMU: %d operations were answered alike in %d s;"
            + " %d differed once and not again%n",
        runs,
        scenarios.name(),
        differential.operations(),
        (System.nanoTime() - start) / 1_000_000_000,
        differential.passing());
  }
}
