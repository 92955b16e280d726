package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** Completes commands, variables and file names from what the shell and the disk have. */
final class ShellCompleter implements Completer {

  private static final String BREAKS = " \t\n\"'`@><=;|&{(";
  private static final String COMMAND_BREAKS = ";|&({`";
  private static final String QUOTED = " \t\"'\\$`&|;<>()*?[]!#~{}";

  private final Interpreter shell;
  private final Task task;
  private final boolean bash;

  ShellCompleter(Interpreter shell, Task task, boolean bash) {
    this.shell = shell;
    this.task = task;
    this.bash = bash;
  }

  @Override
  public Completion complete(String line, int point) {
    int start = point;
    while (start > 0
        && (BREAKS.indexOf(line.charAt(start - 1)) < 0
            || (start > 1 && line.charAt(start - 2) == '\\'))) {
      start--;
    }
    String word = unquoted(line.substring(start, point));
    if (bash && word.startsWith("$") && word.indexOf('/') < 0) {
      return variables(start, word.substring(1));
    }
    boolean command = isCommandPlace(line, start) && word.indexOf('/') < 0;
    return command ? commands(start, word) : files(start, word);
  }

  private static String unquoted(String word) {
    StringBuilder out = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && i + 1 < word.length()) {
        c = word.charAt(++i);
      }
      out.append(c);
    }
    return out.toString();
  }

  private static String quoted(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (QUOTED.indexOf(c) >= 0 && !(c == '~' && i > 0) && !(c == '#' && i > 0)) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Whether a command's name begins here: nothing but blanks back to the start or an operator. */
  private static boolean isCommandPlace(String line, int start) {
    int at = start;
    while (at > 0 && Character.isWhitespace(line.charAt(at - 1))) {
      at--;
    }
    return at == 0 || COMMAND_BREAKS.indexOf(line.charAt(at - 1)) >= 0;
  }

  private static Completion of(int start, SortedSet<String> found, String typed, String suffix) {
    List<String> shown = new ArrayList<>(found);
    return new Completion(
        start, shown.isEmpty() ? typed : quoted(commonStart(shown)), shown, suffix);
  }

  private static String commonStart(List<String> sorted) {
    String first = sorted.get(0);
    String last = sorted.get(sorted.size() - 1);
    int same = 0;
    while (same < first.length()
        && same < last.length()
        && first.charAt(same) == last.charAt(same)) {
      same++;
    }
    return first.substring(0, same);
  }

  private Completion variables(int start, String name) {
    TreeSet<String> found = new TreeSet<>();
    for (String each : shell.task().environment().keySet()) {
      if (each.startsWith(name)) {
        found.add("$" + each);
      }
    }
    List<String> shown = new ArrayList<>(found);
    return new Completion(start, shown.isEmpty() ? "$" + name : commonStart(shown), shown, " ");
  }

  private Completion commands(int start, String word) {
    TreeSet<String> found = new TreeSet<>();
    for (String each : shell.commandNames()) {
      if (each.startsWith(word)) {
        found.add(each);
      }
    }
    String path = shell.variable("PATH");
    for (String folder : (path == null ? "" : path).split(":")) {
      for (String each : names(folder)) {
        if (each.startsWith(word)) {
          found.add(each);
        }
      }
    }
    return found.isEmpty() ? files(start, word) : of(start, found, word, " ");
  }

  private Completion files(int start, String word) {
    int slash = word.lastIndexOf('/') + 1;
    String folder = word.substring(0, slash);
    String home = shell.variable("HOME");
    String searched =
        folder.startsWith("~/") && home != null
            ? home + folder.substring(1)
            : folder.isEmpty() ? "." : folder;
    String begun = word.substring(slash);
    TreeSet<String> found = new TreeSet<>();
    for (String each : names(searched)) {
      if (each.startsWith(begun) && (begun.startsWith(".") || !each.startsWith("."))) {
        found.add(each);
      }
    }
    List<String> shown = new ArrayList<>(found);
    if (shown.isEmpty()) {
      return new Completion(start, word, shown, "");
    }
    String suffix = shown.size() == 1 && isFolder(searched + "/" + shown.get(0)) ? "/" : " ";
    return new Completion(start, folder + quoted(commonStart(shown)), shown, suffix);
  }

  private List<String> names(String folder) {
    try {
      return task.kernel().files().list(task, folder);
    } catch (SysError e) {
      return List.of();
    }
  }

  private boolean isFolder(String path) {
    try {
      return task.kernel().files().stat(task, path).isDirectory();
    } catch (SysError e) {
      return false;
    }
  }
}
