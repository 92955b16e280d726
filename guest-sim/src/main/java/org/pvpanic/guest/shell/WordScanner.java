package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.shell.Word.DoubleQuoted;
import org.pvpanic.guest.shell.Word.Elements;
import org.pvpanic.guest.shell.Word.Literal;
import org.pvpanic.guest.shell.Word.Part;
import org.pvpanic.guest.shell.Word.Quoted;

/** Reads words with their quotes and expansions (POSIX.1-2017, Shell Command Language, 2.2). */
final class WordScanner {

  /** What ends a word outside quotes. */
  private static final String METACHARACTERS = " \t\n;&|<>()";

  private final Source source;
  private final DollarScanner dollars;

  WordScanner(Source source) {
    this.source = source;
    this.dollars = new DollarScanner(source, this);
  }

  static boolean isMeta(int c) {
    return c == Source.END || METACHARACTERS.indexOf(c) >= 0;
  }

  /** The word that begins here. */
  Word word() throws Incomplete, SyntaxError {
    int start = source.at();
    List<Part> parts = new ArrayList<>(2);
    StringBuilder literal = new StringBuilder();
    while (true) {
      int c = source.peek();
      if (c == '(' && parts.isEmpty() && beginsArray(literal)) {
        endLiteral(literal, parts);
        parts.add(elements());
        return new Word(source.from(start), parts);
      }
      if (isMeta(c)) {
        break;
      }
      part(parts, literal);
    }
    endLiteral(literal, parts);
    return new Word(source.from(start), parts);
  }

  /** One character, quotation or expansion outside double quotes. */
  private void part(List<Part> parts, StringBuilder literal) throws Incomplete, SyntaxError {
    int c = source.peek();
    switch (c) {
      case '\'', '"', '$', '`' -> {
        if (c == '$' && !startsExpansion()) {
          literal.append((char) source.take());
          return;
        }
        endLiteral(literal, parts);
        parts.add(quotation(c));
      }
      case '\\' -> {
        source.take();
        escaped(parts, literal);
      }
      default -> literal.append((char) source.take());
    }
  }

  private Part quotation(int c) throws Incomplete, SyntaxError {
    return switch (c) {
      case '\'' -> {
        source.take();
        yield new Quoted(singleQuoted());
      }
      case '"' -> {
        source.take();
        yield new DoubleQuoted(doubleQuoted());
      }
      case '$' -> dollars.expansion(false);
      default -> dollars.backquoted(false);
    };
  }

  /** Whether a dollar is more than itself. */
  private boolean startsExpansion() {
    int c = source.peek(1);
    return c == '('
        || c == '{'
        || c == '\''
        || Names.isPart(c)
        || Names.isSpecial(c)
        || bashString(c);
  }

  /** bash's {@code $"text"}, which would be translated. */
  private boolean bashString(int c) {
    return c == '"' && source.dialect().isBash();
  }

  private void escaped(List<Part> parts, StringBuilder literal) throws Incomplete {
    int c = source.take();
    if (c == Source.END) {
      if (!source.isComplete()) {
        throw new Incomplete();
      }
      literal.append('\\');
    } else if (c == '\n') {
      if (source.peek() == Source.END && !source.isComplete()) {
        throw new Incomplete();
      }
    } else {
      endLiteral(literal, parts);
      parts.add(new Quoted(String.valueOf((char) c)));
    }
  }

  private boolean beginsArray(StringBuilder literal) {
    int length = literal.length();
    if (!source.dialect().isBash() || length < 2 || literal.charAt(length - 1) != '=') {
      return false;
    }
    int end = literal.charAt(length - 2) == '+' ? length - 2 : length - 1;
    return Names.isName(literal.substring(0, end));
  }

  private Elements elements() throws Incomplete, SyntaxError {
    source.take();
    List<Word> words = new ArrayList<>(4);
    while (true) {
      int c = source.peek();
      if (c == ' ' || c == '\t' || c == '\n') {
        source.take();
      } else if (c == ')') {
        source.take();
        return new Elements(words);
      } else if (c == Source.END) {
        throw new Incomplete();
      } else if (isMeta(c)) {
        throw Parser.unexpected(source, String.valueOf((char) c));
      } else {
        words.add(word());
      }
    }
  }

