package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Node.After;
import org.pvpanic.guest.shell.Node.Branch;
import org.pvpanic.guest.shell.Node.Clause;
import org.pvpanic.guest.shell.Word.Part;

/** Parses compound commands. */
final class CompoundParser {

  private final Parser parser;

  CompoundParser(Parser parser) {
    this.parser = parser;
  }

  /** Whether a word ends a list of commands where a command could begin. */
  static boolean isTerminator(Token token) {
    if (token.word() == null || token.word().plain().isEmpty()) {
      return false;
    }
    return switch (token.text()) {
      case "then", "else", "elif", "fi", "do", "done", "esac", "}" -> true;
      default -> false;
    };
  }

  /** Whether a word is reserved, so that no command begins with it. */
  static boolean isReserved(Token token) {
    if (isTerminator(token)) {
      return true;
    }
    return token.word() != null && isReserved(token.text()) && !token.word().plain().isEmpty();
  }

  /** Whether a text is one of the words of the grammar. */
  static boolean isReserved(String text) {
    return switch (text) {
      case "!",
          "case",
          "do",
          "done",
          "elif",
          "else",
          "esac",
          "fi",
          "for",
          "function",
          "if",
          "in",
          "then",
          "until",
          "while",
          "{",
          "}" ->
          true;
      default -> false;
    };
  }

  /** The compound command that a token begins, or null. */
  @Nullable Node parse(Token token) throws Incomplete, SyntaxError {
    boolean bash = parser.source().dialect().isBash();
    int line = token.line();
    if (token.is("(")) {
      parser.take();
      Node calculation = bash && parser.source().peek() == '(' ? calculation(token) : null;
      return calculation == null ? subshell(token) : calculation;
    }
    if (token.word() == null || token.word().plain().isEmpty()) {
      return null;
    }
    return switch (token.text()) {
      case "{" -> group(line);
      case "if" -> conditional(line);
      case "while", "until" -> loop(line, token.text().equals("until"));
      case "for" -> forLoop(line);
      case "case" -> selection(line);
      case "function" -> function(line);
      case "[[" -> bash ? test(line) : null;
      default -> {
        if (isTerminator(token)) {
          throw parser.unexpected(token, "");
        }
        yield null;
      }
    };
  }

  private Node subshell(Token open) throws Incomplete, SyntaxError {
    int start = parser.peek().start();
    Node body = parser.body(")");
    String text = parser.typed(start);
    parser.expect(")");
    return new Node.Subshell(open.line(), body, "( " + text + " )");
  }

  private Node group(int line) throws Incomplete, SyntaxError {
    parser.take();
    Node body = parser.body("}");
    parser.expectWord("}");
    return new Node.Group(line, body);
  }

  private Node conditional(int line) throws Incomplete, SyntaxError {
    List<Branch> branches = new ArrayList<>(1);
    Node otherwise = null;
    parser.take();
    while (true) {
      Node condition = parser.body("then");
      parser.expectWord("then");
      branches.add(new Branch(condition, parser.body("fi")));
      if (!parser.peek().isWord("elif")) {
        break;
      }
      parser.take();
    }
    if (parser.peek().isWord("else")) {
      parser.take();
      otherwise = parser.body("fi");
    }
    parser.expectWord("fi");
    return new Node.If(line, branches, otherwise);
  }

  private Node loop(int line, boolean until) throws Incomplete, SyntaxError {
    parser.take();
    Node condition = parser.body("do");
    return new Node.Loop(line, until, condition, doneBody());
  }

  private Node doneBody() throws Incomplete, SyntaxError {
    parser.expectWord("do");
    Node body = parser.body("done");
    parser.expectWord("done");
    return body;
  }

  private Node forLoop(int line) throws Incomplete, SyntaxError {
    parser.take();
    boolean bash = parser.source().dialect().isBash();
    Token name = parser.peek();
    if (bash && name.is("(") && parser.source().peek() == '(') {
      return calculatedFor(line);
    }
    Word word = name.word();
    if (word == null || (!bash && !Names.isName(word.plain()))) {
      throw word == null && bash
          ? parser.unexpected(name, "")
          : SyntaxError.of(parser.source(), "syntax error: bad for loop variable");
    }
    parser.take();
    List<Word> words = null;
    boolean separated = parser.peek().is(";");
    if (separated) {
      parser.take();
    }
    parser.skipNewlines();
    if (!separated && parser.peek().isWord("in")) {
      parser.take();
      words = new ArrayList<>(4);
      for (Word next = parser.peek().word(); next != null; next = parser.peek().word()) {
        words.add(next);
        parser.take();
      }
      Token end = parser.peek();
      if (!end.is(";") && end.kind() != Token.Kind.NEWLINE) {
        throw parser.unexpected(end, "");
      }
      parser.take();
    }
    return new Node.For(line, word.typed(), words, braceBody());
  }

