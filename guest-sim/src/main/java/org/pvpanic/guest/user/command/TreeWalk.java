package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.pvpanic.guest.linux.SysError;

/** Goes through folders and what is below them, in order of names. */
final class TreeWalk {

  private final Call call;
  private final boolean followLinks;
  private final Inputs.Trouble trouble;

  /**
   * A walk.
   *
   * @param followLinks whether links to folders inside are followed
   * @param trouble gets what cannot be looked at
   */
  TreeWalk(Call call, boolean followLinks, Inputs.Trouble trouble) {
    this.call = call;
    this.followLinks = followLinks;
    this.trouble = trouble;
  }

  /** Finds all files other than folders; a folder a step. */
  void files(List<String> tops, Consumer<List<String>> then) {
    Deque<String> open = new ArrayDeque<>(tops);
    walk(open, new ArrayList<>(), tops.size(), then);
  }

  private void walk(Deque<String> open, List<String> found, int tops, Consumer<List<String>> then) {
    String path = open.pollFirst();
    if (path == null) {
      then.accept(found);
      return;
    }
    try {
      if (Disk.isDirectory(call, path, followLinks || tops > 0)) {
        List<String> names = new ArrayList<>(Disk.list(call, path));
        for (int i = names.size() - 1; i >= 0; i--) {
          open.addFirst(path.endsWith("/") ? path + names.get(i) : path + "/" + names.get(i));
        }
      } else {
        found.add(path);
      }
    } catch (SysError e) {
      trouble.tell(path, e.errno(), false);
    }
    call.then(() -> walk(open, found, Math.max(0, tops - 1), then));
  }
}