  /** The text up to the next single quote, which is taken, too. */
  String singleQuoted() throws Incomplete, SyntaxError {
    int line = source.line();
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = source.take();
      if (c == '\'') {
        return text.toString();
      }
      if (c == Source.END) {
        throw unterminated('\'', line);
      }
      text.append((char) c);
    }
  }

  /** What stands before the closing double quote, which is taken, too. */
  List<Part> doubleQuoted() throws Incomplete, SyntaxError {
    int line = source.line();
    List<Part> parts = new ArrayList<>(2);
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = source.peek();
      if (c == '"') {
        source.take();
        endQuoted(text, parts);
        return parts;
      }
      if (c == Source.END) {
        throw unterminated('"', line);
      }
      inQuotes(parts, text, "$`\"\\");
    }
  }

  /** A here-document's text, or an expression's: only expansions mean something. */
  List<Part> expansions() throws Incomplete, SyntaxError {
    List<Part> parts = new ArrayList<>(2);
    StringBuilder text = new StringBuilder();
    while (source.peek() != Source.END) {
      inQuotes(parts, text, "$`\\");
    }
    endQuoted(text, parts);
    return parts;
  }

  /** One character or expansion in double quotes. */
  private void inQuotes(List<Part> parts, StringBuilder text, String escapable)
      throws Incomplete, SyntaxError {
    int c = source.peek();
    if (c == '\\') {
      source.take();
      int next = source.peek();
      if (next == '\n') {
        source.take();
      } else if (next != Source.END && escapable.indexOf(next) >= 0) {
        text.append((char) source.take());
      } else {
        text.append('\\');
      }
    } else if (c == '$' && startsExpansion() && source.peek(1) != '\'' && source.peek(1) != '"') {
      endQuoted(text, parts);
      parts.add(dollars.expansion(true));
    } else if (c == '`') {
      endQuoted(text, parts);
      parts.add(dollars.backquoted(true));
    } else {
      text.append((char) source.take());
    }
  }

  /**
   * What stands behind an operator of a parameter expansion, up to its closing brace or another
   * end, which stay.
   *
   * @param ends the characters that end it
   * @param quoted whether the expansion stands in double quotes
   * @param pattern whether it is a pattern, in which quotes always count
   */
  List<Part> argument(String ends, boolean quoted, boolean pattern) throws Incomplete, SyntaxError {
    List<Part> parts = new ArrayList<>(2);
    StringBuilder text = new StringBuilder();
    int line = source.line();
    while (true) {
      int c = source.peek();
      if (c == Source.END) {
        throw unclosed('}', line);
      }
      if (ends.indexOf(c) >= 0) {
        break;
      }
      if (!quoted || pattern) {
        part(parts, text);
      } else if (c == '"') {
        endQuoted(text, parts);
        source.take();
        parts.add(new DoubleQuoted(doubleQuoted()));
      } else {
        inQuotes(parts, text, "$`\"\\}");
      }
    }
    if (!quoted || pattern) {
      endLiteral(text, parts);
    } else {
      endQuoted(text, parts);
    }
    return parts;
  }

  /** What is said of a backquote that is never closed. */
  SyntaxError openBackquote(int line) throws Incomplete {
    if (source.isComplete() && !source.dialect().isBash()) {
      return SyntaxError.of(source, "syntax error: EOF in backquote substitution");
    }
    return unclosed('`', line);
  }

  private SyntaxError unterminated(char quote, int line) throws Incomplete {
    return unclosed(source.dialect().isBash() ? quote : '"', line);
  }

  /** The text ends before the character that closes what was begun in a line. */
  SyntaxError unclosed(char closing, int line) throws Incomplete {
    if (!source.isComplete()) {
      throw new Incomplete();
    }
    return switch (source.dialect()) {
      case ASH ->
          SyntaxError.of(
              source,
              switch (closing) {
                case '"' -> "syntax error: unterminated quoted string";
                case '}' -> "syntax error: missing '}'";
                default -> "syntax error: missing '))'";
              });
      case BASH_4_2, BASH_5_2 -> eof(closing, line);
    };
  }

  private static SyntaxError eof(char closing, int line) {
    return SyntaxError.at(line, "unexpected EOF while looking for matching `" + closing + "'");
  }

  private static void endLiteral(StringBuilder text, List<Part> parts) {
    if (text.length() > 0) {
      parts.add(new Literal(text.toString()));
      text.setLength(0);
    }
  }

  private static void endQuoted(StringBuilder text, List<Part> parts) {
    if (text.length() > 0) {
      parts.add(new Quoted(text.toString()));
      text.setLength(0);
    }
  }
}
