package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.machine.Step;

/**
 * xargs: runs a program with what it reads as arguments, each time as many as there is room for.
 */
final class Xargs {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "+0a:d:E:I:L:n:prs:tx",
          "null=0 arg-file=a delimiter=d replace=I max-lines=L max-args=n interactive=p"
              + " no-run-if-empty=r max-chars=s verbose=t exit=x");
  private static final OptionSpec BUSYBOX =
      OptionSpec.of("+0E:I:L:n:prs:txa:", "no-run-if-empty=r");

  /** Bytes of a command line, each word with the zero behind it, unless -s says otherwise. */
  private static final long GNU_CHARS = 128 << 10;

  private static final long BUSYBOX_CHARS = (32 << 10) - 2048;

  /** What the kernel takes, less what POSIX wants to be left. */
  private static final long MAX_CHARS = (2 << 20) - 2048;

  private static final int STOPPED = 124;
  private static final int KILLED = 125;
  private static final int FAILED = 123;
  private static final int URGENT = 255;

  private final Call call;
  private final Options options;
  private final List<String> command;
  private final @Nullable String replaced;
  private final long most;
  private final long limit;
  private final boolean byLine;
  private final boolean delimited;
  private final char delimiter;
  private final Deque<String> items = new ArrayDeque<>();
  private final StringBuilder word = new StringBuilder();
  private long held;
  private boolean any;
  private boolean inWord;
  private boolean escaped;
  private boolean ended;
  private char quote = ' ';

  private Xargs(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    List<String> words = options.operands();
    command = words.isEmpty() ? List.of("echo") : words;
    replaced = options.value('I');
    byLine = replaced != null || options.has('L');
    most = replaced != null ? 1 : number(options.has('L') ? 'L' : 'n', Long.MAX_VALUE);
    String text = options.value('d');
    delimited = options.has('0') || text != null;
    delimiter =
        text == null || text.isEmpty()
            ? '\0'
            : text.length() > 1 && text.charAt(0) == '\\'
                ? Escapes.simple(text.charAt(1))
                : text.charAt(0);
    long room = chars();
    for (String fixed : command) {
      room -= fixed.length() + 1;
    }
    limit = room;
    if (limit <= 0) {
      throw cannotFit();
    }
  }

  private long chars() {
    if (call.isBusybox()) {
      return number('s', BUSYBOX_CHARS);
    }
    long max = MAX_CHARS;
    for (Map.Entry<String, String> variable : call.task().environment().entrySet()) {
      max -= variable.getKey().length() + variable.getValue().length() + 2;
    }
    long given = number('s', Math.min(GNU_CHARS, max));
    if (given > max) {
      call.warn("value " + options.value('s') + " for -s option should be <= " + max);
    }
    return Math.min(given, max);
  }

  private Exit cannotFit() {
    return call.fail(
        (call.isBusybox() ? "can't" : call.dialect() == Dialect.CENTOS_7 ? "can not" : "cannot")
            + " fit single argument within argument list size limit");
  }

  static void run(Call call) {
    Xargs xargs = new Xargs(call);
    String file = xargs.options.value('a');
    new Inputs(
            call,
            file == null ? List.of() : List.of(file),
            (name, errno, opened) -> {
              throw call.fail(
                  call.isBusybox()
                      ? "can't open '" + name + "': " + errno.message()
                      : "Cannot open input file "
                          + Quoting.quote(call, name)
                          + ": "
                          + errno.message());
            })
        .each(
            (name, in, next) -> xargs.read(in, next), () -> xargs.batches(true, () -> call.exit()));
  }

  private void read(OpenFile in, Step next) {
    call.read(
        in,
        bytes -> {
          if (bytes.length > 0 && !ended) {
            take(Bytes.of(bytes));
            batches(false, () -> read(in, next));
          } else {
            finishWords();
            next.run();
          }
        },
        errno -> {
          throw call.fail("read error: " + errno.message());
        });
  }

  private long number(char letter, long otherwise) {
    String value = options.value(letter);
    if (value == null) {
      return otherwise;
    }
    Long number = Numbers.decimal(value);
    if (number == null) {
      throw call.isBusybox()
          ? call.fail("invalid number '" + value + "'")
          : call.fail("invalid number \"" + value + "\" for -" + letter + " option");
    }
    if (number == 0) {
      throw call.isBusybox()
          ? call.fail("number 0 is not in 1..2147483647 range")
          : call.fail("value 0 for -" + letter + " option should be >= 1");
    }
    return number;
  }

  private void take(String text) {
    for (int i = 0; i < text.length() && !ended; i++) {
      char c = text.charAt(i);
      if (!delimited) {
        take(c);
      } else if (c == delimiter) {
        endWord();
      } else {
        word.append(c);
        inWord = true;
      }
      if (word.length() > limit) {
        throw call.fail("argument line too long");
      }
    }
  }

  /** Words with the quotes of a shell; with -I, lines without blanks in front. */
  private void take(char c) {
    boolean ends = replaced != null ? c == '\n' : Text.isSpace(c);
    if (escaped) {
      escaped = false;
      word.append(c);
    } else if (quote != ' ') {
      if (c == '\n') {
        throw unmatched(quote);
      }
      if (c == quote) {
        quote = ' ';
      } else {
        word.append(c);
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      inWord = true;
    } else if (c == '\\') {
      escaped = true;
      inWord = true;
    } else if (ends) {
      if (inWord) {
        endWord();
      }
    } else if (inWord || !Text.isBlank(c)) {
      word.append(c);
      inWord = true;
    }
  }

  private void finishWords() {
    if (quote != ' ') {
      throw unmatched(quote);
    }
    if (inWord && !ended) {
      endWord();
    }
  }

  private void endWord() {
    String text = word.toString();
    word.setLength(0);
    inWord = false;
    if (!delimited && text.equals(options.value('E'))) {
      ended = true;
      return;
    }
    if (text.length() + 1 > limit) {
      throw cannotFit();
    }
    items.addLast(text);
    held += text.length() + 1;
  }

  private Exit unmatched(char quote) {
    String kind = quote == '"' ? "double" : "single";
    return call.isBusybox()
        ? call.fail("unmatched " + kind + " quote")
        : call.fail(
            "unmatched "
                + kind
                + " quote; by default quotes are special to xargs unless you use the -0 option");
  }

  /** Runs the program for all that is full; at the end, for what is left as well. */
  private void batches(boolean atEnd, Step then) {
    boolean full = !items.isEmpty() && (items.size() >= most || held > limit);
    boolean runsEmpty = !any && !options.has('r') && !byLine;
    if (!full && (!atEnd || (items.isEmpty() && !runsEmpty))) {
      then.run();
      return;
    }
    any = true;
    List<String> taken = new ArrayList<>();
    long chars = 0;
    while (!items.isEmpty() && taken.size() < most) {
      chars += items.getFirst().length() + 1;
      if (chars > limit) {
        break;
      }
      taken.add(items.removeFirst());
      held -= taken.get(taken.size() - 1).length() + 1;
    }
    List<String> words = new ArrayList<>(command);
    if (replaced == null) {
      words.addAll(taken);
    } else {
      for (int i = 0; i < words.size(); i++) {
        words.set(i, words.get(i).replace(replaced, taken.get(0)));
      }
    }
    if (options.has('t')) {
      call.err(String.join(" ", words) + "\n");
    }
    Launch.child(call, words, status -> ended(words.get(0), status, () -> batches(atEnd, then)));
  }

  private void ended(String name, int waitStatus, Step then) {
    int signal = Signals.signal(waitStatus);
    int status = Signals.exitStatus(waitStatus);
    if (signal != 0) {
      throw call.fail(KILLED, name + ": terminated by signal " + signal);
    }
    if (status == URGENT) {
      throw call.fail(STOPPED, name + ": exited with status 255; aborting");
    }
    if (status == 126 || status == 127) {
      throw new Exit(status);
    }
    if (status != 0) {
      call.setStatus(FAILED);
    }
    then.run();
  }
}
