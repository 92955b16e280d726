package org.pvpanic.hmp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The line editor of the human monitor: takes the bytes of a terminal one at a time, and gives what
 * the terminal is to show and the lines that were entered. It does nothing else, so its output
 * depends on nothing but its input.
 *
 * <p>It redraws as QEMU's does: a line that changed is written anew from its first character, and a
 * cursor that moved goes step by step.
 */
final class LineEditor {

  private static final byte[] NEW_LINE = {'\r', '\n'};
  private static final byte[] CURSOR_LEFT = {0x1b, '[', 'D'};
  private static final byte[] CURSOR_RIGHT = {0x1b, '[', 'C'};
  private static final byte[] ERASE_TO_END = {0x1b, '[', 'K'};
  private static final byte[] ERASE_SCREEN = RawText.encode("\u001b[2J\u001b[1;1H");

  private final byte[] prompt;
  private final Function<String, Completion> completer;
  private final KeyDecoder keys = new KeyDecoder();
  private final EditBuffer line = new EditBuffer();
  private final History history = new History();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private byte[] shown = {};
  private int shownCursor;

  /**
   * An editor with an empty line.
   *
   * @param completer says how what is before the cursor could go on
   */
  LineEditor(String prompt, Function<String, Completion> completer) {
    this.prompt = RawText.encode(prompt);
    this.completer = completer;
  }

  /** The lines that were entered. */
  History history() {
    return history;
  }

  /** Takes what the terminal is to show since this was last called. */
  byte[] takeOutput() {
    byte[] bytes = output.toByteArray();
    output.reset();
    return bytes;
  }

  /** Forgets what was typed: somebody else sits at the terminal now. */
  void restart() {
    line.clear();
  }

  /** Asks for a line. What was typed of it is still there. */
  void showPrompt() {
    keys.reset();
    output.writeBytes(prompt);
    forgetShown();
  }

  /**
   * Takes a byte.
   *
   * @return the line that it ends, else null. {@link #showPrompt} asks for the next one.
   */
  @Nullable String accept(byte b) {
    switch (keys.take(b & 0xff)) {
      case NOTHING -> {}
      case INSERT -> line.insert(b);
      case ENTER -> {
        return enter();
      }
      case COMPLETE -> complete();
      case LINE_START -> line.moveTo(0);
      case LINE_END -> line.moveTo(line.size());
      case LEFT -> line.moveTo(line.cursor() - 1);
      case RIGHT -> line.moveTo(line.cursor() + 1);
      case BACKSPACE -> line.backspace();
      case DELETE -> line.delete();
      case DELETE_WORD -> line.deleteWord();
      case CLEAR_SCREEN -> {
        output.writeBytes(ERASE_SCREEN);
        showPrompt();
      }
      case OLDER -> recall(history.older());
      case NEWER -> recall(history.newer());
    }
    redraw();
    return null;
  }

  private String enter() {
    String entered = RawText.decode(line.content());
    history.add(entered);
    output.writeBytes(NEW_LINE);
    line.clear();
    forgetShown();
    return entered;
  }

  private void recall(@Nullable String older) {
    if (older != null) {
      line.replace(RawText.encode(older));
    }
  }

  private void complete() {
    Completion found = completer.apply(RawText.decode(line.beforeCursor()));
    if (found.isEmpty()) {
      return;
    }
    line.insert(RawText.encode(found.rest()));
    if (!found.isUnique()) {
      output.writeBytes(NEW_LINE);
      output.writeBytes(RawText.encode(found.table()));
      showPrompt();
    }
  }

  private void forgetShown() {
    shown = new byte[0];
    shownCursor = 0;
  }

  private void redraw() {
    byte[] wanted = line.content();
    if (!Arrays.equals(wanted, shown)) {
      repeat(CURSOR_LEFT, shownCursor);
      output.writeBytes(wanted);
      output.writeBytes(ERASE_TO_END);
      shown = wanted;
      shownCursor = wanted.length;
    }
    repeat(CURSOR_RIGHT, line.cursor() - shownCursor);
    repeat(CURSOR_LEFT, shownCursor - line.cursor());
    shownCursor = line.cursor();
  }

  private void repeat(byte[] sequence, int times) {
    for (int i = 0; i < times; i++) {
      output.writeBytes(sequence);
    }
  }
}
