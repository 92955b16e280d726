package org.pvpanic.differential;

import java.util.List;

/** Puts a difference into words. */
final class Report {

  private final StringBuilder text = new StringBuilder();

  private Report() {}

  /** Tells of a difference, and how to see it again. */
  static String of(String what, long seed, Comparison found, Comparison smallest) {
    Report report = new Report();
    report.line("Real QEMU 7.2 and ours differ.");
    report.line("  repeat with: tests/differential " + what + " " + seed + " 1");
    int size = found.scenario().operations().size();
    report.line("  shrunk from " + size + " operations to:");
    report.scenario(smallest);
    return report.text.toString();
  }

  private void scenario(Comparison comparison) {
    Scenario scenario = comparison.scenario();
    line("  arguments: " + String.join(" ", scenario.options()));
    if (scenario.pretty()) {
      line("  the monitor is pretty=on");
    }
    int end = Math.max(comparison.real().size(), comparison.ours().size());
    for (int i = 0; i < end; i++) {
      List<Operation> operations = scenario.operations();
      line("  " + (i < operations.size() ? operations.get(i) : "its end"));
      List<String> real = at(comparison.real(), i);
      List<String> ours = at(comparison.ours(), i);
      if (real.equals(ours)) {
        real.forEach(message -> line("    both: " + message));
      } else {
        real.forEach(message -> line("    real: " + message));
        ours.forEach(message -> line("    ours: " + message));
      }
    }
  }

  private static List<String> at(List<List<String>> transcript, int index) {
    return index < transcript.size() ? transcript.get(index) : List.of();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
