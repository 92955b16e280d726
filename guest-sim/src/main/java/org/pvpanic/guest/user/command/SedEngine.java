package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.PosixPattern;
import org.pvpanic.guest.user.command.SedScript.Command;

/**
 * Runs a sed script on one line after the other: the pattern space, the hold space, and the cycle
 * (sed(1); POSIX, "The editing commands in sed"). Lines come in as they are read and wait until the
 * next one shows which is the last.
 */
final class SedEngine implements SedAddress.Line {

  /**
   * What one line may take, in commands and in {@link #BULK} of text that a command goes through;
   * more is a loop that does not end by itself.
   */
  private static final int PATIENCE = 1_000_000;

  private static final int BULK = 256;

  /** Bytes that a space, or what one line prints, may have. */
  private static final int MEMORY = 8 << 20;

  /**
   * How the lines are taken and printed.
   *
   * @param quiet whether the pattern space is printed by commands alone
   * @param ending what ends a line
   * @param width columns of the command {@code l}; 0 breaks no line
   */
  record Style(boolean quiet, char ending, int width) {}

  private record Line(String text, boolean ended) {}

  private final Call call;
  private final List<Command> commands;
  private final Style style;
  private final Consumer<String> out;
  private final Deque<Line> ahead = new ArrayDeque<>(1);
  private final StringBuilder appended = new StringBuilder();
  private String space = "";
  private String hold = "";
  private boolean ended = true;
  private boolean substituted;
  private long number;
  private int place;
  private long emitted;
  private boolean running;
  private @Nullable Pattern lastPattern;

  SedEngine(Call call, List<Command> commands, Style style, Consumer<String> out) {
    this.call = call;
    this.commands = commands;
    this.style = style;
    this.out = out;
  }

  /** Takes a line, and runs the script on those that are known not to be the last. */
  void take(String text, boolean lineEnded) {
    ahead.addLast(new Line(text, lineEnded));
    while ((running || ahead.size() > 1) && cycle(false)) {}
  }

  /** No more lines come: the script runs on the last. */
  void drain() {
    while (running || !ahead.isEmpty()) {
      cycle(true);
    }
  }

