package org.pvpanic.guest.shell;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Completer.Completion;

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
    ASK,
    PAGE,
    PASTE
  }

  private static final char ESCAPE = 0x1b;
  private static final char BELL = 7;
  private static final char RUBOUT = 0x7f;
  private static final String PASTE_END = "\033[201~";
  private static final String VERSION = "GNU bash, version ";

  private final StringBuilder out = new StringBuilder();
  private final EditedLine line = new EditedLine();
  private final HistoryWalk walk;
  private final LineCommands commands;
  private final Completer completer;
  private final Screen screen;
  private final int width;
  private final int height;
  private final Readline readline;
  private final BooleanSupplier moreInput;
  private final Utf8Decoder decoder = new Utf8Decoder();
  private final StringBuilder sequence = new StringBuilder(4);

  private String prompt = "";
  private String promptAbove = "";
  private Mode mode = Mode.KEYS;
  private char prefix;
  private boolean backwards;
  private int argument = 1;
  private boolean negative;
  private boolean explicit;
  private int highlightFrom;
  private int highlightTo;
  private @Nullable IncrementalSearch search;
  private String lastSearch = "";
  private @Nullable CompletionList list;
  private boolean completionChanged;
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
    this.width = width;
    this.height = height;
    this.readline = readline;
    this.completer = completer;
    this.moreInput = moreInput;
    this.screen = new Screen(width, out);
    this.walk = new HistoryWalk(history, line);
    this.commands = new LineCommands(line, walk, this::ding);
  }

  /** Shows a prompt and begins a line. */
  void begin(String newPrompt) {
    int newline = newPrompt.lastIndexOf('\n');
    promptAbove = newPrompt.substring(0, newline + 1);
    prompt = newPrompt.substring(newline + 1);
    mode = Mode.KEYS;
    search = null;
    list = null;
    event = Event.MORE;
    resetArgument();
    clearHighlight();
    commands.note(EditCommand.ABORT);
    line.reset("");
    walk.begin();
    out.append(visible(promptAbove));
    screen.newLine();
    int preset = nextFromHistory;
    nextFromHistory = -1;
    if (preset >= 0 && preset < walk.history().size()) {
      walk.moveTo(preset);
    }
    show();
  }

  private static String visible(String text) {
    return text.replace("\001", "").replace("\002", "");
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
    screen.newLine();
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
        for (int i = 0; i < count(); i++) {
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
      case ASK -> askKey(c);
      case PAGE -> pageKey(c);
      case PASTE -> pasteKey(c);
    }
  }

  private void plainKey(char c) {
    clearHighlight();
    EditCommand command = EditCommand.ofKey(c);
    if (command == EditCommand.PREFIX) {
      prefix = c;
      sequence.setLength(0);
      mode = Mode.SEQUENCE;
    } else if (command == EditCommand.SELF_INSERT) {
      for (int i = count(); i > 0; i--) {
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
      ding();
      resetArgument();
      show();
    } else if (command == EditCommand.DIGIT_ARGUMENT) {
      beginArgument(c);
    } else {
      run(command);
    }
  }

  private int count() {
    return negative ? -argument : argument;
  }

  private void resetArgument() {
    argument = 1;
    negative = false;
    explicit = false;
  }

  /** After a command: the screen follows, and arguments are used up. */
  private void done(EditCommand command) {
    commands.note(command);
    resetArgument();
    show();
  }

  private void run(EditCommand command) {
    if (commands.run(command, count(), explicit)) {
      if (command == EditCommand.EXCHANGE_POINT_AND_MARK) {
        highlight(Math.min(line.point(), line.mark()), Math.max(line.point(), line.mark()));
      }
      resetArgument();
      show();
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
        show();
        accept();
      }
      case ABORT -> {
        ding();
        done(command);
      }
      case CLEAR_SCREEN -> {
        screen.clear();
        out.append(visible(promptAbove));
        done(command);
      }
      case QUOTED_INSERT -> mode = Mode.QUOTED;
      case CHARACTER_SEARCH, CHARACTER_SEARCH_BACKWARD -> {
        backwards = command == EditCommand.CHARACTER_SEARCH_BACKWARD;
        mode = Mode.CHARACTER_SEARCH;
      }
      case REVERSE_SEARCH_HISTORY, FORWARD_SEARCH_HISTORY -> beginSearch(command);
      case COMPLETE -> complete();
      case POSSIBLE_COMPLETIONS -> list(completer.complete(line.text(), line.point()));
      case INSERT_COMPLETIONS -> insertCompletions();
      case BRACKETED_PASTE -> {
        sequence.setLength(0);
        mode = Mode.PASTE;
      }
      case DISPLAY_SHELL_VERSION -> {
        below();
        out.append(VERSION).append(readline.version()).append('\n');
        again(command);
      }
      default -> throw new IllegalStateException(command.name());
    }
  }

  private void accept() {
    if (highlightTo > highlightFrom) {
      clearHighlight();
      show();
    }
    screen.finish();
    mode = Mode.KEYS;
    event = Event.LINE;
  }

  private void ding() {
    out.append(BELL);
  }

  private void show() {
    IncrementalSearch searching = search;
    if (searching != null) {
      screen.show(
          searching.prompt(), searching.text(), searching.point(), highlightFrom, highlightTo);
    } else {
      String shown =
          mode == Mode.ARGUMENT ? "(arg: " + (negative ? "-" : "") + argument + ") " : prompt;
      screen.show(shown, line.view(), line.point(), highlightFrom, highlightTo);
    }
  }

  private void highlight(int from, int to) {
    if (readline.isModern()) {
      highlightFrom = from;
      highlightTo = to;
    }
  }

  private void clearHighlight() {
    highlightFrom = 0;
    highlightTo = 0;
  }

  // A numeric argument.

  private void beginArgument(char first) {
    mode = Mode.ARGUMENT;
    show();
    argumentKey(first);
  }

  private void argumentKey(char c) {
    if (c >= '0' && c <= '9') {
      long value = (explicit ? argument * 10L : 0) + c - '0';
      argument = (int) Math.min(value, 999_999);
      explicit = true;
      show();
    } else if (c == '-' && !explicit) {
      negative = true;
      explicit = false;
      show();
    } else {
      mode = Mode.KEYS;
      if (negative) {
        explicit = true;
      }
      show();
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
      ding();
    } else {
      line.setPoint(hit);
    }
  }

  // Incremental search.

  private void beginSearch(EditCommand command) {
    search =
        new IncrementalSearch(
            walk.lines(), walk.at(), line.point(), command == EditCommand.REVERSE_SEARCH_HISTORY);
    mode = Mode.SEARCH;
    if (readline.isModern()) {
      screen.showAll(search.prompt(), line.view(), line.point());
    } else {
      show();
    }
  }

  private void searchKey(char c) {
    IncrementalSearch searching = search;
    if (searching == null) {
      return;
    }
    clearHighlight();
    EditCommand command = EditCommand.ofKey(c);
    if (command == EditCommand.ABORT) {
      search = null;
      mode = Mode.KEYS;
      commands.note(command);
      show();
    } else if (command == EditCommand.SELF_INSERT) {
      found(searching, searching.add(c));
    } else if (command == EditCommand.BACKWARD_DELETE_CHAR) {
      if (searching.wanted().isEmpty()) {
        ding();
        ding();
      }
      found(searching, searching.rubOut());
    } else if (command == EditCommand.REVERSE_SEARCH_HISTORY
        || command == EditCommand.FORWARD_SEARCH_HISTORY) {
      if (searching.canGoOn(lastSearch)) {
        found(
            searching, searching.again(command == EditCommand.REVERSE_SEARCH_HISTORY, lastSearch));
      }
    } else {
      endSearch(searching);
      boolean ends = c == '\n' || (c == ESCAPE && !moreInput.getAsBoolean());
      if (!ends) {
        plainKey(c);
      }
    }
  }

  private void found(IncrementalSearch searching, boolean hit) {
    if (hit) {
      highlight(searching.point(), searching.point() + searching.wanted().length());
    } else {
      ding();
    }
    show();
  }

  private void endSearch(IncrementalSearch searching) {
    search = null;
    mode = Mode.KEYS;
    if (!searching.wanted().isEmpty()) {
      lastSearch = searching.wanted();
    }
    walk.moveTo(searching.foundLine());
    line.setPoint(Math.min(searching.endPoint(), line.length()));
    commands.note(EditCommand.REVERSE_SEARCH_HISTORY);
    show();
  }

  // Completion.

  private void complete() {
    boolean again = commands.last() == EditCommand.COMPLETE && !completionChanged;
    Completion found = completer.complete(line.text(), line.point());
    if (again) {
      list(found);
      return;
    }
    completionChanged = false;
    if (found.shown().isEmpty()) {
      ding();
    } else {
      completionChanged = replace(found.start(), found.common());
      if (found.shown().size() == 1) {
        line.insert(found.suffix());
        completionChanged |= !found.suffix().isEmpty();
      } else {
        ding();
      }
    }
    done(EditCommand.COMPLETE);
  }

  private boolean replace(int start, String text) {
    if (line.text().substring(start, line.point()).equals(text)) {
      return false;
    }
    line.beginGroup();
    line.delete(start, line.point());
    line.insert(text);
    line.endGroup();
    return true;
  }

  private void insertCompletions() {
    Completion found = completer.complete(line.text(), line.point());
    if (found.shown().isEmpty()) {
      ding();
    } else {
      line.beginGroup();
      line.delete(found.start(), line.point());
      for (String each : found.shown()) {
        line.insert(each + " ");
      }
      line.endGroup();
    }
    done(EditCommand.INSERT_COMPLETIONS);
  }

  private void list(Completion found) {
    commands.note(EditCommand.COMPLETE);
    completionChanged = false;
    if (found.shown().isEmpty()) {
      ding();
      done(EditCommand.COMPLETE);
      return;
    }
    CompletionList listed = new CompletionList(found.shown(), width, height, out);
    list = listed;
    below();
    if (listed.isLong()) {
      out.append("Display all ").append(found.shown().size()).append(" possibilities? (y or n)");
      mode = Mode.ASK;
    } else {
      goOnListing(listed, height - 1);
    }
  }

  /** The cursor goes to a new line below the text. */
  private void below() {
    screen.moveBelow();
    out.append('\n');
  }

  private void askKey(char c) {
    CompletionList listed = list;
    if (listed != null && (c == 'y' || c == 'Y' || c == ' ')) {
      out.append('\n');
      goOnListing(listed, height - 1);
    } else if (c == 'n' || c == 'N' || c == RUBOUT) {
      out.append('\n');
      endListing();
    } else if (c == BELL) {
      ding();
      endListing();
    } else {
      ding();
    }
  }

  private void pageKey(char c) {
    CompletionList listed = list;
    boolean page = c == ' ' || c == 'y' || c == 'Y';
    boolean row = c == '\n' || c == '\r';
    boolean stop = c == 'q' || c == 'Q' || c == 'n' || c == 'N' || c == RUBOUT;
    if (listed == null || !(page || row || stop)) {
      ding();
      return;
    }
    out.append("\r\033[K\r");
    if (stop) {
      endListing();
    } else {
      goOnListing(listed, row ? 1 : height - 1);
    }
  }

  private void goOnListing(CompletionList listed, int rows) {
    if (listed.print(rows)) {
      endListing();
    } else {
      out.append("--More--");
      mode = Mode.PAGE;
    }
  }

  private void endListing() {
    list = null;
    mode = Mode.KEYS;
    again(EditCommand.COMPLETE);
  }

  /** Shows everything once more, in the line where the cursor is. */
  private void again(EditCommand command) {
    screen.newLine();
    out.append(visible(promptAbove));
    done(command);
  }

  // What a terminal pastes, between marks.

  private void pasteKey(char c) {
    sequence.append(c == '\r' ? '\n' : c);
    int text = sequence.length() - PASTE_END.length();
    if (text >= 0 && sequence.indexOf(PASTE_END, text) == text) {
      mode = Mode.KEYS;
      int from = line.point();
      line.setMark(from);
      line.insert(sequence.substring(0, text));
      highlight(from, line.point());
      done(EditCommand.BRACKETED_PASTE);
    }
  }
}
