package org.pvpanic.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Folds boot logs: of the lines before a login prompt it shows the first and the last two (the
 * banner), and says how many it left out. A boot begins at the start and at each RESET. What the
 * guest or the emulator does in the middle of a boot shows how far it had come.
 */
final class BootFold implements TimelinePrinter {

  private static final int TAIL = 2;

  private final TimelinePrinter next;
  private final Deque<String> held = new ArrayDeque<>(TAIL + 1);
  private boolean booting = true;
  private boolean firstShown;
  private int folded;

  BootFold(TimelinePrinter next) {
    this.next = next;
  }

  @Override
  public void print(long ms, Entry entry) {
    switch (entry.kind()) {
      case CONSOLE -> console(ms, entry);
      case PORT, EVENT -> {
        unfold(ms);
        next.print(ms, entry);
        if (entry.isEvent("RESET")) {
          booting = true;
          firstShown = false;
        }
      }
      case DEMO, HANDLING -> next.print(ms, entry);
    }
  }

  private void console(long ms, Entry line) {
    if (line.text().contains(Script.LOGIN_PROMPT)) {
      unfold(ms);
      booting = false;
    }
    if (!booting || !firstShown) {
      firstShown = true;
      next.print(ms, line);
    } else if (!line.text().isBlank()) {
      held.addLast(line.text());
      if (held.size() > TAIL) {
        held.removeFirst();
        folded++;
      }
    }
  }

  private void unfold(long ms) {
    if (folded > 0) {
      next.print(
          ms,
          Entry.demo(
              "%d more line%s of the boot log (--boot shows them)"
                  .formatted(folded, folded == 1 ? "" : "s")));
      folded = 0;
    }
    held.forEach(line -> next.print(ms, Entry.console(line)));
    held.clear();
  }

  /** A boot that did not come to its end shows where it stopped. */
  @Override
  public void end(long ms) {
    unfold(ms);
    next.end(ms);
  }
}
