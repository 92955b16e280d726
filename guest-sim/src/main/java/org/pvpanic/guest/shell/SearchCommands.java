package org.pvpanic.guest.shell;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The commands that search the history step by step: which keys an incremental search takes, and
 * with which it ends (_rl_isearch_dispatch of isearch.c).
 */
final class SearchCommands {

  /** What a key did to the search. */
  enum After {
    /** It goes on. */
    SEARCHING,
    /** It was given up: the line is as before. */
    ABORTED,
    /** It ended with a line. */
    ENDED,
    /** It ended, and the key is still to do what it does by itself. */
    ENDED_WITH_KEY
  }

  private static final char ESCAPE = 0x1b;

  private final EditedLine line;
  private final HistoryWalk walk;
  private final Redisplay display;
  private final BooleanSupplier moreInput;
  private @Nullable IncrementalSearch search;
  private String lastWanted = "";

  /**
   * The commands.
   *
   * @param moreInput whether another key has arrived already: ESC alone ends a search
   */
  SearchCommands(EditedLine line, HistoryWalk walk, Redisplay display, BooleanSupplier moreInput) {
    this.line = line;
    this.walk = walk;
    this.display = display;
    this.moreInput = moreInput;
  }

  /** Begins to search, from the cursor on. */
  void begin(boolean reverse) {
    search = new IncrementalSearch(walk.lines(), walk.at(), line.point(), reverse);
    display.beginSearch(search);
  }

  /** A new line is begun, whatever was searched. */
  void forget() {
    search = null;
  }

  After key(char c) {
    IncrementalSearch searching = search;
    if (searching == null) {
      return After.ABORTED;
    }
    display.clearHighlight();
    EditCommand command = EditCommand.ofKey(c);
    switch (command) {
      case ABORT -> {
        search = null;
        return After.ABORTED;
      }
      case SELF_INSERT -> show(searching, searching.add(c));
      case BACKWARD_DELETE_CHAR -> {
        if (searching.wanted().isEmpty()) {
          display.ding();
          display.ding();
        }
        show(searching, searching.rubOut());
      }
      case REVERSE_SEARCH_HISTORY, FORWARD_SEARCH_HISTORY -> {
        if (searching.canGoOn(lastWanted)) {
          boolean reverse = command == EditCommand.REVERSE_SEARCH_HISTORY;
          show(searching, searching.again(reverse, lastWanted));
        }
      }
      default -> {
        end(searching);
        boolean swallowed = c == '\n' || (c == ESCAPE && !moreInput.getAsBoolean());
        return swallowed ? After.ENDED : After.ENDED_WITH_KEY;
      }
    }
    return After.SEARCHING;
  }

  private void show(IncrementalSearch searching, boolean hit) {
    if (hit) {
      display.highlight(searching.point(), searching.point() + searching.wanted().length());
    } else {
      display.ding();
    }
    display.show(searching);
  }

  private void end(IncrementalSearch searching) {
    search = null;
    if (!searching.wanted().isEmpty()) {
      lastWanted = searching.wanted();
    }
    walk.moveTo(searching.foundLine());
    line.setPoint(Math.min(searching.endPoint(), line.length()));
  }
}
