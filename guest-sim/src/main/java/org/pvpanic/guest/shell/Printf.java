package org.pvpanic.guest.shell;

import java.util.List;
import java.util.Locale;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;

/** printf, builtin of shells and program. */
public final class Printf {

  /** A field cannot be wider here: real memory would not suffice, either. */
  private static final int MAX_WIDTH = 1 << 16;

  private final Dialect dialect;
  private final List<String> arguments;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder errors = new StringBuilder();
  private final String who;
  private int next;
  private int status;
  private boolean stopped;
  private boolean missing;

  private Printf(Dialect dialect, List<String> arguments, String who) {
    this.dialect = dialect;
    this.arguments = arguments;
    this.who = who;
  }

  /** The program /usr/bin/printf. */
  public static Program program(Dialect dialect) {
    return (task, words) -> {
      if (words.size() < 2) {
        String usage =
            dialect.isBash()
                ? "printf: missing operand\nTry 'printf --help' for more information.\n"
                : "printf: usage: printf FORMAT [ARGUMENT...]\n";
        task.printAndExit(Task.STDERR, usage, dialect.isBash() ? 1 : 2);
        return;
      }
      int first = words.get(1).equals("--") ? 2 : 1;
      Printf run =
          new Printf(
              dialect, words.subList(Math.min(first + 1, words.size()), words.size()), "printf: ");
      run.format(first < words.size() ? words.get(first) : "");
      task.print(
          Task.STDERR,
          run.errors.toString(),
          () ->
              Output.write(
                  task,
                  "printf: write error: ",
                  Text.bytes(run.out.toString()),
                  run.status,
                  task::exit));
    };
  }

  static void run(Call call) throws ShellError {
    List<String> words = call.arguments();
    String variable = null;
    if (call.isBash() && words.size() > 1 && words.get(0).equals("-v")) {
      variable = words.get(1);
      words = words.subList(2, words.size());
    }
    if (!words.isEmpty() && words.get(0).equals("--")) {
      words = words.subList(1, words.size());
    }
    if (words.isEmpty()) {
      call.complainPlainly(
          call.isBash()
              ? "printf: usage: printf [-v var] format [arguments]\n"
              : "sh: usage: printf FORMAT [ARGUMENT...]\n",
          2);
      return;
    }
    String who = call.isBash() ? call.shell().error("printf", "").stripTrailing() + " " : "sh: ";
    Printf run = new Printf(call.shell().dialect(), words.subList(1, words.size()), who);
    run.format(words.get(0));
    String text = run.out.toString();
    String target = variable;
    if (target != null) {
      call.shell().variables().set(target, text);
      call.complainPlainly(run.errors.toString(), run.status);
    } else {
      call.task().print(Task.STDERR, run.errors.toString(), () -> call.print(text, run.status));
    }
  }

  /** The format is used again while arguments are left. */
  private void format(String format) {
    int before;
    do {
      before = next;
      once(format);
    } while (!stopped && next < arguments.size() && next > before);
  }

  private void once(String format) {
    int at = 0;
    while (at < format.length() && !stopped) {
      char c = format.charAt(at++);
      if (c == '\\' && at < format.length()) {
        if (format.charAt(at) == 'c') {
          stopped = true;
        } else {
          at = Escapes.format(format, at, out);
        }
      } else if (c == '%' && format.startsWith("%", at)) {
        out.append('%');
        at++;
      } else if (c == '%') {
        at = conversion(format, at);
      } else {
        out.append(c);
      }
    }
  }

  private String argument() {
    missing = next >= arguments.size();
    return next < arguments.size() ? arguments.get(next++) : "";
  }

