package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Stat;
import org.pvpanic.guest.user.command.FindExpression.Found;

/** find: goes through folders and what is below them. */
final class Find {

  private record Job(Found found, boolean visited) {}

  private final Call call;
  private final FindExpression expression;
  private final FindExpression.Part part;
  private final boolean follow;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private final Deque<String> tops;
  private long device;

  private Find(
      Call call,
      FindExpression expression,
      FindExpression.Part part,
      List<String> tops,
      boolean follow) {
    this.call = call;
    this.expression = expression;
    this.part = part;
    this.tops = new ArrayDeque<>(tops);
    this.follow = follow;
  }

  static void run(Call call) {
    List<String> words = call.arguments().subList(1, call.arguments().size());
    int from = 0;
    boolean follow = false;
    while (from < words.size() && List.of("-H", "-L", "-P").contains(words.get(from))) {
      follow = words.get(from++).equals("-L");
    }
    int end = from;
    while (end < words.size() && !startsExpression(words.get(end))) {
      end++;
    }
    List<String> tops = new ArrayList<>(words.subList(from, end));
    if (tops.isEmpty()) {
      tops.add(".");
    }
    List<String> rest = words.subList(end, words.size());
    boolean followAll = follow;
    Accounts.load(
        call,
        accounts -> {
          FindExpression expression = new FindExpression(call, accounts, rest);
          FindExpression.Part part = expression.parse();
          new Find(call, expression, part, tops, followAll).next();
        });
  }

  private static boolean startsExpression(String word) {
    return (word.startsWith("-") && word.length() > 1) || word.equals("!") || word.equals("(");
  }

  private void next() {
    Job job = jobs.pollFirst();
    if (expression.stopped) {
      expression.finish(call::exit);
    } else if (job != null) {
      work(job);
    } else if (!tops.isEmpty()) {
      String top = tops.removeFirst();
      look(top, 0, true);
      device = jobs.isEmpty() ? 0 : jobs.getFirst().found().stat().device();
      call.then(this::next);
    } else {
      expression.finish(call::exit);
    }
  }

  private void look(String path, int depth, boolean first) {
    try {
      Stat stat = Disk.stat(call, path, follow && Disk.statOrNull(call, path) != null);
      Job job = new Job(new Found(path, stat, depth), false);
      if (first) {
        jobs.addFirst(job);
      } else {
        jobs.addLast(job);
      }
    } catch (SysError e) {
      call.complain(
          (call.isBusybox() ? path : Quoting.quote(call, path)) + ": " + e.errno().message());
    }
  }

  private void work(Job job) {
    Found found = job.found();
    boolean folder = found.stat().isDirectory();
    boolean enters = folder && found.depth() < expression.maxDepth;
    if (expression.depthFirst && enters && !job.visited()) {
      jobs.addFirst(new Job(found, true));
      enter(found);
      call.then(this::next);
      return;
    }
    if (found.depth() < expression.minDepth) {
      if (enters && !job.visited()) {
        enter(found);
      }
      call.then(this::next);
      return;
    }
    expression.pruned = false;
    part.test(
        found,
        yes -> {
          if (enters && !expression.depthFirst && !expression.pruned && !expression.stopped) {
            enter(found);
          }
          call.then(this::next);
        });
  }

  private void enter(Found folder) {
    if (expression.sameDevice && folder.stat().device() != device) {
      return;
    }
    String prefix = folder.path().endsWith("/") ? folder.path() : folder.path() + "/";
    try {
      List<String> names = Disk.list(call, folder.path());
      for (int i = names.size() - 1; i >= 0; i--) {
        look(prefix + names.get(i), folder.depth() + 1, true);
      }
    } catch (SysError e) {
      call.complain(
          (call.isBusybox() ? folder.path() : Quoting.quote(call, folder.path()))
              + ": "
              + e.errno().message());
    }
  }
}
