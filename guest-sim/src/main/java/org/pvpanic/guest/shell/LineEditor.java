package org.pvpanic.guest.shell;

import java.util.function.BooleanSupplier;

/**
 * readline in its Emacs mode, with the keys that it binds by itself and those of /etc/inputrc of
 * CentOS 7 and Debian 12. It knows no terminal: keys go in one by one, and what is to be sent is
 * collected.
 */
final class LineEditor {

  /** What a key led to. */
  enum Event {
    /** The line goes on. */
    MORE,
    /** It is entered. */
    LINE,
    /** The end of input was typed on an empty line. */
    END
  }

  private enum Mode {
    KEYS,
    SEQUENCE,
    QUOTED,
    CHARACTER_SEARCH,
    ARGUMENT,
    SEARCH,
    LISTING,
    PASTE
  }

  private static final String PASTE_END = "\033[201~";
  private static final String VERSION = "GNU bash, version ";

  private final StringBuilder out = new StringBuilder();
  private final EditedLine line = new EditedLine();
  private final NumericArgument argument = new NumericArgument();
  private final HistoryWalk walk;
  private final Redisplay display;
  private final LineCommands commands;
  private final CompletionCommands completions;
  private final SearchCommands searches;
  private final Readline readline;
  private final Utf8Decoder decoder = new Utf8Decoder();
  private final StringBuilder sequence = new StringBuilder(4);

  private Mode mode = Mode.KEYS;
  private char prefix;
  private boolean backwards;
  private int nextFromHistory = -1;
  private Event event = Event.MORE;

  /**
   * An editor.
   *
   * @param history what was entered before
   * @param width columns of the terminal
   * @param height lines of the terminal
   * @param readline its version
   * @param moreInput whether another key has arrived already
   */
  LineEditor(
      History history,
      Completer completer,
      int width,
      int height,
      Readline readline,
      BooleanSupplier moreInput) {
    this.readline = readline;
    this.walk = new HistoryWalk(history, line);
    this.display = new Redisplay(line, width, readline, out);
    this.commands = new LineCommands(line, walk, display::ding);
    this.completions = new CompletionCommands(completer, line, display, width, height, out);
    this.searches = new SearchCommands(line, walk, display, moreInput);
  }

  /** Shows a prompt and begins a line. */
  void begin(String newPrompt) {
    mode = Mode.KEYS;
    searches.forget();
    event = Event.MORE;
    argument.reset();
    commands.note(EditCommand.ABORT);
    line.reset("");
    walk.begin();
    display.begin(newPrompt);
    int preset = nextFromHistory;
    nextFromHistory = -1;
    if (preset >= 0 && preset < walk.history().size()) {
      walk.moveTo(preset);
    }
    display.show();
  }

  /** What was typed. */
  String line() {
    return line.text();
  }

  /** Whether the next key is to come as it is, even if it is one that sends a signal. */
  boolean wantsAnyKey() {
    return mode == Mode.QUOTED;
  }

  /** What is to be sent to the terminal. */
  String takeOutput() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  /** The line is given up: a signal came. The cursor stays where it is. */
  void abandon() {
    mode = Mode.KEYS;
    display.abandon();
  }

  /** Takes a byte from the keyboard. */
  Event key(int b) {
    int c = decoder.take(b & 0xff);
    if (c == Utf8Decoder.MORE) {
      return Event.MORE;
    }
    event = Event.MORE;
    if (c > Character.MAX_VALUE) {
      keyOfMode(Character.highSurrogate(c));
      keyOfMode(Character.lowSurrogate(c));
    } else {
      keyOfMode((char) c);
    }
    return event;
  }

  private void keyOfMode(char c) {
    switch (mode) {
      case KEYS -> plainKey(c);
      case SEQUENCE -> sequenceKey(c);
      case QUOTED -> {
        mode = Mode.KEYS;
        for (int i = 0; i < argument.count(); i++) {
          line.type(c);
        }
        done(EditCommand.QUOTED_INSERT);
      }
      case CHARACTER_SEARCH -> {
        mode = Mode.KEYS;
        searchCharacter(c);
        done(EditCommand.CHARACTER_SEARCH);
      }
      case ARGUMENT -> argumentKey(c);
      case SEARCH -> searchKey(c);
      case LISTING -> listingKey(c);
      case PASTE -> pasteKey(c);
    }
  }

  private void plainKey(char c) {
    display.clearHighlight();
    EditCommand command = EditCommand.ofKey(c);
    if (command == EditCommand.PREFIX) {
      prefix = c;
      sequence.setLength(0);
      mode = Mode.SEQUENCE;
    } else if (command == EditCommand.SELF_INSERT) {
      for (int i = argument.count(); i > 0; i--) {
        line.type(c);
      }
      done(command);
    } else if (c == 0x04 && line.length() == 0 && commands.last() != EditCommand.DELETE_CHAR) {
      event = Event.END;
    } else {
      run(command);
    }
  }