  private int conversion(String format, int start) {
    int at = start;
    while (at < format.length() && "-+ #0".indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    StringBuilder flags = new StringBuilder(format.substring(start, at));
    int[] place = {at};
    int width = number(format, place);
    if (width < 0) {
      flags.append('-');
      width = -width;
    }
    int precision = -1;
    if (format.startsWith(".", place[0])) {
      place[0]++;
      precision = Math.max(-1, number(format, place));
    }
    at = place[0];
    int letters = at;
    while (at < format.length()
        && "hlLqjzt".indexOf(format.charAt(at)) >= 0
        && !isLast(format, at)) {
      at++;
    }
    if (at == format.length()) {
      invalid(format, start, letters, at);
      return at;
    }
    Spec spec = new Spec(flags.toString(), width, precision, format.charAt(at));
    if (!convert(spec)) {
      invalid(format, start, letters, at);
    }
    return at + 1;
  }

  /** {@code %q} is a conversion, where nothing follows the letter. */
  private boolean isLast(String format, int at) {
    return format.charAt(at) == 'q' && dialect.isBash();
  }

  private int number(String format, int[] place) {
    if (format.startsWith("*", place[0])) {
      place[0]++;
      return (int) Math.max(-MAX_WIDTH, Math.min(MAX_WIDTH, integer(argument())));
    }
    int value = 0;
    while (place[0] < format.length() && Names.isDigit(format.charAt(place[0]))) {
      value = Math.min(MAX_WIDTH, value * 10 + format.charAt(place[0]++) - '0');
    }
    return value;
  }

  private void invalid(String format, int start, int letters, int at) {
    stopped = true;
    status = 1;
    if (!dialect.isBash()) {
      errors.append(who).append('%').append(format, start, letters).append(format.substring(at));
      errors.append(": invalid format\n");
    } else if (at == format.length()) {
      errors.append(who).append('`').append(format.substring(start - 1));
      errors.append("': missing format character\n");
    } else {
      errors.append(who).append('`').append(format.charAt(at));
      errors.append("': invalid format character\n");
    }
  }

  /** A conversion with its flags. */
  private record Spec(String flags, int width, int precision, char type) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  private boolean convert(Spec spec) {
    switch (spec.type()) {
      case 's' -> pad(cut(argument(), spec), spec, false);
      case 'b' -> {
        StringBuilder text = new StringBuilder();
        stopped = Escapes.replace(argument(), true, text);
        pad(cut(text.toString(), spec), spec, false);
      }
      case 'c' -> {
        String text = argument();
        pad(text.isEmpty() ? dialect.isBash() ? "" : "\0" : text.substring(0, 1), spec, false);
      }
      case 'q' -> {
        if (!dialect.isBash()) {
          return false;
        }
        pad(ShellQuote.quoted(argument()), spec, false);
      }
      case 'd', 'i' -> signed(integer(argument()), spec);
      case 'u', 'o', 'x', 'X' -> unsigned(integer(argument()), spec);
      case 'e', 'E', 'f', 'F', 'g', 'G' -> floating(spec);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String cut(String text, Spec spec) {
    boolean cut = spec.precision() >= 0 && spec.precision() < text.length();
    return cut ? text.substring(0, spec.precision()) : text;
  }

  private void pad(String text, Spec spec, boolean number) {
    int missing = spec.width() - text.codePointCount(0, text.length());
    if (missing <= 0) {
      out.append(text);
    } else if (spec.has('-')) {
      out.append(text).append(" ".repeat(missing));
    } else if (number && spec.has('0') && (spec.precision() < 0 || isFloating(spec))) {
      int sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
      int prefix = text.startsWith("0x", sign) || text.startsWith("0X", sign) ? sign + 2 : sign;
      out.append(text, 0, prefix).append("0".repeat(missing)).append(text.substring(prefix));
    } else {
      out.append(" ".repeat(missing)).append(text);
    }
  }

  private static boolean isFloating(Spec spec) {
    return "eEfFgG".indexOf(spec.type()) >= 0;
  }

  private void signed(long value, Spec spec) {
    String digits =
        value == Long.MIN_VALUE ? "9223372036854775808" : Long.toString(Math.abs(value));
    pad(sign(value < 0, spec) + atLeast(digits, spec), spec, true);
  }

  private static String sign(boolean negative, Spec spec) {
    return negative ? "-" : spec.has('+') ? "+" : spec.has(' ') ? " " : "";
  }

  private static String atLeast(String digits, Spec spec) {
    return "0".repeat(Math.max(0, spec.precision() - digits.length())) + digits;
  }

  private void unsigned(long value, Spec spec) {
    String digits =
        switch (spec.type()) {
          case 'o' -> (spec.has('#') ? "0" : "") + Long.toOctalString(value);
          case 'x' -> Long.toHexString(value);
          case 'X' -> Long.toHexString(value).toUpperCase(Locale.ROOT);
          default -> Long.toUnsignedString(value);
        };
    boolean hex = spec.type() == 'x' || spec.type() == 'X';
    String prefix = hex && spec.has('#') && value != 0 ? "0" + spec.type() : "";
    pad(prefix + atLeast(digits, spec), spec, true);
  }

  private void floating(Spec spec) {
    String text = argument().strip();
    double value = 0;
    try {
      value = text.isEmpty() ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      complain(text);
    }
    int precision = spec.precision() < 0 ? 6 : spec.precision();
    String digits = FloatText.text(Math.abs(value), precision, spec.type(), spec.has('#'));
    pad(sign(value < 0 || isNegativeZero(value), spec) + digits, spec, true);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }

  private long integer(String given) {
    String text = given.stripLeading();
    if (text.isEmpty()) {
      if (!dialect.isBash() && !missing) {
        complain(given);
      }
      return 0;
    }
    char first = text.charAt(0);
    if (first == '"' || first == '\'') {
      return text.length() > 1 ? text.codePointAt(1) : 0;
    }
    Long value = PrintfNumber.parse(text);
    if (value == null) {
      complain(given);
      Long prefix = dialect.isBash() ? PrintfNumber.parse(PrintfNumber.prefix(text)) : null;
      return prefix == null ? 0 : prefix;
    }
    return value;
  }

  private void complain(String text) {
    status = 1;
    errors
        .append(who)
        .append(dialect.isBash() ? text + ": invalid number" : "invalid number '" + text + "'")
        .append('\n');
  }
}
