package org.pvpanic.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of the cases: what is equal, how long they took, and why what is not equal is not. */
final class CaseReport {

  /**
   * A case.
   *
   * @param events what differs in the monitor's events, or ""
   * @param replies what differs in its replies, or ""
   * @param console what differs at the console, or ""
   * @param known why it is known to differ, or ""
   * @param recorded how long the recorded guest took, in seconds
   * @param simulated how long it takes here by the host's clock
   * @param real how long it takes here
   */
  record Row(
      String name,
      String events,
      String replies,
      String console,
      String known,
      double recorded,
      Duration simulated,
      Duration real) {

    boolean isEqual() {
      return events.isEmpty() && replies.isEmpty() && console.isEmpty();
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "%-32s %-6s %-7s %-7s %10.1f %12.1f %8d  %s",
          name,
          equal(events),
          equal(replies),
          equal(console),
          recorded,
          simulated.toMillis() / 1000.0,
          real.toMillis(),
          why());
    }

    private static String equal(String difference) {
      return difference.isEmpty() ? "equal" : "DIFFER";
    }

    /** What differs first. */
    private String why() {
      if (!known.isEmpty()) {
        return known;
      }
      return !events.isEmpty() ? events : !replies.isEmpty() ? replies : console;
    }
  }

  private static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-32s %-6s %-7s %-7s %10s %12s %8s  %s",
          "case",
          "events",
          "replies",
          "console",
          "recorded s",
          "simulated s",
          "real ms",
          "why not");

  private final List<Row> rows = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
  }

  /** One line that says it all. */
  String summary() {
    long equal = rows.stream().filter(Row::isEqual).count();
    long real = rows.stream().mapToLong(row -> row.real().toMillis()).sum();
    double recorded = rows.stream().mapToDouble(Row::recorded).sum();
    return String.format(
        Locale.ROOT,
        "Recorded cases: %d of %d equal; %d ms a case, where the recorded guests took %.1f s",
        equal,
        rows.size(),
        real / Math.max(1, rows.size()),
        recorded / Math.max(1, rows.size()));
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(summary(), "", HEAD));
    rows.stream().map(Row::line).forEach(lines::add);
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }
}
