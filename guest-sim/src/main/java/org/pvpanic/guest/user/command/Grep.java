package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.machine.Step;

/** grep, egrep and fgrep: lines that match. */
final class Grep {

  private static final char INCLUDE = OptionSpec.FIRST_UNNAMED;
  private static final char EXCLUDE = INCLUDE + 1;
  private static final char COLOR = INCLUDE + 2;
  private static final char LINE_BUFFERED = INCLUDE + 3;

  private static final OptionSpec GNU =
      OptionSpec.of(
          "EFGe:f:iywxcLlm:oqsbHhnTZavA:B:C:rRz" + INCLUDE + ":" + EXCLUDE + ":" + COLOR + "::",
          "extended-regexp=E fixed-strings=F basic-regexp=G regexp=e file=f ignore-case=i"
              + " word-regexp=w line-regexp=x count=c files-without-match=L files-with-matches=l"
              + " max-count=m only-matching=o quiet=q silent=q no-messages=s with-filename=H"
              + " no-filename=h line-number=n byte-offset=b initial-tab=T null=Z text=a"
              + " invert-match=v after-context=A before-context=B context=C recursive=r"
              + " dereference-recursive=R null-data=z include="
              + INCLUDE
              + " exclude="
              + EXCLUDE
              + " color="
              + COLOR
              + " colour="
              + COLOR
              + " line-buffered="
              + LINE_BUFFERED);
  private static final OptionSpec BUSYBOX =
      OptionSpec.of("HhnlLoqvsriwFEzxm:A:B:C:e:f:cRI", "color=" + COLOR);

  /** The status of what goes wrong. */
  static final int TROUBLE = 2;

  private final Call call;
  private final Options options;
  private final GrepPatterns patterns;
  private final boolean invert;
  private final boolean count;
  private final boolean quiet;
  private final boolean onlyMatching;
  private final boolean numbers;
  private final boolean offsets;
  private final char list;
  private final char ending;
  private final long most;
  private final int before;
  private final int after;
  private boolean names;
  private boolean anySelected;
  private boolean anyListed;
  private boolean trouble;
  private boolean anyPrinted;

  private Grep(Call call) {
    this.call = call;
    this.options = Options.parse(call, call.arguments(), call.isBusybox() ? BUSYBOX : GNU, TROUBLE);
    patterns = new GrepPatterns(call, options);
    invert = options.has('v');
    quiet = options.has('q');
    count = options.has('c');
    list = options.last("lL", ' ');
    onlyMatching = options.has('o');
    numbers = options.has('n');
    offsets = options.has('b');
    ending = options.has('z') ? '\0' : '\n';
    most = number('m', Long.MAX_VALUE);
    long around = number('C', 0);
    before = onlyMatching ? 0 : (int) number('B', around);
    after = onlyMatching ? 0 : (int) number('A', around);
  }

  /** Names and numbers for one file. */
  private final class Scan {
    private final String name;
    private final Deque<String> kept = new ArrayDeque<>(0);
    private long line;
    private long offset;
    private long selected;
    private long lastPrinted;
    private int following;

    Scan(String name) {
      this.name = name;
    }

    boolean line(String text) {
      line++;
      long start = offset;
      offset += text.length() + 1;
      if (patterns.selects(text) != invert) {
        select(text, start);
      } else if (following > 0) {
        following--;
        context(text, '-', line);
      } else if (before > 0) {
        kept.addLast(text);
        if (kept.size() > before) {
          kept.removeFirst();
        }
      }
      boolean enough = selected >= most && following == 0;
      return !enough && !(selected > 0 && (quiet || list != ' '));
    }

    private void select(String text, long start) {
      if (selected >= most) {
        following = 0;
        return;
      }
      selected++;
      anySelected = true;
      if (quiet || count || list != ' ') {
        return;
      }
      following = after;
      if (onlyMatching) {
        printMatches(text, start);
        return;
      }
      long first = line - kept.size();
      while (!kept.isEmpty()) {
        context(kept.removeFirst(), '-', first++);
      }
      context(text, ':', line);
    }

    /** A line, and the mark of a gap where there is one. */
    private void context(String text, char mark, long number) {
      if ((before > 0 || after > 0) && anyPrinted && number != lastPrinted + 1) {
        call.out("--\n");
      }
      lastPrinted = number;
      anyPrinted = true;
      call.out(prefix(mark, number, offset - text.length() - 1) + text + ending);
    }

    private String prefix(char mark, long number, long start) {
      StringBuilder prefix = new StringBuilder();
      if (names) {
        prefix.append(label(name)).append(options.has('Z') ? '\0' : mark);
      }
      if (numbers) {
        prefix.append(number).append(mark);
      }
      if (offsets) {
        prefix.append(start).append(mark);
      }
      if (options.has('T') && prefix.length() > 0) {
        prefix.insert(prefix.length() - 1, '\t');
      }
      return prefix.toString();
    }