  private void sequenceKey(char c) {
    sequence.append(c);
    EditCommand command = EditCommand.ofSequence(prefix, sequence.toString());
    if (command == EditCommand.PREFIX) {
      return;
    }
    mode = Mode.KEYS;
    if (command == null) {
      display.ding();
      argument.reset();
      display.show();
    } else if (command == EditCommand.DIGIT_ARGUMENT) {
      mode = Mode.ARGUMENT;
      display.show(argument.prompt());
      argumentKey(c);
    } else {
      run(command);
    }
  }

  /** After a command: the screen follows, and arguments are used up. */
  private void done(EditCommand command) {
    commands.note(command);
    argument.reset();
    display.show();
  }

  private void run(EditCommand command) {
    if (commands.run(command, argument.count(), argument.isExplicit())) {
      if (command == EditCommand.EXCHANGE_POINT_AND_MARK) {
        display.highlight(Math.min(line.point(), line.mark()), Math.max(line.point(), line.mark()));
      }
      argument.reset();
      display.show();
      return;
    }
    switch (command) {
      case ACCEPT_LINE -> accept();
      case OPERATE_AND_GET_NEXT -> {
        nextFromHistory = walk.at() + (walk.at() < walk.history().size() ? 1 : 0);
        accept();
      }
      case INSERT_COMMENT -> {
        line.setPoint(0);
        line.insert("#");
        display.show();
        accept();
      }
      case ABORT -> {
        display.ding();
        done(command);
      }
      case CLEAR_SCREEN -> {
        display.clear();
        done(command);
      }
      case QUOTED_INSERT -> mode = Mode.QUOTED;
      case CHARACTER_SEARCH, CHARACTER_SEARCH_BACKWARD -> {
        backwards = command == EditCommand.CHARACTER_SEARCH_BACKWARD;
        mode = Mode.CHARACTER_SEARCH;
      }
      case REVERSE_SEARCH_HISTORY, FORWARD_SEARCH_HISTORY -> {
        mode = Mode.SEARCH;
        boolean back = command == EditCommand.REVERSE_SEARCH_HISTORY;
        searches.begin(back ? argument.count() > 0 : argument.count() < 0);
      }
      case COMPLETE -> completed(completions.complete(commands.last() == EditCommand.COMPLETE));
      case POSSIBLE_COMPLETIONS -> completed(completions.list());
      case INSERT_COMPLETIONS -> {
        completions.insertAll();
        done(command);
      }
      case BRACKETED_PASTE -> {
        sequence.setLength(0);
        mode = Mode.PASTE;
      }
      case DISPLAY_SHELL_VERSION -> {
        display.below();
        out.append(VERSION).append(readline.version()).append('\n');
        display.startAgain();
        done(command);
      }
      default -> throw new IllegalStateException(command.name());
    }
  }

  private void accept() {
    display.finish();
    mode = Mode.KEYS;
    event = Event.LINE;
  }

  private void argumentKey(char c) {
    if (argument.take(c)) {
      display.show(argument.prompt());
    } else {
      mode = Mode.KEYS;
      display.show();
      plainKey(c);
    }
  }

  private void searchCharacter(char c) {
    String text = line.text();
    int hit =
        backwards
            ? line.point() == 0 ? -1 : text.lastIndexOf(c, line.point() - 1)
            : text.indexOf(c, line.point() + 1);
    if (hit < 0) {
      display.ding();
    } else {
      line.setPoint(hit);
    }
  }

  private void searchKey(char c) {
    SearchCommands.After after = searches.key(c);
    switch (after) {
      case SEARCHING -> {}
      case ABORTED -> {
        mode = Mode.KEYS;
        done(EditCommand.ABORT);
      }
      case ENDED -> {
        mode = Mode.KEYS;
        done(EditCommand.REVERSE_SEARCH_HISTORY);
      }
      case ENDED_WITH_KEY -> {
        mode = Mode.KEYS;
        commands.note(EditCommand.REVERSE_SEARCH_HISTORY);
        display.show();
        plainKey(c);
      }
    }
  }

  private void completed(boolean over) {
    if (over) {
      done(EditCommand.COMPLETE);
    } else {
      mode = Mode.LISTING;
    }
  }

  private void listingKey(char c) {
    if (completions.key(c)) {
      mode = Mode.KEYS;
      done(EditCommand.COMPLETE);
    }
  }

  /** What a terminal pastes, between marks. */
  private void pasteKey(char c) {
    sequence.append(c == '\r' ? '\n' : c);
    int text = sequence.length() - PASTE_END.length();
    if (text >= 0 && sequence.indexOf(PASTE_END, text) == text) {
      mode = Mode.KEYS;
      int from = line.point();
      line.setMark(from);
      line.insert(sequence.substring(0, text));
      display.highlight(from, line.point());
      done(EditCommand.BRACKETED_PASTE);
    }
  }
}
