package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Stat;

/** du: what folders take. */
final class Du {

  private static final char APPARENT = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "abB:cd:DhHklLmPsSx" + APPARENT,
          "all=a bytes=b block-size=B total=c max-depth=d human-readable=h count-links=l"
              + " dereference=L summarize=s separate-dirs=S one-file-system=x apparent-size="
              + APPARENT);
  private static final OptionSpec BUSYBOX = OptionSpec.of("aHLd:clsxhmkb", "apparent-size=b");

  private static final class Node {
    final String path;
    final int depth;
    final Deque<String> left = new ArrayDeque<>();
    long size;

    Node(String path, int depth) {
      this.path = path;
      this.depth = depth;
    }
  }

  private final Call call;
  private final Options options;
  private final long depth;
  private final Set<String> seen = new HashSet<>();
  private final List<String> tops = new ArrayList<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private long total;

  private Du(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    String text = options.value('d');
    Long most = text == null ? Long.valueOf(Long.MAX_VALUE) : Numbers.decimal(text);
    if (most == null) {
      throw call.isBusybox()
          ? call.fail("invalid number '" + text + "'")
          : call.usage("invalid maximum depth " + call.quote(String.valueOf(text)));
    }
    if (options.has('s') && options.has('a') && !call.isBusybox()) {
      throw call.usage("cannot both summarize and show all entries");
    }
    depth = options.has('s') ? 0 : most;
  }

  static void run(Call call) {
    Du du = new Du(call);
    du.tops.addAll(du.options.operands().isEmpty() ? List.of(".") : du.options.operands());
    du.nextTop();
  }

  private void nextTop() {
    if (tops.isEmpty()) {
      if (options.has('c')) {
        call.out(shown(total) + "\ttotal\n");
      }
      call.exit();
      return;
    }
    String path = tops.remove(0);
    Node result = new Node("", -1);
    visit(path, 0, result);
    call.then(() -> walk(result));
  }

  /** A folder a step; what is no folder is counted at once. */
  private void walk(Node result) {
    Node node = open.peekLast();
    if (node == null) {
      total += result.size;
      nextTop();
      return;
    }
    String next = node.left.pollFirst();
    if (next != null) {
      visit(next, node.depth + 1, node);
    } else {
      open.removeLast();
      Node parent = open.isEmpty() ? result : open.peekLast();
      parent.size += node.size;
      if (node.depth <= depth) {
        call.out(shown(node.size) + "\t" + node.path + "\n");
      }
    }
    call.then(() -> walk(result));
  }

  private void visit(String path, int level, Node parent) {
    try {
      Stat stat = Disk.stat(call, path, options.has('L') || (level == 0 && options.has('H')));
      boolean again =
          stat.links() > 1
              && !stat.isDirectory()
              && !options.has('l')
              && !seen.add(stat.device() + ":" + stat.inode());
      if (again) {
        return;
      }
      if (!stat.isDirectory()) {
        parent.size += size(stat);
        if (level == 0 || (options.has('a') && level <= depth)) {
          call.out(shown(size(stat)) + "\t" + path + "\n");
        }
        return;
      }
      Node node = new Node(path, level);
      node.size = size(stat);
      open.addLast(node);
      String prefix = path.endsWith("/") ? path : path + "/";
      for (String name : Disk.list(call, path)) {
        node.left.addLast(prefix + name);
      }
    } catch (SysError e) {
      boolean there = Disk.lstatOrNull(call, path) != null;
      call.complain(
          call.isBusybox()
              ? path + ": " + e.errno().message()
              : (there ? "cannot read directory " : "cannot access ")
                  + Quoting.file(call, path)
                  + ": "
                  + e.errno().message());
    }
  }

  private boolean apparent() {
    return options.has('b') || options.has(APPARENT);
  }

  private long size(Stat stat) {
    return apparent() ? stat.size() : stat.blocks() * 512;
  }

  private String shown(long bytes) {
    char last = options.last("bhkmB", 'k');
    if (last == 'h') {
      return call.isBusybox() ? HumanSize.busybox(bytes) : HumanSize.gnu(bytes, 1024);
    }
    long unit = last == 'b' ? 1 : last == 'm' ? 1 << 20 : 1024;
    if (last == 'B') {
      Long given = Numbers.size(String.valueOf(options.value('B')));
      unit = given == null || given == 0 ? 1024 : given;
    }
    return Long.toString((bytes + unit - 1) / unit);
  }
}
