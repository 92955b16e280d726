package org.pvpanic.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pvpanic.twin.RealQemu;

/**
 * Real QEMU 7.2 and ours answer alike, whatever is done to them. {@code tests/differential} runs
 * this with any seed and as long as wanted.
 */
class DifferentialTest {

  /** The first seed; each scenario has its own, so that one alone can be repeated. */
  private static final long SEED = Long.getLong("pvpanic.seed", 1);

  /** Runs of which one may differ once and not again, and that have an average. */
  private static final int FEW = 50;

  @Test
  void monitorsAnswerAlike() throws Exception {
    RealQemu.program();
    compare(Scenarios.ofTheWire(), 25, Integer.getInteger("pvpanic.runs", 60));
  }

  @Test
  void boardsAnswerAlike() throws Exception {
    RealQemu.program();
    compare(Scenarios.ofTheBoard(), 40, Integer.getInteger("pvpanic.runs", 500));
  }

  /**
   * Compares.
   *
   * @param least how many operations a scenario has to come to on average, before one side is at
   *     its end: few would show little
   */
  private static void compare(Scenarios scenarios, int least, int runs) throws Exception {
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
    assertTrue(runs < FEW || differential.operations() >= (long) least * runs, "operations");
    assertTrue(differential.passing() <= 1 + runs / FEW, "differences that were not seen again");
  }
}
