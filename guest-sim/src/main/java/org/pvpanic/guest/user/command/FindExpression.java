package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** The expression of find: tests and actions, joined by and, or and not. */
final class FindExpression {

  /** A file that is looked at. */
  record Found(String path, Stat stat, int depth) {
    String name() {
      return PathNames.base(path, null);
    }
  }

  /** A part of the expression; it gets to the answer by itself, since programs may run. */
  @FunctionalInterface
  interface Part {
    void test(Found found, Consumer<Boolean> then);
  }

  private static final long NS = 1_000_000_000;

  /** Parentheses in parentheses. */
  private static final int MAX_DEPTH = 200;

  /** Tests and actions; each may call the next. */
  private static final int MAX_PARTS = 1000;

  private final Call call;
  private final Accounts accounts;
  private final List<String> words;
  private int at;
  private int depth;
  private int parts;
  private boolean acts;

  /** Options that hold for the whole search. */
  long maxDepth = Long.MAX_VALUE;

  long minDepth;
  boolean depthFirst;
  boolean sameDevice;
  boolean pruned;
  boolean stopped;
  private final List<Batch> batches = new ArrayList<>(0);

  /** {@code -exec ... {} +}. */
  private record Batch(List<String> command, List<String> paths) {}

  FindExpression(Call call, Accounts accounts, List<String> words) {
    this.call = call;
    this.accounts = accounts;
    this.words = words;
  }

  /** Reads it; without an action what is found is printed. */
  Part parse() {
    if (words.isEmpty()) {
      return print("\n");
    }
    Part whole = or();
    if (at < words.size()) {
      throw call.isBusybox()
          ? unrecognized(words.get(at))
          : call.fail(
              words.get(at).equals(")")
                  ? "you have too many ')'"
                  : "paths must precede expression: " + quoted(words.get(at)));
    }
    if (acts) {
      return whole;
    }
    Part print = print("\n");
    return (found, then) ->
        whole.test(
            found,
            yes -> {
              if (yes) {
                print.test(found, then);
              } else {
                then.accept(false);
              }
            });
  }

  private String quoted(String word) {
    return call.dialect() == Dialect.CENTOS_7 ? word : "`" + word + "'";
  }

  private Part or() {
    Part left = and();
    while (next("-o") || next("-or")) {
      Part first = left;
      Part second = and();
      left =
          (found, then) ->
              first.test(
                  found,
                  yes -> {
                    if (yes) {
                      then.accept(true);
                    } else {
                      second.test(found, then);
                    }
                  });
    }
    return left;
  }

  private Part and() {
    Part left = not();
    while (at < words.size() && !List.of("-o", "-or", ")").contains(words.get(at))) {
      if (next("-a") || next("-and")) {
        continue;
      }
      Part first = left;
      Part second = not();
      left =
          (found, then) ->
              first.test(
                  found,
                  yes -> {
                    if (yes) {
                      second.test(found, then);
                    } else {
                      then.accept(false);
                    }
                  });
    }
    return left;
  }

  private Part not() {
    boolean inverts = false;
    while (next("!") || next("-not")) {
      inverts = !inverts;
    }
    Part inner = group();
    return inverts ? (found, then) -> inner.test(found, yes -> then.accept(!yes)) : inner;
  }

