package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.PosixPattern;

/** A sed script as read: commands in a row, blocks and branches as places to go to. */
final class SedScript {

  /** Which lines an address means. */
  enum Kind {
    LINE,
    LAST,
    MATCH,
    STEP,
    PLUS
  }

  /**
   * An address.
   *
   * @param first a line, or the first one of a step
   * @param step the step
   */
  record Address(Kind kind, long first, long step, @Nullable Pattern pattern) {}

  /** A command; which of the fields count is its letter's matter. */
  static final class Command {
    @Nullable Address from;
    @Nullable Address to;
    boolean not;
    char letter;
    String text = "";
    @Nullable Pattern pattern;
    String replacement = "";
    boolean global;
    boolean prints;
    int nth = 1;
    int target;
    boolean inRange;
    long rangeEnd;
  }

  private final Call call;
  private final boolean extended;
  private final List<Command> commands = new ArrayList<>();
  private final List<Integer> blocks = new ArrayList<>(0);
  private final List<String> labels = new ArrayList<>(0);
  private final List<Integer> labelPlaces = new ArrayList<>(0);
  private String source = "";
  private int at;
  private int number;

  SedScript(Call call, boolean extended) {
    this.call = call;
    this.extended = extended;
  }

  List<Command> commands() {
    return commands;
  }

  /** Adds the text of one {@code -e}. */
  void add(String text) {
    source = text;
    at = 0;
    number++;
    while (true) {
      while (at < source.length()
          && (Text.isSpace(source.charAt(at)) || source.charAt(at) == ';')) {
        at++;
      }
      if (at == source.length()) {
        return;
      }
      command();
    }
  }

  /** Checks what can only be known at the end. */
  void finish() {
    if (!blocks.isEmpty()) {
      at = 0;
      throw bad("unmatched `{'", "unterminated {");
    }
    for (Command command : commands) {
      if ("btT".indexOf(command.letter) >= 0) {
        int label = labels.indexOf(command.text);
        if (!command.text.isEmpty() && label < 0) {
          throw call.isBusybox()
              ? call.fail("can't find label for jump to '" + command.text + "'")
              : call.fail(
                  "-e expression #1, char 0: can't find label for jump to `" + command.text + "'");
        }
        command.target = command.text.isEmpty() ? commands.size() : labelPlaces.get(label);
      }
    }
  }

  private Exit bad(String gnu, String busybox) {
    return call.fail(
        call.isBusybox() ? busybox : "-e expression #" + number + ", char " + at + ": " + gnu);
  }

  private void command() {
    Command command = new Command();
    command.from = address();
    if (command.from != null) {
      skipBlanks();
      if (peek() == ',') {
        at++;
        skipBlanks();
        command.to = secondAddress();
        if (command.to == null) {
          at++;
          throw bad("unexpected `,'", "no address after comma");
        }
      }
    }
    Address from = command.from;
    if (from != null && from.kind() == Kind.LINE && from.first() == 0) {
      boolean untilMatch = command.to != null && command.to.kind() == Kind.MATCH;
      if (!untilMatch && !call.isBusybox()) {
        at++;
        throw bad("invalid usage of line address 0", "");
      }
    }
    skipBlanks();
    while (peek() == '!') {
      at++;
      command.not = true;
      skipBlanks();
    }
    if (at == source.length()) {
      throw bad("missing command", "missing command");
    }
    command.letter = source.charAt(at++);
    body(command);
  }

  private char peek() {
    return at < source.length() ? source.charAt(at) : '\n';
  }

  private void skipBlanks() {
    while (at < source.length() && Text.isBlank(source.charAt(at))) {
      at++;
    }
  }

