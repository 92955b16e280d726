package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Word.BadSubstitution;
import org.pvpanic.guest.shell.Word.Calculation;
import org.pvpanic.guest.shell.Word.DoubleQuoted;
import org.pvpanic.guest.shell.Word.Operation;
import org.pvpanic.guest.shell.Word.Parameter;
import org.pvpanic.guest.shell.Word.Part;
import org.pvpanic.guest.shell.Word.Quoted;
import org.pvpanic.guest.shell.Word.Substitution;

/** Reads what a dollar sign or a backquote begins. */
final class DollarScanner {

  private final Source source;
  private final WordScanner words;

  DollarScanner(Source source, WordScanner words) {
    this.source = source;
    this.words = words;
  }

  /** The expansion whose dollar is next. */
  Part expansion(boolean quoted) throws Incomplete, SyntaxError {
    int start = source.at();
    source.take();
    int c = source.peek();
    if (c == '\'') {
      source.take();
      return new Quoted(AnsiQuotes.read(source, words));
    }
    if (c == '"') {
      source.take();
      return new DoubleQuoted(words.doubleQuoted());
    }
    source.enter();
    try {
      if (c == '(') {
        Part calculation = source.isNext("((") ? calculation(quoted) : null;
        return calculation == null ? substitution(quoted) : calculation;
      }
      if (c == '{') {
        source.take();
        return braces(start, quoted);
      }
    } finally {
      source.leave();
    }
    return plain(Names.isStart(c) ? name() : String.valueOf((char) source.take()), quoted);
  }

  private static Parameter plain(String name, boolean quoted) {
    return new Parameter(name, null, Operation.NONE, false, List.of(), null, quoted);
  }

  private String name() {
    int start = source.at();
    while (Names.isPart(source.peek())) {
      source.take();
    }
    return source.from(start);
  }

  private Part substitution(boolean quoted) throws Incomplete, SyntaxError {
    int line = source.line();
    source.take();
    Node script = new Parser(source, null).untilParenthesis(line);
    return new Substitution(script, quoted);
  }

  /** Null when it turns out to be commands that begin with a subshell. */
  private @Nullable Part calculation(boolean quoted) throws Incomplete, SyntaxError {
    int start = source.at();
    int line = source.line();
    source.skip(2);
    String text = expressionText();
    if (text != null) {
      Source inner = source.inner(text);
      return new Calculation(new WordScanner(inner).expansions(), quoted);
    }
    if (source.peek() == Source.END) {
      throw words.unclosed(')', line);
    }
    source.back(start);
    return null;
  }

  /** The text before two closing parentheses, which are taken, too; null when there are none. */
  @Nullable String expressionText() throws Incomplete, SyntaxError {
    int start = source.at();
    int depth = 0;
    while (true) {
      int c = source.peek();
      if (c == Source.END) {
        return null;
      }
      if (c == ')' && depth == 0) {
        if (source.peek(1) != ')') {
          return null;
        }
        String text = source.from(start);
        source.skip(2);
        return text;
      }
      if (c == '$' && (source.peek(1) == '(' || source.peek(1) == '{')) {
        expansion(true);
      } else if (c == '`') {
        backquoted(true);
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        source.take();
      }
    }
  }

