package org.pvpanic.guest.shell;

/**
 * Shows the line behind its prompt (rl_redisplay of display.c): which prompt it is, and what of the
 * line is highlighted. How the terminal gets there is a {@link Screen}'s matter.
 */
final class Redisplay {

  private static final char BELL = 7;

  private final EditedLine line;
  private final boolean highlights;
  private final StringBuilder out;
  private final Screen screen;
  private String promptAbove = "";
  private String prompt = "";
  private int highlightFrom;
  private int highlightTo;

  /**
   * A display.
   *
   * @param width columns of the terminal
   * @param readline its version: whether it highlights
   * @param out gets the bytes for the terminal
   */
  Redisplay(EditedLine line, int width, Readline readline, StringBuilder out) {
    this.line = line;
    this.highlights = readline.isModern();
    this.out = out;
    this.screen = new Screen(width, out);
  }

  /** A new prompt: its last line is the editor's, what is above stands there once and for all. */
  void begin(String newPrompt) {
    int newline = newPrompt.lastIndexOf('\n');
    promptAbove = newPrompt.substring(0, newline + 1);
    prompt = newPrompt.substring(newline + 1);
    clearHighlight();
    abovePrompt();
    screen.newLine();
  }

  private void abovePrompt() {
    out.append(promptAbove.replace("\001", "").replace("\002", ""));
  }

  /** Shows the line as it is now. */
  void show() {
    show(prompt);
  }

  /** As {@link #show()}, with another text in the place of the prompt. */
  void show(String instead) {
    screen.show(instead, line.view(), line.point(), highlightFrom, highlightTo);
  }

  /** Shows what a search is at in the place of prompt and line. */
  void show(IncrementalSearch search) {
    screen.show(search.prompt(), search.text(), search.point(), highlightFrom, highlightTo);
  }

  /** Shows that a search begins; newer versions write the whole line for it. */
  void beginSearch(IncrementalSearch search) {
    if (highlights) {
      screen.showAll(search.prompt(), line.view(), line.point());
    } else {
      show(search);
    }
  }

  void highlight(int from, int to) {
    if (highlights) {
      highlightFrom = from;
      highlightTo = to;
    }
  }

  void clearHighlight() {
    highlightFrom = 0;
    highlightTo = 0;
  }

  void ding() {
    out.append(BELL);
  }

  /** Clears the screen and puts the prompt at its top. */
  void clear() {
    screen.clear();
    abovePrompt();
  }

  /** The cursor goes to a new line below the text. */
  void below() {
    screen.moveBelow();
    out.append('\n');
  }

  /** Everything will be shown once more, in the line where the cursor is. */
  void startAgain() {
    screen.newLine();
    abovePrompt();
  }

  /** The line is entered: no highlight is left in it, and the cursor goes below. */
  void finish() {
    if (highlightTo > highlightFrom) {
      clearHighlight();
      show();
    }
    screen.finish();
  }

  /** The line is left as it is, with the cursor where it is. */
  void abandon() {
    screen.newLine();
  }
}