  private Part group() {
    if (next("(")) {
      if (++depth > MAX_DEPTH) {
        throw outOfMemory();
      }
      Part inner = or();
      depth--;
      if (!next(")")) {
        throw call.fail(
            call.isBusybox()
                ? "unmatched '('"
                : "invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      }
      return inner;
    }
    return primary();
  }

  private Exit outOfMemory() {
    return call.fail(call.isBusybox() ? "out of memory" : "memory exhausted");
  }

  private boolean next(String word) {
    if (at < words.size() && words.get(at).equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  private Exit unrecognized(String word) {
    call.warn("unrecognized: " + word);
    return call.usage("");
  }

  private String argument(String name) {
    if (at == words.size()) {
      throw call.fail(
          call.isBusybox() ? name + " requires an argument" : "missing argument to `" + name + "'");
    }
    return words.get(at++);
  }

  private static Part of(Predicate<Found> test) {
    return (found, then) -> then.accept(test.test(found));
  }

  private Part print(String ending) {
    acts = true;
    return (found, then) -> {
      call.out(found.path() + ending);
      then.accept(true);
    };
  }

  private Part primary() {
    if (++parts > MAX_PARTS) {
      throw outOfMemory();
    }
    if (at == words.size()) {
      throw call.fail(
          call.isBusybox()
              ? "bad expression"
              : "invalid expression; you have used a binary operator with nothing after it.");
    }
    String name = words.get(at++);
    switch (name) {
      case "-name", "-iname" -> {
        String pattern = argument(name);
        boolean fold = name.equals("-iname");
        return of(found -> Glob.matches(fold(pattern, fold), fold(found.name(), fold)));
      }
      case "-path", "-ipath", "-wholename" -> {
        String pattern = argument(name);
        boolean fold = name.equals("-ipath");
        return of(found -> Glob.matches(fold(pattern, fold), fold(found.path(), fold)));
      }
      case "-type" -> {
        return type(argument(name));
      }
      case "-maxdepth", "-mindepth" -> {
        String text = argument(name);
        Long value = Numbers.decimal(text);
        if (value == null) {
          throw call.fail(
              call.isBusybox()
                  ? "invalid number '" + text + "'"
                  : "Expected a positive decimal integer argument to "
                      + name
                      + ", but got "
                      + Quoting.quote(call, text));
        }
        if (name.equals("-maxdepth")) {
          maxDepth = value;
        } else {
          minDepth = value;
        }
        return of(found -> true);
      }
      case "-depth" -> {
        depthFirst = true;
        return of(found -> true);
      }
      case "-xdev", "-mount" -> {
        sameDevice = true;
        return of(found -> true);
      }
      case "-size" -> {
        return size(argument(name));
      }
      case "-perm" -> {
        return permissions(argument(name));
      }
      case "-newer" -> {
        return newer(argument(name));
      }
      case "-mtime" -> {
        return age(name, argument(name), 86_400, 'm');
      }
      case "-mmin" -> {
        return age(name, argument(name), 60, 'm');
      }
      case "-inum", "-links" -> {
        String text = argument(name);
        boolean inode = name.equals("-inum");
        return of(
            found -> compares(text, inode ? found.stat().inode() : found.stat().links(), name));
      }
      case "-user", "-group" -> {
        return owner(name, argument(name));
      }
      case "-empty" -> {
        return of(this::isEmpty);
      }
      case "-executable" -> {
        return of(found -> Disk.mayRun(call, found.path()));
      }
      case "-true", "-false" -> {
        if (!call.isBusybox()) {
          return of(found -> name.equals("-true"));
        }
      }
      case "-prune" -> {
        return of(
            found -> {
              pruned = true;
              return true;
            });
      }
      case "-quit" -> {
        acts = acts || call.isBusybox();
        return of(
            found -> {
              stopped = true;
              return true;
            });
      }
      case "-print" -> {
        return print("\n");
      }
      case "-print0" -> {
        return print("\0");
      }
      case "-exec" -> {
        return exec();
      }
      case "-delete" -> {
        if (!call.isBusybox()) {
          acts = true;
          depthFirst = true;
          return of(this::delete);
        }
      }
      default -> {}
    }
    throw call.isBusybox()
        ? unrecognized(name)
        : call.fail(
            name.startsWith("-")
                ? "unknown predicate `" + name + "'"
                : "paths must precede expression: " + quoted(name));
  }

  private static String fold(String text, boolean fold) {
    return fold ? text.toLowerCase(Locale.ROOT) : text;
  }

  private Part type(String letters) {
    String known = "bcdpfls";
    if (letters.length() != 1 || known.indexOf(letters.charAt(0)) < 0) {
      throw call.fail(
          call.isBusybox()
              ? "invalid argument '" + letters + "' to '-type'"
              : letters.isEmpty()
                  ? "Arguments to -type should contain at least one letter"
                  : letters.length() > 1
                      ? "Arguments to -type should contain only one letter"
                      : "Unknown argument to -type: " + letters);
    }
    int kind =
        switch (letters.charAt(0)) {
          case 'b' -> Mode.BLOCK;
          case 'c' -> Mode.CHARACTER;
          case 'd' -> Mode.DIRECTORY;
          case 'p' -> Mode.FIFO;
          case 'l' -> Mode.SYMLINK;
          case 's' -> Mode.SOCKET;
          default -> Mode.REGULAR;
        };
    return of(found -> (found.stat().mode() & Mode.KIND) == kind);
  }

  /** A number with + (more), - (less) or nothing (exactly) in front. */
  private boolean compares(String text, long value, String option) {
    boolean sign = text.startsWith("+") || text.startsWith("-");
    Long number = Numbers.decimal(sign ? text.substring(1) : text);
    if (number == null) {
      throw call.fail(
          call.isBusybox()
              ? "invalid number '" + text + "'"
              : "invalid argument "
                  + Quoting.quote(call, text)
                  + " to "
                  + Quoting.quote(call, option));
    }
    return text.startsWith("+")
        ? value > number
        : text.startsWith("-") ? value < number : value == number;
  }

  private Part size(String text) {
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    int at = "cwbkMG".indexOf(last);
    long unit =
        switch (last) {
          case 'c' -> 1;
          case 'w' -> 2;
          case 'k' -> 1024;
          case 'M' -> call.isBusybox() ? 0 : 1 << 20;
          case 'G' -> call.isBusybox() ? 0 : 1 << 30;
          default -> 512;
        };
    String number = at < 0 ? text : text.substring(0, text.length() - 1);
    if (unit == 0 || !number.matches("[-+]?[0-9]{1,18}")) {
      throw call.fail(
          call.isBusybox()
              ? "invalid number '" + text + "'"
              : "Invalid argument `" + text + "' to -size");
    }
    return of(
        found -> {
          long size = found.stat().size();
          long value = call.isBusybox() ? size / unit : (size + unit - 1) / unit;
          if (call.isBusybox() && !number.startsWith("+")) {
            value = (size + unit - 1) / unit;
          }
          return (call.isBusybox() && number.startsWith("+"))
              ? size > Long.parseLong(number) * unit
              : compares(number, value, "-size");
        });
  }

  private Part permissions(String text) {
    char how = text.startsWith("-") ? '-' : text.startsWith("/") ? '/' : '=';
    Integer mode = ModeText.apply(how == '=' ? text : text.substring(1), 0, false, 0);
    if (mode == null) {
      throw call.fail(
          call.isBusybox()
              ? "invalid mode '" + text + "'"
              : "invalid mode " + Quoting.quote(call, text));
    }
    return of(
        found -> {
          int have = found.stat().permissions();
          return switch (how) {
            case '-' -> (have & mode) == mode;
            case '/' -> mode == 0 || (have & mode) != 0;
            default -> have == mode;
          };
        });
  }

  private Part newer(String reference) {
    try {
      long than = Disk.stat(call, reference).modifiedNs();
      return of(found -> found.stat().modifiedNs() > than);
    } catch (SysError e) {
      throw call.fail(
          (call.isBusybox() ? reference : Quoting.quote(call, reference))
              + ": "
              + e.errno().message());
    }
  }

  private Part age(String option, String text, long unit, char which) {
    long now = call.kernel().realtimeNs();
    return of(
        found -> {
          long seconds = (now - (which == 'm' ? found.stat().modifiedNs() : 0)) / NS;
          boolean minutes = unit == 60;
          long units = minutes && !call.isBusybox() ? (seconds + unit - 1) / unit : seconds / unit;
          return compares(text, units, option);
        });
  }

  private Part owner(String option, String name) {
    boolean user = option.equals("-user");
    Accounts.User account = accounts.byName(name);
    Accounts.Group group = accounts.groupByName(name);
    Long number = Numbers.decimal(name);
    Long id =
        user && account != null
            ? Long.valueOf(account.uid())
            : !user && group != null ? Long.valueOf(group.gid()) : number;
    if (id == null) {
      throw call.fail(
          call.isBusybox()
              ? "unknown " + option.substring(1) + " " + name
              : Quoting.quote(call, name) + " is not the name of a known " + option.substring(1));
    }
    return of(found -> (user ? found.stat().uid() : found.stat().gid()) == id);
  }

  private boolean isEmpty(Found found) {
    if (found.stat().isRegular()) {
      return found.stat().size() == 0;
    }
    try {
      return found.stat().isDirectory() && Disk.list(call, found.path()).isEmpty();
    } catch (SysError e) {
      return false;
    }
  }

  private boolean delete(Found found) {
    if (found.path().equals(".")) {
      return true;
    }
    try {
      if (found.stat().isDirectory()) {
        Disk.rmdir(call, found.path());
      } else {
        Disk.unlink(call, found.path());
      }
      return true;
    } catch (SysError e) {
      call.complain(
          "cannot delete " + Quoting.quote(call, found.path()) + ": " + e.errno().message());
      return false;
    }
  }

  private Part exec() {
    acts = true;
    List<String> command = new ArrayList<>();
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals(";") && !command.isEmpty()) {
        return (found, then) ->
            Launch.child(
                call,
                filled(command, found.path()),
                status -> then.accept(Signals.exitStatus(status) == 0));
      }
      boolean ends = word.equals("+") && !command.isEmpty();
      if (ends && command.get(command.size() - 1).equals("{}")) {
        Batch batch = new Batch(command.subList(0, command.size() - 1), new ArrayList<>());
        batches.add(batch);
        return (found, then) -> {
          batch.paths().add(found.path());
          then.accept(true);
        };
      }
      command.add(word);
    }
    throw call.fail(
        call.isBusybox() ? "-exec requires an argument" : "missing argument to `-exec'");
  }

  private static List<String> filled(List<String> command, String path) {
    List<String> words = new ArrayList<>(command.size());
    command.forEach(word -> words.add(word.replace("{}", path)));
    return words;
  }

  /** Runs what was left for the end. */
  void finish(@Nullable Runnable end) {
    if (batches.isEmpty()) {
      if (end != null) {
        end.run();
      }
      return;
    }
    Batch batch = batches.remove(0);
    if (batch.paths().isEmpty()) {
      finish(end);
      return;
    }
    List<String> command = new ArrayList<>(batch.command());
    command.addAll(batch.paths());
    Launch.child(
        call,
        command,
        status -> {
          call.setStatus(Signals.exitStatus(status) == 0 ? 0 : 1);
          finish(end);
        });
  }
}
