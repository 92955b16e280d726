package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Task;

/** Pathname expansion (POSIX.1-2017, Shell Command Language, 2.6.6). */
final class Glob {

  private Glob() {}

  /** The paths that match, in order; none when nothing does. */
  static List<String> expand(Task task, Marked word) throws ShellError {
    List<String> found = new ArrayList<>(4);
    found.add("");
    int start = 0;
    while (start < word.length() && !found.isEmpty()) {
      int slashes = start;
      while (slashes < word.length() && word.at(slashes) == '/') {
        slashes++;
      }
      int end = slashes;
      while (end < word.length() && word.at(end) != '/') {
        end++;
      }
      found = step(task, found, "/".repeat(slashes - start), part(word, slashes, end));
      start = end;
    }
    return found;
  }

  private static Marked part(Marked word, int from, int to) {
    Marked part = new Marked();
    for (int i = from; i < to; i++) {
      part.add(word.at(i), word.mark(i));
    }
    return part;
  }

  private static List<String> step(Task task, List<String> bases, String slashes, Marked name)
      throws ShellError {
    List<String> found = new ArrayList<>(bases.size());
    boolean pattern = name.isPattern();
    Pattern wanted = Pattern.of(name);
    for (String base : bases) {
      String folder = base + slashes;
      if (!pattern) {
        String path = folder + name.text("");
        if (Disk.exists(task, path)) {
          found.add(path);
        }
        continue;
      }
      Iterable<String> names = Disk.list(task, folder.isEmpty() ? "." : folder);
      for (String each : names) {
        if ((!each.startsWith(".") || wanted.beginsWith('.')) && wanted.matches(each)) {
          found.add(folder + each);
        }
      }
    }
    return found;
  }
}