    private void printMatches(String text, long start) {
      if (invert) {
        return;
      }
      int from = 0;
      while (from <= text.length()) {
        int[] found = patterns.find(text, from);
        if (found == null) {
          return;
        }
        if (found[1] > found[0]) {
          call.out(
              prefix(':', line, start + found[0]) + text.substring(found[0], found[1]) + ending);
          from = found[1];
        } else {
          from = found[1] + 1;
        }
      }
    }

    void end() {
      if (count && list == ' ' && !quiet) {
        String prefix = names ? label(name) + (options.has('Z') ? '\0' : ':') : "";
        call.out(prefix + selected + "\n");
      }
      if (!quiet && list == (selected > 0 ? 'l' : 'L')) {
        anyListed = true;
        call.out(label(name) + (options.has('Z') ? '\0' : '\n'));
      }
    }
  }

  static void run(Call call) {
    Grep grep = new Grep(call);
    List<String> operands = new ArrayList<>(grep.options.operands());
    List<String> sources = new ArrayList<>(1);
    List<String> files = new ArrayList<>(0);
    for (Options.Given option : grep.options.given()) {
      if (option.letter() == 'e') {
        sources.addAll(List.of(option.value().split("\n", -1)));
      } else if (option.letter() == 'f') {
        files.add(option.value());
      }
    }
    if (!files.isEmpty()) {
      new Inputs(call, files, grep::patternTrouble)
          .allLines(
              (line, ended) -> {
                sources.add(line);
                return true;
              },
              () -> grep.search(sources, operands));
      return;
    }
    if (!grep.options.has('e')) {
      if (operands.isEmpty()) {
        throw grep.lacksPattern();
      }
      sources.addAll(List.of(operands.remove(0).split("\n", -1)));
    }
    grep.search(sources, operands);
  }

  private Exit lacksPattern() {
    if (call.isBusybox()) {
      return call.usage(TROUBLE, "");
    }
    call.err(
        "Usage: "
            + call.name()
            + " [OPTION]... PATTERN"
            + (call.dialect() == Dialect.DEBIAN_12 ? "S" : "")
            + " [FILE]...\n");
    return call.usage(TROUBLE, "");
  }

  private void patternTrouble(String name, Errno errno, boolean opened) {
    throw call.fail(TROUBLE, name + ": " + errno.message());
  }

  private long number(char letter, long otherwise) {
    String value = options.value(letter);
    if (value == null) {
      return otherwise;
    }
    Long number = Numbers.decimal(value);
    if (number == null) {
      if (call.isBusybox()) {
        throw call.fail(TROUBLE, "invalid number '" + value + "'");
      }
      throw call.fail(
          TROUBLE,
          letter == 'm' ? "invalid max count" : value + ": invalid context length argument");
    }
    return letter == 'm' ? number : Math.min(number, Integer.MAX_VALUE - 1);
  }

  private void search(List<String> sources, List<String> operands) {
    sources.forEach(patterns::add);
    boolean recursive = options.has('r') || options.has('R');
    names =
        switch (options.last("Hh", ' ')) {
          case 'H' -> true;
          case 'h' -> false;
          default -> operands.size() > 1 || recursive;
        };
    Inputs inputs = new Inputs(call, operands, this::fileTrouble);
    if (recursive) {
      List<String> tops = operands.isEmpty() ? List.of(".") : operands;
      new TreeWalk(call, options.has('R'), this::fileTrouble)
          .files(
              tops,
              found -> {
                List<String> wanted = new ArrayList<>(found.size());
                for (String name : found) {
                  if (isIncluded(name)) {
                    wanted.add(operands.isEmpty() && !call.isBusybox() ? name.substring(2) : name);
                  }
                }
                if (wanted.isEmpty()) {
                  end();
                } else {
                  Inputs all = new Inputs(call, wanted, this::fileTrouble);
                  all.each((name, file, next) -> scan(all, name, file, next), this::end);
                }
              });
    } else {
      inputs.each((name, file, next) -> scan(inputs, name, file, next), this::end);
    }
  }

  private boolean isIncluded(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String include = options.value(INCLUDE);
    String exclude = options.value(EXCLUDE);
    return (include == null || Glob.matches(include, name))
        && (exclude == null || !Glob.matches(exclude, name));
  }

  private void scan(Inputs inputs, String name, OpenFile file, Step next) {
    if (quiet && anySelected) {
      end();
      return;
    }
    Scan scan = new Scan(name);
    inputs.lines(
        name,
        file,
        ending,
        (line, ended) -> scan.line(line),
        () -> {
          scan.end();
          next.run();
        });
  }

  private void end() {
    boolean failed = trouble && !(quiet && anySelected);
    boolean found = (list == 'L' && call.dialect() != Dialect.CENTOS_7) ? anyListed : anySelected;
    call.exit(failed ? TROUBLE : found ? 0 : 1);
  }

  private void fileTrouble(String name, Errno errno, boolean opened) {
    trouble = true;
    if (!options.has('s')) {
      call.warn(name + ": " + errno.message());
    }
  }

  private static String label(String name) {
    return name.equals("-") ? "(standard input)" : name;
  }
}