  /** The next line is the first one of a file that is edited by itself. */
  void restart() {
    number = 0;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public boolean isLast() {
    return ahead.isEmpty();
  }

  @Override
  public boolean matches(@Nullable Pattern pattern) {
    try {
      return matcher(pattern).find();
    } catch (PosixPattern.TooHard | StackOverflowError e) {
      throw outOfMemory();
    }
  }

  /** Returns false when the script needs a line more than there is so far. */
  private boolean cycle(boolean atEnd) {
    if (!running) {
      next();
      running = true;
      place = 0;
    }
    emitted = 0;
    int left = PATIENCE;
    while (place < commands.size()) {
      left -= 1 + space.length() / BULK;
      if (left <= 0) {
        throw outOfMemory();
      }
      Command command = commands.get(place);
      boolean needsMore = "nN".indexOf(command.letter) >= 0 && ahead.size() < 2 && !atEnd;
      if (needsMore) {
        return false;
      }
      place++;
      if (!command.range.selects(this)) {
        place = command.letter == '{' ? command.target : place;
      } else if (!perform(command)) {
        return true;
      }
      require(Math.max(space.length(), hold.length()));
    }
    finishCycle(!style.quiet());
    return true;
  }

  private void require(long bytes) {
    if (bytes > MEMORY) {
      throw outOfMemory();
    }
  }

  private Exit outOfMemory() {
    return call.isBusybox()
        ? call.fail(1, "out of memory")
        : call.fail(Sed.TROUBLE, "couldn't re-allocate memory");
  }

  private void next() {
    Line line = ahead.removeFirst();
    space = line.text();
    ended = line.ended();
    number++;
    substituted = false;
  }

  private void finishCycle(boolean print) {
    if (print) {
      print(space);
    }
    emitAppended();
    running = false;
  }

  private void emitAppended() {
    emit(appended.toString());
    appended.setLength(0);
  }

  private void print(String text) {
    emit(ended || !isLast() ? text + style.ending() : text);
  }

  private void emit(String text) {
    emitted += text.length();
    require(emitted);
    out.accept(text);
  }

  private Matcher matcher(@Nullable Pattern given) {
    Pattern pattern = given == null ? lastPattern : given;
    if (pattern == null) {
      throw call.fail(
          call.isBusybox()
              ? "no previous regexp"
              : "-e expression #1, char 0: no previous regular expression");
    }
    lastPattern = pattern;
    return PosixPattern.matcher(pattern, space);
  }

  /** Returns false when the cycle is over. */
  private boolean perform(Command command) {
    switch (command.letter) {
      case '=' -> emit(number + "\n");
      case 'a' -> appended.append(command.text);
      case 'i' -> emit(command.text);
      case 'c' -> {
        boolean lastOfRange = command.range.isOver();
        emit(lastOfRange ? command.text : "");
        finishCycle(false);
        return false;
      }
      case 'b' -> place = command.target;
      case 't', 'T' -> {
        if (substituted == (command.letter == 't')) {
          place = command.target;
        }
        substituted = false;
      }
      case 'd' -> {
        finishCycle(false);
        return false;
      }
      case 'D' -> {
        int end = space.indexOf('\n');
        finishCycle(false);
        if (end >= 0) {
          ahead.addFirst(new Line(space.substring(end + 1), ended));
          number--;
        }
        return false;
      }
      case 'g' -> space = hold;
      case 'G' -> space = space + "\n" + hold;
      case 'h' -> hold = space;
      case 'H' -> hold = hold + "\n" + space;
      case 'x' -> {
        String held = hold;
        hold = space;
        space = held;
      }
      case 'l' -> {
        if (!call.isBusybox()) {
          emit(SedListing.of(space, command.target < 0 ? style.width() : command.target));
        }
      }
      case 'n', 'N' -> nextLine(command.letter);
      case 'p' -> print(space);
      case 'P' -> {
        int end = space.indexOf('\n');
        emit((end < 0 ? space : space.substring(0, end)) + "\n");
      }
      case 'q', 'Q' -> {
        finishCycle(command.letter == 'q' && !style.quiet());
        throw new Exit(command.target);
      }
      case 's' -> substitute(command);
      case 'y' -> transliterate(command);
      default -> {}
    }
    return true;
  }

  private void nextLine(char letter) {
    if (isLast()) {
      finishCycle(!style.quiet());
      throw new Exit(call.status());
    }
    if (letter == 'n') {
      if (!style.quiet()) {
        print(space);
      }
      emitAppended();
      boolean kept = substituted;
      next();
      substituted = kept;
    } else {
      Line line = ahead.removeFirst();
      space = space + "\n" + line.text();
      ended = line.ended();
      number++;
    }
  }

  private void transliterate(Command command) {
    StringBuilder out = new StringBuilder(space.length());
    for (int i = 0; i < space.length(); i++) {
      int found = command.text.indexOf(space.charAt(i));
      boolean changes = found >= 0 && found < command.replacement.length();
      out.append(changes ? command.replacement.charAt(found) : space.charAt(i));
    }
    space = out.toString();
  }

  private void substitute(Command command) {
    try {
      StringBuilder out = new StringBuilder();
      Matcher matcher = matcher(command.pattern);
      int copied = 0;
      int count = 0;
      int lastEnd = -1;
      boolean any = false;
      while (matcher.find()) {
        boolean emptyBehindMatch = matcher.end() == matcher.start() && matcher.start() == lastEnd;
        lastEnd = matcher.end();
        if (emptyBehindMatch || ++count < command.nth) {
          continue;
        }
        out.append(space, copied, matcher.start());
        out.append(SedReplacement.fill(command.replacement, matcher));
        require(out.length());
        copied = matcher.end();
        any = true;
        if (!command.global) {
          break;
        }
      }
      if (any) {
        space = out.append(space.substring(copied)).toString();
        substituted = true;
        if (command.prints) {
          print(space);
        }
      }
    } catch (PosixPattern.TooHard | StackOverflowError e) {
      throw outOfMemory();
    }
  }
}