  private @Nullable Address address() {
    char c = peek();
    if (at == source.length()) {
      return null;
    }
    if (c >= '0' && c <= '9') {
      long first = digits();
      if (peek() == '~' && !call.isBusybox()) {
        at++;
        return new Address(Kind.STEP, first, digits(), null);
      }
      return new Address(Kind.LINE, first, 0, null);
    }
    if (c == '$') {
      at++;
      return new Address(Kind.LAST, 0, 0, null);
    }
    if (c == '/' || c == '\\') {
      at += c == '\\' ? 2 : 1;
      char delimiter = at <= source.length() ? source.charAt(at - 1) : '/';
      String text = delimited(delimiter, true);
      if (text == null) {
        throw bad("unterminated address regex", "unmatched '" + delimiter + "'");
      }
      boolean ignoreCase = peek() == 'I' && at < source.length();
      at += ignoreCase ? 1 : 0;
      return new Address(Kind.MATCH, 0, 0, pattern(text, ignoreCase));
    }
    return null;
  }

  private @Nullable Address secondAddress() {
    if (at < source.length() && peek() == '+') {
      at++;
      return new Address(Kind.PLUS, digits(), 0, null);
    }
    return address();
  }

  private long digits() {
    int from = at;
    while (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9') {
      at++;
    }
    Long value = Numbers.decimal(source.substring(from, at));
    return value == null ? 0 : value;
  }