  /** The body of a for loop; bash takes braces, too. */
  private Node braceBody() throws Incomplete, SyntaxError {
    parser.skipNewlines();
    if (parser.source().dialect().isBash() && parser.peek().isWord("{")) {
      parser.take();
      Node body = parser.body("}");
      parser.expectWord("}");
      return body;
    }
    return doneBody();
  }

  private Node calculatedFor(int line) throws Incomplete, SyntaxError {
    parser.take();
    parser.source().take();
    String text = new DollarScanner(parser.source(), parser.lexer().words()).expressionText();
    String[] pieces = text == null ? new String[0] : text.split(";", -1);
    if (pieces.length != 3) {
      throw SyntaxError.at(line, "syntax error: arithmetic expression required");
    }
    if (parser.peek().is(";")) {
      parser.take();
    }
    return new Node.ForCalculated(
        line, parts(pieces[0]), parts(pieces[1]), parts(pieces[2]), braceBody());
  }

  private List<Part> parts(String expression) throws Incomplete, SyntaxError {
    return new WordScanner(parser.source().inner(expression.strip())).expansions();
  }

  private @Nullable Node calculation(Token token) throws Incomplete, SyntaxError {
    Source source = parser.source();
    int start = source.at();
    source.take();
    String text = new DollarScanner(source, parser.lexer().words()).expressionText();
    if (text == null) {
      source.back(start);
      return null;
    }
    return new Node.Calculate(token.line(), new WordScanner(source.inner(text)).expansions(), text);
  }

  private Node selection(int line) throws Incomplete, SyntaxError {
    parser.take();
    Word subject = parser.peek().word();
    if (subject == null) {
      throw parser.unexpected(parser.peek(), "word");
    }
    parser.take();
    parser.expectWord("in");
    parser.skipNewlines();
    List<Clause> clauses = new ArrayList<>(2);
    while (!parser.peek().isWord("esac")) {
      Clause clause = clause();
      clauses.add(clause);
      parser.skipNewlines();
      if (clause.after() == After.END && !closed) {
        break;
      }
    }
    parser.expectWord("esac");
    return new Node.Case(line, subject, clauses);
  }

  /** Whether the last clause ended with an operator: then another one may follow. */
  private boolean closed;

  private Clause clause() throws Incomplete, SyntaxError {
    if (parser.peek().is("(")) {
      parser.take();
    }
    List<Word> patterns = new ArrayList<>(1);
    while (true) {
      Word pattern = parser.peek().word();
      if (pattern == null) {
        throw parser.unexpected(parser.peek(), patterns.isEmpty() ? ")" : "");
      }
      patterns.add(pattern);
      parser.take();
      if (!parser.peek().is("|")) {
        break;
      }
      parser.take();
    }
    parser.expect(")");
    parser.skipNewlines();
    Node body = endsClause() ? null : parser.body(";;");
    closed = true;
    After after = After.END;
    if (parser.peek().is(";&")) {
      after = After.NEXT_CLAUSE;
    } else if (parser.peek().is(";;&")) {
      after = After.NEXT_MATCH;
    } else if (!parser.peek().is(";;")) {
      closed = false;
    }
    if (closed) {
      parser.take();
    } else if (!parser.peek().isWord("esac")) {
      throw parser.unexpected(parser.peek(), ";;");
    }
    return new Clause(patterns, body, after);
  }

  private boolean endsClause() throws Incomplete, SyntaxError {
    Token token = parser.peek();
    return token.is(";;") || token.is(";&") || token.is(";;&") || token.isWord("esac");
  }

  private Node function(int line) throws Incomplete, SyntaxError {
    parser.take();
    Token name = parser.peek();
    if (name.word() == null) {
      throw parser.unexpected(name, "");
    }
    parser.take();
    if (parser.peek().is("(")) {
      parser.take();
      parser.expect(")");
    }
    return new Node.Function(line, name.text(), parser.simples().functionBody());
  }

  private Node test(int line) throws Incomplete, SyntaxError {
    parser.take();
    return new Node.Test(line, new ConditionParser(parser).parse());
  }
}
