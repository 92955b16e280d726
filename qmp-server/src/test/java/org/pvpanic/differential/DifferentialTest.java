package org.pvpanic.differential;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.pvpanic.twin.RealQemu;

/**
 * Real QEMU 7.2 and ours answer alike, whatever is done to them. {@code tests/differential} runs
 * this with any seed and as long as wanted.
 */
class DifferentialTest {

  /** The first seed; each scenario has its own, so that one alone can be repeated. */
  private static final long SEED = Long.getLong("pvpanic.seed", 1);

  private static final int RUNS = Integer.getInteger("pvpanic.runs", 60);

  @Test
  void answerAlike() throws IOException {
    RealQemu.program();
    Differential differential = new Differential();
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      String difference = differential.compare(seed);
      if (!difference.isEmpty()) {
        fail(difference);
      }
    }
    System.out.printf(
        "%d scenarios beside real QEMU: %d operations were answered alike%n",
        RUNS, differential.operations());
  }
}