  /** The text up to a delimiter, which is skipped; null when there is none. */
  private @Nullable String delimited(char delimiter, boolean regex) {
    StringBuilder text = new StringBuilder();
    boolean brackets = false;
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == '\\' && at < source.length() && !brackets) {
        char next = source.charAt(at++);
        if (next == delimiter) {
          text.append(regex || next != '&' ? "" : "\\").append(next);
        } else if (next == 'n' && regex) {
          text.append('\n');
        } else {
          text.append('\\').append(next);
        }
        continue;
      }
      if (c == delimiter && !brackets) {
        return text.toString();
      }
      if (regex && c == '[' && !brackets) {
        brackets = true;
        text.append(c);
        if (at < source.length() && source.charAt(at) == '^') {
          text.append(source.charAt(at++));
        }
        if (at < source.length() && source.charAt(at) == ']') {
          text.append(source.charAt(at++));
        }
        continue;
      }
      brackets &= c != ']';
      text.append(c);
    }
    return null;
  }

  private @Nullable Pattern pattern(String text, boolean ignoreCase) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return PosixPattern.compile(text, extended, ignoreCase);
    } catch (PosixPattern.Malformed e) {
      throw bad(e.text(), "bad regex '" + text + "': " + e.text());
    }
  }

  private void body(Command command) {
    switch (command.letter) {
      case '#' -> {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
        return;
      }
      case '{' -> {
        blocks.add(commands.size());
        commands.add(command);
        return;
      }
      case '}' -> {
        if (blocks.isEmpty()) {
          throw bad("unexpected `}'", "unexpected }");
        }
        commands.get(blocks.remove(blocks.size() - 1)).target = commands.size();
      }
      case 'a', 'i', 'c' -> text(command);
      case ':' -> {
        String label = word(false);
        if (label.isEmpty()) {
          throw bad("\":\" lacks a label", "need a label");
        }
        labels.add(label);
        labelPlaces.add(commands.size());
        return;
      }
      case 'b', 't', 'T' -> command.text = word(true);
      case 'r' -> {
        skipBlanks();
        int end = source.indexOf('\n', at);
        end = end < 0 ? source.length() : end;
        command.text = source.substring(at, end);
        at = end;
        if (command.text.isEmpty()) {
          throw bad("missing filename in r/R/w/W commands", "empty filename");
        }
      }
      case 's' -> substitution(command);
      case 'y' -> transliteration(command);
      case 'q', 'Q', 'l' -> {
        skipBlanks();
        command.target = (int) digits();
      }
      case '=', 'd', 'D', 'g', 'G', 'h', 'H', 'n', 'N', 'p', 'P', 'x' -> {}
      default ->
          throw bad(
              "unknown command: `" + command.letter + "'", "unsupported command " + command.letter);
    }
    if (command.letter != '}') {
      commands.add(command);
    }
    endOfCommand();
  }

  private void endOfCommand() {
    skipBlanks();
    if (at < source.length() && "\n;}#".indexOf(source.charAt(at)) < 0) {
      if (call.isBusybox()) {
        return;
      }
      at++;
      throw bad("extra characters after command", "");
    }
  }

  private String word(boolean braceEnds) {
    skipBlanks();
    int from = at;
    while (at < source.length()
        && source.charAt(at) != '\n'
        && source.charAt(at) != ';'
        && !(source.charAt(at) == '}' && braceEnds)) {
      at++;
    }
    return source.substring(from, at).trim();
  }

  private void text(Command command) {
    skipBlanks();
    if (at == source.length()) {
      throw bad("expected \\ after `a', `c' or `i'", "expected \\ after 'a', 'c' or 'i'");
    }
    if (peek() == '\\') {
      at++;
      skipBlanks();
      at += peek() == '\n' && at < source.length() ? 1 : 0;
    }
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != '\n') {
      char c = source.charAt(at++);
      if (c == '\\' && at < source.length()) {
        char next = source.charAt(at++);
        text.append(next == 't' ? '\t' : next);
      } else {
        text.append(c);
      }
    }
    command.text = text + "\n";
  }

  private void substitution(Command command) {
    char delimiter = peek();
    at++;
    String regex = delimited(delimiter, true);
    String replacement = regex == null ? null : delimited(delimiter, false);
    if (regex == null || replacement == null) {
      at = source.length();
      throw bad("unterminated `s' command", "unmatched '" + delimiter + "'");
    }
    boolean ignoreCase = false;
    boolean numbered = false;
    flags:
    while (at < source.length()) {
      char flag = source.charAt(at++);
      switch (flag) {
        case 'g' -> {
          if (command.global && !call.isBusybox()) {
            throw bad("multiple `g' options to `s' command", "");
          }
          command.global = true;
        }
        case 'p' -> {
          if (command.prints && !call.isBusybox()) {
            throw bad("multiple `p' options to `s' command", "");
          }
          command.prints = true;
        }
        case 'i', 'I' -> ignoreCase = true;
        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
          at--;
          command.nth = (int) Math.min(digits(), Integer.MAX_VALUE);
          if (command.nth == 0 && !call.isBusybox()) {
            throw bad("number option to `s' command may not be zero", "");
          }
          if (numbered) {
            throw bad(
                "multiple number options to `s' command", "bad option in substitution expression");
          }
          numbered = true;
        }
        case ';', '\n', '}', '#', ' ', '\t' -> {
          at--;
          break flags;
        }
        case 'w' -> throw bad("missing filename in r/R/w/W commands", "empty filename");
        default -> throw bad("unknown option to `s'", "bad option in substitution expression");
      }
    }
    command.pattern = pattern(regex, ignoreCase);
    command.replacement = replacement;
    checkReferences(command);
  }

  private void checkReferences(Command command) {
    Pattern pattern = command.pattern;
    int groups = pattern == null ? 9 : PosixPattern.groups(pattern);
    String text = command.replacement;
    for (int i = 0; i + 1 < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        char c = text.charAt(++i);
        if (c >= '1' && c <= '9' && c - '0' > groups && !call.isBusybox()) {
          throw bad("invalid reference \\" + c + " on `s' command's RHS", "");
        }
      }
    }
  }

  private void transliteration(Command command) {
    char delimiter = peek();
    at++;
    String from = delimited(delimiter, false);
    String to = from == null ? null : delimited(delimiter, false);
    if (from == null || to == null) {
      at = source.length();
      throw bad("unterminated `y' command", "unmatched '" + delimiter + "'");
    }
    String first = plain(from);
    String second = plain(to);
    if (first.length() != second.length() && !call.isBusybox()) {
      throw bad("strings for `y' command are different lengths", "");
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
