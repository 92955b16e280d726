package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Program;

/** echo, builtin of shells and program: {@code -n}, {@code -e} and {@code -E}. */
public final class Echo {

  private Echo() {}

  /** The program /bin/echo of GNU. */
  public static Program program() {
    return program(Dialect.BASH_5_2);
  }

  /** The program /bin/echo. */
  public static Program program(Dialect dialect) {
    String complaint = "echo: write error: ";
    return (task, words) ->
        Output.write(task, complaint, Text.bytes(text(words, dialect)), 0, task::exit);
  }

  static void run(Call call) {
    call.print(text(call.words(), call.shell().dialect()), 0);
  }

  private static String text(List<String> words, Dialect dialect) {
    boolean newline = true;
    boolean escapes = false;
    int first = 1;
    while (first < words.size() && isOption(words.get(first))) {
      String option = words.get(first++);
      for (int i = 1; i < option.length(); i++) {
        switch (option.charAt(i)) {
          case 'n' -> newline = false;
          case 'e' -> escapes = true;
          default -> escapes = false;
        }
      }
    }
    String joined = String.join(" ", words.subList(first, words.size()));
    if (!escapes) {
      return joined + (newline ? "\n" : "");
    }
    StringBuilder out = new StringBuilder(joined.length() + 1);
    boolean ended = Escapes.replace(joined, !dialect.isBash(), out);
    return out + (newline && !ended ? "\n" : "");
  }

  private static boolean isOption(String word) {
    if (word.length() < 2 || word.charAt(0) != '-') {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      if ("neE".indexOf(word.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
