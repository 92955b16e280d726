package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.pvpanic.guest.linux.fs.Stat;
import org.pvpanic.machine.Step;

/**
 * Reads the expression of find: tests and actions, joined by and, or and not (find(1), EXPRESSION).
 * What they do is in {@link FindTests} and {@link FindActions}.
 */
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

    /** The other part is only asked when this one says yes. */
    default Part and(Part other) {
      return (found, then) ->
          test(
              found,
              yes -> {
                if (yes) {
                  other.test(found, then);
                } else {
                  then.accept(false);
                }
              });
    }

    /** The other part is only asked when this one says no. */
    default Part or(Part other) {
      return (found, then) ->
          test(
              found,
              yes -> {
                if (yes) {
                  then.accept(true);
                } else {
                  other.test(found, then);
                }
              });
    }

    default Part negated() {
      return (found, then) -> test(found, yes -> then.accept(!yes));
    }
  }

  /** Parentheses in parentheses. */
  private static final int MAX_DEPTH = 200;

  /** Tests and actions; each may call the next. */
  private static final int MAX_PARTS = 1000;

  private final Call call;
  private final FindTests tests;
  private final FindActions actions;
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

  FindExpression(Call call, Accounts accounts, List<String> words) {
    this.call = call;
    this.tests = new FindTests(call, accounts);
    this.actions = new FindActions(call);
    this.words = words;
  }

  /** Reads it; without an action what is found is printed. */
  Part parse() {
    if (words.isEmpty()) {
      return actions.print("\n");
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
    return acts ? whole : whole.and(actions.print("\n"));
  }

  /** Runs what was left for the end. */
  void finish(Step end) {
    actions.finish(end);
  }

  private String quoted(String word) {
    return call.dialect() == Dialect.CENTOS_7 ? word : "`" + word + "'";
  }

  private Part or() {
    Part left = and();
    while (next("-o") || next("-or")) {
      left = left.or(and());
    }
    return left;
  }

  private Part and() {
    Part left = not();
    while (at < words.size() && !List.of("-o", "-or", ")").contains(words.get(at))) {
      if (!next("-a") && !next("-and")) {
        left = left.and(not());
      }
    }
    return left;
  }

  private Part not() {
    boolean inverts = false;
    while (next("!") || next("-not")) {
      inverts = !inverts;
    }
    Part inner = group();
    return inverts ? inner.negated() : inner;
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

  private static Part always(Step effect) {
    return of(
        found -> {
          effect.run();
          return true;
        });
  }

  private Part action(Part part) {
    acts = true;
    return part;
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
    return switch (name) {
      case "-name", "-iname" -> of(FindTests.matches(argument(name), false, name.equals("-iname")));
      case "-path", "-ipath", "-wholename" ->
          of(FindTests.matches(argument(name), true, name.equals("-ipath")));
      case "-type" -> of(tests.type(argument(name)));
      case "-maxdepth", "-mindepth" -> depthLimit(name);
      case "-depth" -> {
        depthFirst = true;
        yield always(() -> {});
      }
      case "-xdev", "-mount" -> {
        sameDevice = true;
        yield always(() -> {});
      }
      case "-size" -> of(tests.size(argument(name)));
      case "-perm" -> of(tests.permissions(argument(name)));
      case "-newer" -> of(tests.newer(argument(name)));
      case "-mtime" -> of(tests.days(argument(name)));
      case "-mmin" -> of(tests.minutes(argument(name)));
      case "-inum" -> of(tests.inode(argument(name)));
      case "-links" -> of(tests.links(argument(name)));
      case "-user" -> of(tests.user(argument(name)));
      case "-group" -> of(tests.group(argument(name)));
      case "-empty" -> of(tests::isEmpty);
      case "-executable" -> of(tests::isExecutable);
      case "-prune" -> always(() -> pruned = true);
      case "-quit" -> {
        acts = acts || call.isBusybox();
        yield always(() -> stopped = true);
      }
      case "-print" -> action(actions.print("\n"));
      case "-print0" -> action(actions.print("\0"));
      case "-exec" -> action(exec());
      default -> {
        if (call.isBusybox()) {
          throw unrecognized(name);
        }
        yield gnuPrimary(name);
      }
    };
  }

  /** What BusyBox has not. */
  private Part gnuPrimary(String name) {
    switch (name) {
      case "-true", "-false" -> {
        return of(found -> name.equals("-true"));
      }
      case "-delete" -> {
        depthFirst = true;
        return action(of(actions::delete));
      }
      default ->
          throw call.fail(
              name.startsWith("-")
                  ? "unknown predicate `" + name + "'"
                  : "paths must precede expression: " + quoted(name));
    }
  }

  private Part depthLimit(String name) {
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
    return always(() -> {});
  }

  private Part exec() {
    List<String> command = new ArrayList<>();
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals(";") && !command.isEmpty()) {
        return actions.each(command);
      }
      int last = command.size() - 1;
      if (word.equals("+") && last >= 0 && command.get(last).equals("{}")) {
        return actions.together(command.subList(0, last));
      }
      command.add(word);
    }
    throw call.fail(
        call.isBusybox() ? "-exec requires an argument" : "missing argument to `-exec'");
  }
}
