package org.pvpanic.guest.shell;

import java.util.List;

/** Builtins about what a shell may: umask ulimit times; and bash's shopt. */
final class LimitBuiltins {

  private static final int MASK = 0777;

  private LimitBuiltins() {}

  static void run(Call call) throws ShellError {
    switch (call.name()) {
      case "umask" -> umask(call);
      case "times" -> times(call);
      case "shopt" -> shopt(call);
      default -> ulimit(call);
    }
  }

  private static void times(Call call) {
    String zero = call.isBash() ? "0m0.000s 0m0.000s\n" : "0m0.00s 0m0.00s\n";
    String own = time(call.task().cpuNs(), call.isBash());
    call.print(own + zero, 0);
  }

  private static String time(long ns, boolean bash) {
    long ms = ns / 1_000_000;
    long minutes = ms / 60_000;
    String seconds = Long.toString(ms / 1000 % 60);
    String fraction = Long.toString(1000 + ms % 1000).substring(1, bash ? 4 : 3);
    String zero = bash ? "0m0.000s" : "0m0.00s";
    return minutes + "m" + seconds + "." + fraction + "s " + zero + "\n";
  }

  private static void umask(Call call) throws ShellError {
    List<String> words = call.arguments();
    boolean symbolic = false;
    boolean reusable = false;
    int first = 0;
    while (first < words.size()
        && words.get(first).startsWith("-")
        && words.get(first).length() > 1) {
      String option = words.get(first++);
      for (char c : option.substring(1).toCharArray()) {
        if (c != 'S' && !(c == 'p' && call.isBash())) {
          throw SetBuiltin.badOption(call, c);
        }
        symbolic |= c == 'S';
        reusable |= c == 'p';
      }
    }
    int mask = call.task().umask();
    if (first == words.size()) {
      String shown = symbolic ? symbolic(~mask & MASK) : octal(mask);
      String prefix = reusable ? "umask " + (symbolic ? "-S " : "") : "";
      call.print(prefix + shown + "\n", 0);
      return;
    }
    String mode = words.get(first);
    if (Names.isDigit(mode.charAt(0))) {
      if (!mode.matches("[0-7]{1,4}") || Integer.parseInt(mode, 8) > MASK) {
        throw call.isBash()
            ? ShellError.of(1, mode + ": octal number out of range")
            : ShellError.of(2, "illegal mode: " + mode);
      }
      call.task().setUmask(Integer.parseInt(mode, 8));
    } else {
      int allowed = change(~mask & MASK, mode);
      if (allowed < 0) {
        throw call.isBash()
            ? ShellError.of(1, "`" + mode.charAt(0) + "': invalid symbolic mode operator")
            : ShellError.of(2, "illegal mode: " + mode);
      }
      call.task().setUmask(~allowed & MASK);
    }
    call.end(0);
  }

  private static String octal(int mask) {
    String digits = Integer.toOctalString(mask);
    return "0".repeat(4 - digits.length()) + digits;
  }

  private static String symbolic(int allowed) {
    return "u=" + rwx(allowed >> 6) + ",g=" + rwx(allowed >> 3) + ",o=" + rwx(allowed);
  }

  private static String rwx(int bits) {
    return ((bits & 4) != 0 ? "r" : "")
        + ((bits & 2) != 0 ? "w" : "")
        + ((bits & 1) != 0 ? "x" : "");
  }

  /** The permissions after symbolic changes, or -1 when they are none. */
  private static int change(int allowed, String text) {
    int result = allowed;
    for (String clause : text.split(",", -1)) {
      int at = 0;
      int who = 0;
      while (at < clause.length() && "ugoa".indexOf(clause.charAt(at)) >= 0) {
        who |=
            switch (clause.charAt(at++)) {
              case 'u' -> 0700;
              case 'g' -> 070;
              case 'o' -> 07;
              default -> MASK;
            };
      }
      if (at == clause.length() || "=+-".indexOf(clause.charAt(at)) < 0) {
        return -1;
      }
      char operator = clause.charAt(at++);
      int bits = 0;
      for (; at < clause.length(); at++) {
        int bit = "xwr".indexOf(clause.charAt(at));
        if (bit < 0) {
          return -1;
        }
        bits |= 0111 << bit;
      }
      int wanted = bits & (who == 0 ? MASK : who);
      result =
          switch (operator) {
            case '+' -> result | wanted;
            case '-' -> result & ~wanted;
            default -> (result & ~(who == 0 ? MASK : who)) | wanted;
          };
    }
    return result;
  }

  private static void ulimit(Call call) throws ShellError {
    char which = 'f';
    List<String> words = call.arguments();
    int first = 0;
    while (first < words.size()
        && words.get(first).startsWith("-")
        && words.get(first).length() > 1) {
      for (char c : words.get(first++).substring(1).toCharArray()) {
        if ("cdflmnstuvHS".indexOf(c) < 0) {
          throw call.isBash()
              ? ShellError.of(
                  2,
                  "-"
                      + c
                      + ": invalid option\nulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]")
              : ShellError.of(2, "illegal option -" + c);
        }
        which = c == 'H' || c == 'S' ? which : c;
      }
    }
    String limit =
        switch (which) {
          case 'n' -> "1024";
          case 's' -> "8192";
          case 'c' -> "0";
          case 'u' -> Integer.toString(Pipelines.MAX_TASKS);
          default -> "unlimited";
        };
    if (first == words.size()) {
      call.print(limit + "\n", 0);
    } else if (words.get(first).equals(limit)) {
      call.end(0);
    } else if (Names.isNumber(words.get(first)) || words.get(first).equals("unlimited")) {
      throw call.isBash()
          ? ShellError.of(1, "cannot modify limit: Operation not permitted")
          : ShellError.of(1, "error setting limit: Operation not permitted");
    } else {
      throw call.isBash()
          ? ShellError.of(1, words.get(first) + ": invalid number")
          : ShellError.of(2, "bad number");
    }
  }

  /** Of bash's many, the one that counts here. */
  private static void shopt(Call call) throws ShellError {
    Boolean on = null;
    for (String word : call.arguments()) {
      if (word.equals("-s") || word.equals("-u")) {
        on = word.equals("-s");
      } else if (word.startsWith("-")) {
        throw SetBuiltin.badOption(call, word.length() > 1 ? word.charAt(1) : '-');
      } else if (!word.equals("expand_aliases")) {
        throw ShellError.of(1, word + ": invalid shell option name");
      } else if (on != null) {
        call.shell().setExpandAliases(on);
      }
    }
    boolean set = call.shell().expandedAliases() != null;
    call.print(on == null ? "expand_aliases \t" + (set ? "on\n" : "off\n") : "", 0);
  }
}
