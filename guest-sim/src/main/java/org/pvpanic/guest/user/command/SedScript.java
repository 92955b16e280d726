package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.PosixPattern;

/** A sed script as read: commands in a row, blocks and branches as places to go to. */
final class SedScript {

  /** A command; which of the fields count is its letter's matter. */
  static final class Command {
    final SedRange range;
    final char letter;
    String text = "";
    @Nullable Pattern pattern;
    String replacement = "";
    boolean global;
    boolean prints;
    int nth = 1;
    int target;

    Command(SedRange range, char letter) {
      this.range = range;
      this.letter = letter;
    }
  }

  private final Call call;
  private final boolean extended;
  private final List<Command> commands = new ArrayList<>();
  private final List<Integer> blocks = new ArrayList<>(0);
  private final List<String> labels = new ArrayList<>(0);
  private final List<Integer> labelPlaces = new ArrayList<>(0);
  private int expressions;

  SedScript(Call call, boolean extended) {
    this.call = call;
    this.extended = extended;
  }

  List<Command> commands() {
    return commands;
  }

  /** Adds the text of one {@code -e}. */
  void add(String text) {
    expressions++;
    SedScanner in = new SedScanner(call, extended, text, expressions);
    in.skipSeparators();
    while (!in.isAtEnd()) {
      SedRange range = SedRange.read(in);
      if (in.isAtEnd()) {
        throw in.bad("missing command", "missing command");
      }
      body(new Command(range, in.take()), in);
      in.skipSeparators();
    }
  }

  /** Checks what can only be known at the end. */
  void finish() {
    if (!blocks.isEmpty()) {
      throw SedScanner.bad(call, expressions, 0, "unmatched `{'", "unterminated {");
    }
    for (Command command : commands) {
      if ("btT".indexOf(command.letter) >= 0) {
        command.target = command.text.isEmpty() ? commands.size() : place(command.text);
      }
    }
  }

