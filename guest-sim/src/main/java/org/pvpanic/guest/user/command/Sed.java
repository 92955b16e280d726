package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.shell.PosixPattern;
import org.pvpanic.guest.user.command.SedScript.Address;
import org.pvpanic.guest.user.command.SedScript.Command;
import org.pvpanic.guest.user.command.SedScript.Kind;
import org.pvpanic.machine.Step;

/** sed: edits a stream of lines. */
final class Sed {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "ne:f:i::Ersuz",
          "quiet=n silent=n expression=e file=f in-place=i regexp-extended=E separate=s"
              + " unbuffered=u null-data=z");
  private static final OptionSpec BUSYBOX =
      OptionSpec.of(
          "ne:f:i::Ers", "quiet=n silent=n expression=e file=f in-place=i regexp-extended=r");

  /**
   * What one line may take, in commands and in {@link #BULK} of text that a command goes through;
   * more is a loop that does not end by itself.
   */
  private static final int PATIENCE = 1_000_000;

  private static final int BULK = 256;

  /** Bytes that a space, or what one line prints, may have. */
  private static final int MEMORY = 8 << 20;

  private static final int TROUBLE = 4;

  private record Line(String text, boolean ended) {}

  private final Call call;
  private final Options options;
  private final SedScript script;
  private final Deque<Line> ahead = new ArrayDeque<>(1);
  private final StringBuilder edited = new StringBuilder();
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

  private Sed(Call call, Options options) {
    this.call = call;
    this.options = options;
    this.script = new SedScript(call, options.has('E') || options.has('r'));
  }

  static void run(Call call) {
    Options options = call.options(GNU, BUSYBOX);
    Sed sed = new Sed(call, options);
    List<String> operands = new ArrayList<>(options.operands());
    List<String> files = new ArrayList<>(0);
    StringBuilder joined = new StringBuilder();
    for (Options.Given option : options.given()) {
      if (option.letter() == 'e') {
        joined.append(joined.length() > 0 ? "\n" : "").append(option.value());
      } else if (option.letter() == 'f') {
        files.add(option.value());
      }
    }
    if (!options.has('e') && !options.has('f')) {
      if (operands.isEmpty()) {
        throw sed.lacksScript();
      }
      joined.append(operands.remove(0));
    }
    if (joined.length() > 0) {
      sed.script.add(joined.toString());
    }
    if (files.isEmpty()) {
      sed.edit(operands);
    } else {
      sed.readScripts(files, operands);
    }
  }

  private Exit lacksScript() {
    if (call.isBusybox()) {
      return call.usage("");
    }
    call.err("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n\n");
    return new Exit(call.dialect() == Dialect.DEBIAN_12 ? 1 : TROUBLE);
  }

  private void readScripts(List<String> files, List<String> operands) {
    StringBuilder text = new StringBuilder();
    new Inputs(
            call,
            files,
            (name, errno, opened) -> {
              throw call.fail(
                  1,
                  call.isBusybox()
                      ? name + ": " + errno.message()
                      : "couldn't open file " + name + ": " + errno.message());
            })
        .allLines(
            (line, lineEnded) -> {
              text.append(line).append('\n');
              return true;
            },
            () -> {
              script.add(text.toString());
              edit(operands);
            });
  }

  private void trouble(String name, Errno errno, boolean opened) {
    if (call.isBusybox()) {
      call.complain(name + ": " + errno.message());
    } else if (opened) {
      throw call.fail(TROUBLE, "read error on " + name + ": " + errno.message());
    } else {
      call.complain("can't read " + name + ": " + errno.message(), 2);
    }
  }

  private void edit(List<String> operands) {
    script.finish();
    Inputs inputs = new Inputs(call, operands, this::trouble);
    boolean inPlace = options.has('i');
    if (inPlace && operands.isEmpty()) {
      throw call.fail(call.isBusybox() ? 1 : TROUBLE, "no input files");
    }
    char ending = options.has('z') ? '\0' : '\n';
    boolean separate = inPlace || options.has('s');
    inputs.each(
        (name, file, next) ->
            inputs.lines(
                name,
                file,
                ending,
                this::take,
                () -> {
                  if (!separate) {
                    next.run();
                    return;
                  }
                  drain();
                  number = 0;
                  if (inPlace) {
                    replace(name, next);
                  } else {
                    next.run();
                  }
                }),
        () -> {
          drain();
          call.exit();
        });
  }

  private void replace(String name, Step next) {
    String text = edited.toString();
    edited.setLength(0);
    try {
      OpenFile file = Disk.openToWrite(call, name, false);
      call.write(
          file,
          Bytes.toArray(text),
          errno -> {
            throw call.fail(TROUBLE, "couldn't flush " + name + ": " + errno.message());
          },
          next);
    } catch (SysError e) {
      throw call.fail(TROUBLE, "couldn't open file " + name + ": " + e.errno().message());
    }
  }

  /** A line runs through the script once the next one shows that it is not the last. */
  private boolean take(String text, boolean lineEnded) {
    ahead.addLast(new Line(text, lineEnded));
    while ((running || ahead.size() > 1) && cycle(false)) {}
    return true;
  }

  private void drain() {
    while (running || !ahead.isEmpty()) {
      cycle(true);
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
    while (place < script.commands().size()) {
      left -= 1 + space.length() / BULK;
      if (left <= 0) {
        throw outOfMemory();
      }
      Command command = script.commands().get(place);
      boolean needsMore = "nN".indexOf(command.letter) >= 0 && ahead.size() < 2 && !atEnd;
      if (needsMore) {
        return false;
      }
      place++;
      boolean selected = isSelected(command) != command.not;
      if (!selected) {
        place = command.letter == '{' ? command.target : place;
      } else if (!perform(command)) {
        return true;
      }
      require(Math.max(space.length(), hold.length()));
    }
    finishCycle(!options.has('n'));
    return true;
  }

  private void require(long bytes) {
    if (bytes > MEMORY) {
      throw outOfMemory();
    }
  }

  private Exit outOfMemory() {
    return call.fail(
        call.isBusybox() ? 1 : TROUBLE,
        call.isBusybox() ? "out of memory" : "couldn't re-allocate memory");
  }

  private void next() {
    Line line = ahead.removeFirst();
    space = line.text();
    ended = line.ended();
    number++;
    substituted = false;
  }

  private boolean isLast() {
    return ahead.isEmpty();
  }

  private void finishCycle(boolean print) {
    if (print) {
      print(space);
    }
    emit(appended.toString());
    appended.setLength(0);
    running = false;
  }

  private void print(String text) {
    emit(ended || !isLast() ? text + (options.has('z') ? '\0' : '\n') : text);
  }

  private void emit(String text) {
    emitted += text.length();
    require(emitted);
    if (options.has('i')) {
      edited.append(text);
    } else {
      call.out(text);
    }
  }

  private boolean isSelected(Command command) {
    Address from = command.from;
    Address to = command.to;
    if (from == null) {
      return true;
    }
    if (to == null) {
      return isAt(from);
    }
    if (command.inRange) {
      if (to.kind() == Kind.MATCH) {
        command.inRange = !isAt(to);
        return true;
      }
      if (to.kind() == Kind.LAST) {
        return true;
      }
      command.inRange = number < command.rangeEnd;
      return number <= command.rangeEnd;
    }
    boolean zero = from.kind() == Kind.LINE && from.first() == 0 && number == 1;
    if (!zero && !isAt(from)) {
      return false;
    }
    if (zero && isAt(to)) {
      return true;
    }
    command.rangeEnd = to.kind() == Kind.PLUS ? number + to.first() : to.first();
    command.inRange =
        to.kind() == Kind.MATCH || to.kind() == Kind.LAST || command.rangeEnd > number;
    return true;
  }

  private boolean isAt(Address address) {
    return switch (address.kind()) {
      case LINE -> number == address.first();
      case LAST -> isLast();
      case STEP ->
          address.step() <= 0
              ? number == address.first()
              : number >= address.first() && (number - address.first()) % address.step() == 0;
      case PLUS -> false;
      case MATCH -> matches(address.pattern());
    };
  }

  private boolean matches(@Nullable Pattern pattern) {
    try {
      return matcher(pattern).find();
    } catch (PosixPattern.TooHard | StackOverflowError e) {
      throw outOfMemory();
    }
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
        boolean lastOfRange = command.to == null || !command.inRange || command.not;
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
      case 'l' -> emit(visible(space));
      case 'n', 'N' -> {
        return nextLine(command.letter);
      }
      case 'p' -> print(space);
      case 'P' -> {
        int end = space.indexOf('\n');
        emit((end < 0 ? space : space.substring(0, end)) + "\n");
      }
      case 'q', 'Q' -> {
        finishCycle(command.letter == 'q' && !options.has('n'));
        throw new Exit(command.target);
      }
      case 's' -> substitute(command);
      case 'y' -> transliterate(command);
      default -> {}
    }
    return true;
  }

  private boolean nextLine(char letter) {
    boolean quiet = options.has('n');
    if (isLast()) {
      finishCycle(!quiet);
      throw new Exit(call.status());
    }
    if (letter == 'n') {
      if (!quiet) {
        print(space);
      }
      emit(appended.toString());
      appended.setLength(0);
      boolean kept = substituted;
      next();
      substituted = kept;
    } else {
      Line line = ahead.removeFirst();
      space = space + "\n" + line.text();
      ended = line.ended();
      number++;
    }
    return true;
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
        out.append(replacement(command.replacement, matcher));
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

  private static String replacement(String text, Matcher matcher) {
    StringBuilder out = new StringBuilder();
    char nextCase = ' ';
    char allCase = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String piece;
      if (c == '&') {
        piece = matcher.group();
      } else if (c == '\\' && i + 1 < text.length()) {
        char escaped = text.charAt(++i);
        if (escaped >= '0' && escaped <= '9') {
          int group = escaped - '0';
          String found = group <= matcher.groupCount() ? matcher.group(group) : null;
          piece = found == null ? "" : found;
        } else if ("UL".indexOf(escaped) >= 0) {
          allCase = escaped;
          continue;
        } else if ("ul".indexOf(escaped) >= 0) {
          nextCase = escaped;
          continue;
        } else if (escaped == 'E') {
          allCase = ' ';
          continue;
        } else {
          piece = Character.toString(Escapes.simple(escaped));
        }
      } else {
        piece = Character.toString(c);
      }
      piece =
          allCase == 'U'
              ? piece.toUpperCase(Locale.ROOT)
              : allCase == 'L' ? piece.toLowerCase(Locale.ROOT) : piece;
      if (nextCase != ' ' && !piece.isEmpty()) {
        String first = piece.substring(0, 1);
        piece =
            (nextCase == 'u' ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT))
                + piece.substring(1);
        nextCase = ' ';
      }
      out.append(piece);
    }
    return out.toString();
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            out.append(String.format(Locale.ROOT, "\\%03o", (int) c));
          }
        }
      }
    }
    return out + "$\n";
  }
}
