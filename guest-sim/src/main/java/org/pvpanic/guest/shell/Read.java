package org.pvpanic.guest.shell;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;

/** read: a line of input, split into variables. It takes no byte behind the line's end. */
final class Read {

  private static final double NS = 1e9;
  private static final int MAX_LINE = 1 << 20;

  private final Call call;
  private final Interpreter shell;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private List<String> names = List.of();
  private boolean raw;
  private String prompt = "";
  private int descriptor;
  private int delimiter = '\n';
  private int most = Integer.MAX_VALUE;
  private boolean exactly;
  private double timeout = -1;
  private String array = "";
  private boolean over;

  Read(Call call) {
    this.call = call;
    this.shell = call.shell();
  }

  void run() throws ShellError {
    options();
    for (String name : names) {
      if (!Names.isName(name)) {
        if (!call.isBash()) {
          call.complainAsApplet("read: '" + name + "': bad variable name", 1);
          return;
        }
        throw ShellError.of(1, "`" + name + "': not a valid identifier");
      }
    }
    OpenFile file = call.task().file(descriptor);
    if (file == null) {
      if (call.isBash()) {
        throw ShellError.of(1, descriptor + ": invalid file descriptor: Bad file descriptor");
      }
      call.complainAsApplet("read error: Bad file descriptor", 1);
      return;
    }
    boolean ask = !prompt.isEmpty() && FileTests.isTerminal(call.task(), descriptor);
    call.task()
        .print(
            Task.STDERR,
            ask || !call.isBash() ? prompt : "",
            () -> {
              if (timeout >= 0) {
                call.task()
                    .kernel()
                    .after((long) (timeout * NS), () -> call.task().then(() -> finish(142)));
              }
              shell.onInterrupt(() -> interrupted(file));
              next(file);
            });
  }

  private void interrupted(OpenFile file) {
    if (!over) {
      over = true;
      if (file instanceof Tty tty) {
        tty.cancelRead(call.task());
      }
      call.end(128 + Signals.INT);
    }
  }

  private void options() throws ShellError {
    List<String> words = call.arguments();
    String letters = call.isBash() ? "rsea:d:i:n:N:p:t:u:" : "rsn:p:t:u:d:";
    int first = 0;
    while (first < words.size()
        && words.get(first).startsWith("-")
        && words.get(first).length() > 1) {
      String word = words.get(first++);
      if (word.equals("--")) {
        break;
      }
      for (int i = 1; i < word.length(); i++) {
        char c = word.charAt(i);
        int known = c == ':' ? -1 : letters.indexOf(c);
        if (known < 0) {
          throw SetBuiltin.badOption(call, c);
        }
        if (known + 1 < letters.length() && letters.charAt(known + 1) == ':') {
          String value = word.substring(i + 1);
          if (value.isEmpty()) {
            if (first == words.size()) {
              throw call.isBash()
                  ? ShellError.of(2, "-" + c + ": option requires an argument")
                  : ShellError.of(2, "no arg for -" + c + " option");
            }
            value = words.get(first++);
          }
          option(c, value);
          break;
        }
        raw |= c == 'r';
      }
    }
    names = words.subList(first, words.size());
  }

  private void option(char letter, String value) throws ShellError {
    switch (letter) {
      case 'p' -> prompt = value;
      case 'a' -> array = value;
      case 'd' -> delimiter = value.isEmpty() ? 0 : Text.bytes(value)[0];
      case 'n', 'N' -> {
        most = count(value);
        exactly = letter == 'N';
      }
      case 'u' -> descriptor = count(value);
      case 't' -> {
        try {
          timeout = Double.parseDouble(value);
        } catch (NumberFormatException e) {
          throw ShellError.of(
              1, call.isBash() ? value + ": invalid timeout specification" : "invalid timeout");
        }
      }
      default -> {}
    }
  }

  private int count(String text) throws ShellError {
    if (!Names.isNumber(text) || text.length() > 8) {
      throw ShellError.of(1, call.isBash() ? text + ": invalid number" : "invalid count");
    }
    return Integer.parseInt(text);
  }

