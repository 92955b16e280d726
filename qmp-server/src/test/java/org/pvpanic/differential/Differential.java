package org.pvpanic.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Compares scenarios, one for each seed. */
final class Differential {

  /** A scenario mostly waits for the other process. */
  private static final int AT_A_TIME = 3;

  private final Scenarios scenarios;
  private long operations;
  private int passing;

  Differential(Scenarios scenarios) {
    this.scenarios = scenarios;
  }

  /** How many operations were answered alike so far. */
  long operations() {
    return operations;
  }

  /**
   * How many scenarios differed once and not again: host time shows through where the host is slow.
   */
  int passing() {
    return passing;
  }

  /**
   * Compares what some seeds give, from {@code first} on.
   *
   * @return the report of the first difference, or ""
   */
  String compare(long first, int count) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<Comparison>> comparisons = new ArrayList<>();
      for (long seed = first; seed < first + count; seed++) {
        comparisons.add(pool.submit(comparison(seed)));
      }
      for (int i = 0; i < count; i++) {
        Optional<String> report = report(first + i, comparisons.get(i).get());
        if (report.isPresent()) {
          return report.get();
        }
      }
      return "";
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Callable<Comparison> comparison(long seed) {
    return () -> Comparison.of(scenarios.of(seed));
  }

  private Optional<String> report(long seed, Comparison first) throws IOException {
    Comparison comparison = first;
    if (first.difference().isPresent()) {
      comparison = Comparison.of(first.scenario());
      passing += comparison.difference().isEmpty() ? 1 : 0;
    }
    if (comparison.difference().isEmpty()) {
      operations += comparison.real().size();
      return Optional.empty();
    }
    Comparison smallest = new Shrinker(scenarios::compares).smallest(comparison);
    return Optional.of(Report.of(scenarios.name(), seed, comparison, smallest));
  }
}
