package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Signals;

/** xargs: runs a program with what it reads as arguments. */
final class Xargs {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "+0a:d:E:I:L:n:prs:tx",
          "null=0 arg-file=a delimiter=d replace=I max-lines=L max-args=n interactive=p"
              + " no-run-if-empty=r max-chars=s verbose=t exit=x");
  private static final OptionSpec BUSYBOX =
      OptionSpec.of("+0E:I:L:n:prs:txa:", "no-run-if-empty=r");

  private static final int STOPPED = 124;
  private static final int KILLED = 125;
  private static final int FAILED = 123;
  private static final int URGENT = 255;

  private final Call call;
  private final Options options;
  private final List<String> command;
  private final @Nullable String replaced;
  private final int most;
  private final boolean byLine;
  private final Deque<String> items = new ArrayDeque<>();
  private boolean any;

  private Xargs(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    List<String> words = options.operands();
    command = words.isEmpty() ? List.of("echo") : words;
    replaced = options.value('I');
    byLine = replaced != null || options.has('L');
    most = replaced != null ? 1 : (int) Math.min(5000, number(options.has('L') ? 'L' : 'n', 5000));
  }

  static void run(Call call) {
    Xargs xargs = new Xargs(call);
    String file = xargs.options.value('a');
    StringBuilder text = new StringBuilder();
    Inputs inputs =
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
            });
    inputs.each(
        (name, in, next) -> inputs.chunks(name, in, text::append, next),
        () -> {
          xargs.split(text.toString());
          xargs.next();
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

  private void split(String text) {
    String delimiter = options.value('d');
    if (options.has('0') || delimiter != null) {
      char end =
          delimiter == null || delimiter.isEmpty()
              ? '\0'
              : delimiter.length() > 1 && delimiter.charAt(0) == '\\'
                  ? Escapes.simple(delimiter.charAt(1))
                  : delimiter.charAt(0);
      int from = 0;
      for (int at = text.indexOf(end); at >= 0; at = text.indexOf(end, from)) {
        items.addLast(text.substring(from, at));
        from = at + 1;
      }
      if (from < text.length()) {
        items.addLast(text.substring(from));
      }
      return;
    }
    words(text);
  }

  /** Words with the quotes of a shell; with -I, lines without blanks in front. */
  private void words(String text) {
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = ' ';
    String eof = options.value('E');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = replaced != null ? c == '\n' : Text.isSpace(c);
      if (quote != ' ') {
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
      } else if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        inWord = true;
      } else if (ends) {
        if (inWord && !addWord(word.toString(), eof)) {
          return;
        }
        word.setLength(0);
        inWord = false;
      } else if (inWord || !Text.isBlank(c)) {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != ' ') {
      throw unmatched(quote);
    }
    if (inWord) {
      addWord(word.toString(), eof);
    }
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

  private boolean addWord(String word, @Nullable String eof) {
    if (word.equals(eof)) {
      return false;
    }
    items.addLast(word);
    return true;
  }

  private void next() {
    boolean runsEmpty = !any && !options.has('r') && !byLine;
    if (items.isEmpty() && !runsEmpty) {
      call.exit();
      return;
    }
    any = true;
    List<String> taken = new ArrayList<>();
    while (!items.isEmpty() && taken.size() < most) {
      taken.add(items.removeFirst());
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
    Launch.child(call, words, status -> ended(words.get(0), status));
  }

  private void ended(String name, int waitStatus) {
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
    next();
  }
}