  private void next(OpenFile file) {
    if (line.size() >= most || line.size() > MAX_LINE) {
      finish(0);
      return;
    }
    file.read(
        call.task(),
        1,
        bytes -> {
          if (over) {
            return;
          }
          if (bytes.length == 0) {
            finish(1);
          } else if (bytes[0] == delimiter && !exactly && !endsEscaped()) {
            finish(0);
          } else {
            line.write(bytes[0]);
            next(file);
          }
        },
        errno -> {
          if (!over) {
            over = true;
            call.complainPlainly(
                call.isBash()
                    ? shell.error("read", "read error: " + descriptor + ": " + errno.message())
                    : "",
                1);
          }
        });
  }

  /** Whether a backslash makes the next newline part of the line. */
  private boolean endsEscaped() {
    if (raw) {
      return false;
    }
    byte[] bytes = line.toByteArray();
    int count = 0;
    while (count < bytes.length && bytes[bytes.length - 1 - count] == '\\') {
      count++;
    }
    return count % 2 == 1;
  }

  private void finish(int status) {
    if (over) {
      return;
    }
    over = true;
    shell.onInterrupt(null);
    try {
      assign();
      call.end(status);
    } catch (ShellError e) {
      call.complainPlainly(shell.error(call.isBash() ? null : "read", e.text()), e.status());
    }
  }

  /** The line with what backslashes escape marked as quoted. */
  private Marked marked() {
    String text = Text.of(line.toByteArray()).replace("\0", "");
    Marked marked = new Marked();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || raw) {
        marked.add(c, Marked.EXPANDED);
      } else if (++i < text.length() && text.charAt(i) != '\n') {
        marked.add(text.charAt(i), Marked.QUOTED);
      }
    }
    return marked;
  }

  private void assign() throws ShellError {
    Marked text = marked();
    String ifs = shell.variables().get("IFS", " \t\n");
    if (!array.isEmpty()) {
      SortedMap<Integer, String> elements = shell.variables().writable(array).makeArray();
      elements.clear();
      for (Marked field : FieldSplitter.split(text, ifs)) {
        shell.variables().setElement(array, elements.size(), field.text(""));
      }
    } else if (names.isEmpty() || exactly) {
      String name = names.isEmpty() ? "REPLY" : names.get(0);
      shell.variables().set(name, text.text(""));
      for (String other : names.isEmpty() ? names : names.subList(1, names.size())) {
        shell.variables().set(other, "");
      }
    } else {
      List<String> fields = ReadFields.split(text, ifs, names.size());
      for (int i = 0; i < names.size(); i++) {
        shell.variables().set(names.get(i), i < fields.size() ? fields.get(i) : "");
      }
    }
  }

  /** Splits a line so that the last variable gets the rest. */
  private static final class ReadFields {
    private ReadFields() {}

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t' || c == '\n';
    }

    static List<String> split(Marked text, String ifs, int count) {
      List<String> fields = new ArrayList<>(count);
      int at = skip(text, 0, ifs);
      while (fields.size() + 1 < count && at < text.length()) {
        StringBuilder field = new StringBuilder();
        while (at < text.length() && !separates(text, at, ifs)) {
          field.append(text.at(at++));
        }
        fields.add(field.toString());
        at = skip(text, at, ifs);
        // behind a field one separator that is no blank belongs to it
        if (at < text.length() && separates(text, at, ifs) && !isBlank(text.at(at))) {
          at = skip(text, at + 1, ifs);
        }
      }
      if (at < text.length() || fields.size() < count) {
        fields.add(last(text, at, ifs));
      }
      return fields;
    }

    private static boolean separates(Marked text, int at, String ifs) {
      return !text.isQuoted(at) && ifs.indexOf(text.at(at)) >= 0;
    }

    private static int skip(Marked text, int from, String ifs) {
      int at = from;
      while (at < text.length() && separates(text, at, ifs) && isBlank(text.at(at))) {
        at++;
      }
      return at;
    }

    /**
     * The rest without blanks at its end; a single separator that ends its only field goes, too.
     */
    private static String last(Marked text, int from, String ifs) {
      int end = text.length();
      while (end > from && separates(text, end - 1, ifs) && isBlank(text.at(end - 1))) {
        end--;
      }
      if (end > from && separates(text, end - 1, ifs)) {
        boolean only = true;
        for (int i = from; i < end - 1; i++) {
          only &= !separates(text, i, ifs);
        }
        end = only ? end - 1 : end;
      }
      StringBuilder out = new StringBuilder();
      for (int i = from; i < end; i++) {
        out.append(text.at(i));
      }
      return out.toString();
    }
  }
}
