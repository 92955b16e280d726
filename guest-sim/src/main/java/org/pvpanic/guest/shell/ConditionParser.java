package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.shell.Node.Binary;
import org.pvpanic.guest.shell.Node.Combined;
import org.pvpanic.guest.shell.Node.Condition;
import org.pvpanic.guest.shell.Node.Not;
import org.pvpanic.guest.shell.Node.Unary;

/** Parses bash's {@code [[ expression ]]}. */
final class ConditionParser {

  private final Parser parser;

  ConditionParser(Parser parser) {
    this.parser = parser;
  }

  /** The expression behind {@code [[}, with its end. */
  Condition parse() throws Incomplete, SyntaxError {
    Condition condition = either();
    parser.skipNewlines();
    if (!parser.peek().isWord("]]")) {
      throw error();
    }
    parser.take();
    return condition;
  }

  private Condition either() throws Incomplete, SyntaxError {
    Condition left = both();
    while (parser.peek().is("||")) {
      parser.take();
      left = new Combined(false, left, both());
    }
    return left;
  }

  private Condition both() throws Incomplete, SyntaxError {
    Condition left = term();
    while (parser.peek().is("&&")) {
      parser.take();
      left = new Combined(true, left, term());
    }
    return left;
  }

  private Condition term() throws Incomplete, SyntaxError {
    parser.skipNewlines();
    parser.source().enter();
    try {
      if (parser.peek().isWord("!")) {
        parser.take();
        return new Not(term());
      }
      if (parser.peek().is("(")) {
        parser.take();
        Condition inner = either();
        parser.expect(")");
        return inner;
      }
      return primary();
    } finally {
      parser.source().leave();
    }
  }

  private Condition primary() throws Incomplete, SyntaxError {
    Token token = parser.peek();
    Word left = word();
    if (token.isWord("]]")) {
      throw error();
    }
    Token next = parser.peek();
    if (isUnary(token) && next.word() != null && !next.isWord("]]")) {
      return new Unary(token.text(), word());
    }
    if (next.is("<") || next.is(">")) {
      parser.take();
      return new Binary(next.text(), left, word());
    }
    if (next.word() != null && isBinary(next.text())) {
      parser.take();
      return new Binary(next.text(), left, next.text().equals("=~") ? expression() : word());
    }
    return new Unary("-n", left);
  }

  private Word word() throws Incomplete, SyntaxError {
    Word word = parser.peek().word();
    if (word == null) {
      throw error();
    }
    parser.take();
    return word;
  }

  /** A regular expression goes up to a blank; parentheses and bars are part of it. */
  private Word expression() throws Incomplete, SyntaxError {
    Source source = parser.source();
    while (source.peek() == ' ' || source.peek() == '\t') {
      source.take();
    }
    int start = source.at();
    List<Word.Part> parts = parser.lexer().words().argument(" \t\n", false, true);
    return new Word(source.from(start), parts);
  }

  private static boolean isUnary(Token token) {
    String text = token.text();
    return text.length() == 2
        && text.charAt(0) == '-'
        && "abcdefghknoprstuvwxzGLNOS".indexOf(text.charAt(1)) >= 0;
  }

  private static boolean isBinary(String text) {
    return switch (text) {
      case "=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef" ->
          true;
      default -> false;
    };
  }

  private SyntaxError error() throws Incomplete, SyntaxError {
    return parser.unexpected(parser.peek(), "");
  }
}