  private int place(String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw call.fail(
          call.isBusybox()
              ? "can't find label for jump to '" + label + "'"
              : "-e expression #1, char 0: can't find label for jump to `" + label + "'");
    }
    return labelPlaces.get(index);
  }

  private void body(Command command, SedScanner in) {
    switch (command.letter) {
      case '#' -> {
        in.restOfLine();
        return;
      }
      case '{' -> {
        blocks.add(commands.size());
        commands.add(command);
        return;
      }
      case '}' -> {
        if (blocks.isEmpty()) {
          throw in.bad("unexpected `}'", "unexpected }");
        }
        commands.get(blocks.remove(blocks.size() - 1)).target = commands.size();
      }
      case 'a', 'i', 'c' -> text(command, in);
      case ':' -> {
        String label = in.word(false);
        if (label.isEmpty()) {
          throw in.bad("\":\" lacks a label", "need a label");
        }
        labels.add(label);
        labelPlaces.add(commands.size());
        return;
      }
      case 'b', 't', 'T' -> command.text = in.word(true);
      case 'r' -> {
        in.skipBlanks();
        command.text = in.restOfLine();
        if (command.text.isEmpty()) {
          throw in.bad("missing filename in r/R/w/W commands", "empty filename");
        }
      }
      case 's' -> substitution(command, in);
      case 'y' -> transliteration(command, in);
      case 'q', 'Q' -> {
        in.skipBlanks();
        command.target = (int) in.digits();
      }
      case 'l' -> {
        in.skipBlanks();
        boolean own = in.peek() >= '0' && in.peek() <= '9';
        command.target = own ? (int) Math.min(in.digits(), Integer.MAX_VALUE) : -1;
      }
      case '=', 'd', 'D', 'g', 'G', 'h', 'H', 'n', 'N', 'p', 'P', 'x' -> {}
      default ->
          throw in.bad(
              "unknown command: `" + command.letter + "'", "unsupported command " + command.letter);
    }
    if (command.letter != '}') {
      commands.add(command);
    }
    endOfCommand(in);
  }

  private static void endOfCommand(SedScanner in) {
    in.skipBlanks();
    if ("\n;}#".indexOf(in.peek()) < 0 && !in.isBusybox()) {
      throw in.badNext("extra characters after command", "");
    }
  }

  private static void text(Command command, SedScanner in) {
    in.skipBlanks();
    if (in.isAtEnd()) {
      throw in.bad("expected \\ after `a', `c' or `i'", "expected \\ after 'a', 'c' or 'i'");
    }
    if (in.sees('\\')) {
      in.skip();
      in.skipBlanks();
      if (in.sees('\n')) {
        in.skip();
      }
    }
    StringBuilder text = new StringBuilder();
    while (!in.isAtEnd() && !in.sees('\n')) {
      char c = in.take();
      if (c == '\\' && !in.isAtEnd()) {
        char next = in.take();
        text.append(next == 't' ? '\t' : next);
      } else {
        text.append(c);
      }
    }
    command.text = text + "\n";
  }

  private static void substitution(Command command, SedScanner in) {
    char delimiter = in.peek();
    in.skip();
    String regex = in.delimited(delimiter, true);
    String replacement = regex == null ? null : in.delimited(delimiter, false);
    if (regex == null || replacement == null) {
      throw in.badToEnd("unterminated `s' command", "unmatched '" + delimiter + "'");
    }
    boolean ignoreCase = false;
    boolean numbered = false;
    flags:
    while (!in.isAtEnd()) {
      char flag = in.take();
      switch (flag) {
        case 'g' -> {
          if (command.global && !in.isBusybox()) {
            throw in.bad("multiple `g' options to `s' command", "");
          }
          command.global = true;
        }
        case 'p' -> {
          if (command.prints && !in.isBusybox()) {
            throw in.bad("multiple `p' options to `s' command", "");
          }
          command.prints = true;
        }
        case 'i', 'I' -> ignoreCase = true;
        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
          in.untake();
          command.nth = (int) Math.min(in.digits(), Integer.MAX_VALUE);
          if (command.nth == 0 && !in.isBusybox()) {
            throw in.bad("number option to `s' command may not be zero", "");
          }
          if (numbered) {
            throw in.bad(
                "multiple number options to `s' command", "bad option in substitution expression");
          }
          numbered = true;
        }
        case ';', '\n', '}', '#', ' ', '\t' -> {
          in.untake();
          break flags;
        }
        case 'w' -> throw in.bad("missing filename in r/R/w/W commands", "empty filename");
        default -> throw in.bad("unknown option to `s'", "bad option in substitution expression");
      }
    }
    command.pattern = in.pattern(regex, ignoreCase);
    command.replacement = replacement;
    checkReferences(command, in);
  }

  private static void checkReferences(Command command, SedScanner in) {
    Pattern pattern = command.pattern;
    int groups = pattern == null ? 9 : PosixPattern.groups(pattern);
    String text = command.replacement;
    for (int i = 0; i + 1 < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        char c = text.charAt(++i);
        if (c >= '1' && c <= '9' && c - '0' > groups && !in.isBusybox()) {
          throw in.bad("invalid reference \\" + c + " on `s' command's RHS", "");
        }
      }
    }
  }

  private static void transliteration(Command command, SedScanner in) {
    char delimiter = in.peek();
    in.skip();
    String from = in.delimited(delimiter, false);
    String to = from == null ? null : in.delimited(delimiter, false);
    if (from == null || to == null) {
      throw in.badToEnd("unterminated `y' command", "unmatched '" + delimiter + "'");
    }
    String first = plain(from);
    String second = plain(to);
    if (first.length() != second.length() && !in.isBusybox()) {
      throw in.bad("strings for `y' command are different lengths", "");
    }
    command.text = first;
    command.replacement = second;
  }

  private static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c == '\\' && i + 1 < text.length() ? Escapes.simple(text.charAt(++i)) : c);
    }
    return out.toString();
  }
}
