package org.pvpanic.guest.shell;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;

/** echo, builtin of bash and program: {@code -n}, {@code -e} and {@code -E}. */
public final class Echo {

  private Echo() {}

  /** The program /usr/bin/echo. */
  public static Program program() {
    return (task, arguments) -> run(task, task.files(), arguments, "", task::exit);
  }

  /**
   * Writes the arguments.
   *
   * @param who what stands before {@code echo: write error}
   * @param then gets the exit status
   */
  static void run(Task task, FileTable files, List<String> words, String who, IntConsumer then) {
    OpenFile out = files.get(Task.STDOUT);
    byte[] bytes = text(words).getBytes(StandardCharsets.UTF_8);
    if (out == null || bytes.length == 0) {
      task.then(() -> then.accept(0));
      return;
    }
    out.write(
        task,
        bytes,
        failure -> {
          OpenFile err = files.get(Task.STDERR);
          if (failure == null) {
            then.accept(0);
          } else if (err == null) {
            then.accept(1);
          } else {
            String message = who + "echo: write error: " + failure.message() + "\n";
            err.write(task, message.getBytes(StandardCharsets.UTF_8), e -> then.accept(1));
          }
        });
  }

  private static String text(List<String> words) {
    boolean newline = true;
    boolean escapes = false;
    int first = 1;
    while (first < words.size() && words.get(first).matches("-[neE]+")) {
      newline &= words.get(first).indexOf('n') < 0;
      escapes =
          words.get(first).matches(".*e[^E]*") || (escapes && words.get(first).indexOf('E') < 0);
      first++;
    }
    String joined = String.join(" ", words.subList(first, words.size()));
    if (!escapes) {
      return joined + (newline ? "\n" : "");
    }
    StringBuilder out = new StringBuilder();
    boolean ended = unescape(joined, out);
    return out + (newline && !ended ? "\n" : "");
  }

  /** Returns whether {@code \c} ended the output. */
  private static boolean unescape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case 'a' -> out.append('\007');
        case 'b' -> out.append('\b');
        case 'e' -> out.append('\033');
        case '\\' -> out.append('\\');
        case 'c' -> {
          return true;
        }
        default -> out.append(c).append(escaped);
      }
    }
    return false;
  }
}