  /** Commands in backquotes, the first of which is next. */
  Part backquoted(boolean quoted) throws Incomplete, SyntaxError {
    int line = source.line();
    source.take();
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = source.take();
      if (c == '`') {
        break;
      }
      if (c == '\\') {
        int next = source.peek();
        boolean special = next == '`' || next == '\\' || next == '$' || (quoted && next == '"');
        c = special ? source.take() : c;
      }
      if (c == Source.END) {
        throw words.openBackquote(line);
      }
      text.append((char) c);
    }
    source.enter();
    Source inner = source.inner(text.toString());
    source.leave();
    return new Substitution(new Parser(inner, null).all(), quoted);
  }

  /** A parameter in braces, behind the opening one. */
  private Part braces(int start, boolean quoted) throws Incomplete, SyntaxError {
    int line = source.line();
    boolean bash = source.dialect().isBash();
    Operation prefix = Operation.NONE;
    if (source.peek() == '#' && lengthFollows()) {
      source.take();
      prefix = Operation.LENGTH;
    } else if (bash && source.peek() == '!' && Names.isStart(source.peek(1))) {
      source.take();
      prefix = Operation.INDIRECT;
    }
    String name = parameterName();
    Word subscript = null;
    if (bash && source.peek() == '[' && Names.isName(name)) {
      source.take();
      int from = source.at();
      List<Part> parts = words.argument("]", quoted, false);
      subscript = new Word(source.from(from), parts);
      source.take();
    }
    if (source.peek() == Source.END || (source.peek() == '\n' && !bash && source.isComplete())) {
      throw words.unclosed('}', line);
    }
    if (!name.isEmpty() && source.peek() == '}') {
      source.take();
      return new Parameter(name, subscript, prefix, false, List.of(), null, quoted);
    }
    Parameter read =
        name.isEmpty() || prefix == Operation.LENGTH ? null : operation(name, subscript, quoted);
    if (read == null || source.peek() != '}') {
      return bad(start, line, quoted);
    }
    source.take();
    return read;
  }

  /** {@code #} asks for a length when a whole parameter follows. */
  private boolean lengthFollows() {
    int c = source.peek(1);
    if (Names.isSpecial(c)) {
      return source.peek(2) == '}';
    }
    return Names.isPart(c);
  }

  private String parameterName() {
    int c = source.peek();
    if (Names.isSpecial(c)) {
      source.take();
      return String.valueOf((char) c);
    }
    if (Names.isDigit(c)) {
      int start = source.at();
      while (Names.isDigit(source.peek())) {
        source.take();
      }
      return source.from(start);
    }
    return name();
  }

  private @Nullable Parameter operation(String name, @Nullable Word subscript, boolean quoted)
      throws Incomplete, SyntaxError {
    boolean colon = source.peek() == ':';
    if (colon) {
      source.take();
    }
    int c = source.peek();
    Operation operation =
        switch (c) {
          case '-' -> Operation.DEFAULT;
          case '=' -> Operation.ASSIGN;
          case '?' -> Operation.ERROR;
          case '+' -> Operation.ALTERNATIVE;
          default -> null;
        };
    if (operation != null) {
      source.take();
      List<Part> argument = words.argument("}", quoted, false);
      return new Parameter(name, subscript, operation, colon, argument, null, quoted);
    }
    return colon ? substring(name, subscript, quoted) : pattern(name, subscript, quoted, c);
  }

  private Parameter substring(String name, @Nullable Word subscript, boolean quoted)
      throws Incomplete, SyntaxError {
    List<Part> offset = words.argument(":}", true, false);
    List<Part> length = null;
    if (source.peek() == ':') {
      source.take();
      length = words.argument("}", true, false);
    }
    return new Parameter(name, subscript, Operation.SUBSTRING, false, offset, length, quoted);
  }

  private @Nullable Parameter pattern(String name, @Nullable Word subscript, boolean quoted, int c)
      throws Incomplete, SyntaxError {
    boolean twice = source.peek(1) == c;
    boolean bash = source.dialect().isBash();
    Operation operation =
        switch (c) {
          case '#' -> twice ? Operation.REMOVE_LONGEST_PREFIX : Operation.REMOVE_PREFIX;
          case '%' -> twice ? Operation.REMOVE_LONGEST_SUFFIX : Operation.REMOVE_SUFFIX;
          case '/' -> twice ? Operation.REPLACE_ALL : Operation.REPLACE;
          case '^' -> !bash ? null : twice ? Operation.UPPER : Operation.UPPER_FIRST;
          case ',' -> !bash ? null : twice ? Operation.LOWER : Operation.LOWER_FIRST;
          default -> null;
        };
    if (operation == null) {
      return null;
    }
    source.skip(twice ? 2 : 1);
    boolean replaces = operation == Operation.REPLACE || operation == Operation.REPLACE_ALL;
    List<Part> pattern = words.argument(replaces ? "/}" : "}", quoted, true);
    List<Part> replacement = null;
    if (replaces && source.peek() == '/') {
      source.take();
      replacement = words.argument("}", quoted, false);
    }
    return new Parameter(name, subscript, operation, false, pattern, replacement, quoted);
  }

  /** The rest up to the closing brace belongs to what cannot be understood. */
  private BadSubstitution bad(int start, int line, boolean quoted) throws Incomplete, SyntaxError {
    words.argument("}", quoted, false);
    source.take();
    return new BadSubstitution(source.from(start), line);
  }
}
