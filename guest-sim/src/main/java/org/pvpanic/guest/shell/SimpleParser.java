package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pvpanic.guest.shell.Node.Assignment;
import org.pvpanic.guest.shell.Node.HereDocument;
import org.pvpanic.guest.shell.Node.Redirection;
import org.pvpanic.guest.shell.Node.Simple;

/** Parses simple commands, function definitions and redirections. */
final class SimpleParser {

  /** How many aliases one command may go through. */
  static final int MAX_ALIASES = 32;

  private static final int MAX_DESCRIPTOR = 1023;

  private final Parser parser;
  private final Set<String> expanded = new HashSet<>(0);
  private int expandedUpTo;

  SimpleParser(Parser parser) {
    this.parser = parser;
  }

  /** Puts the text of an alias in the place of its name; false when it is none. */
  boolean expandAlias(Token token) {
    Map<String, String> aliases = parser.aliases();
    if (aliases == null || token.word() == null) {
      return false;
    }
    String name = token.word().plain();
    String value = aliases.get(name);
    if (value == null || !name.equals(token.text())) {
      return false;
    }
    if (token.start() >= expandedUpTo) {
      expanded.clear();
    }
    if (!expanded.add(name)) {
      return false;
    }
    int growth = value.length() - name.length();
    expandedUpTo =
        token.start() >= expandedUpTo ? token.start() + value.length() : expandedUpTo + growth;
    parser.source().replace(token.start(), value);
    parser.reread();
    return true;
  }

  Node parse() throws Incomplete, SyntaxError {
    List<Assignment> assignments = new ArrayList<>(0);
    List<Word> words = new ArrayList<>(4);
    List<Redirection> redirections = new ArrayList<>(0);
    Token first = parser.peek();
    int brackets = 0;
    while (true) {
      Token token = parser.peek();
      Word word = token.word();
      Assignment assignment = word == null || !words.isEmpty() ? null : Assignments.split(word);
      if (word != null && brackets > 0 && token.isWord("]]")) {
        brackets = 0;
      }
      if (assignment != null) {
        parser.take();
        assignments.add(assignment);
      } else if (word != null) {
        if (words.isEmpty() && !assignments.isEmpty() && expandAlias(token)) {
          continue;
        }
        parser.take();
        words.add(word);
        if (words.size() == 1) {
          brackets = token.isWord("[[") ? 1 : 0;
          if (assignments.isEmpty() && redirections.isEmpty() && parser.peek().is("(")) {
            return definition(token);
          }
        }
      } else if (brackets > 0 && (token.is("&&") || token.is("||"))) {
        parser.take();
        words.add(literal(token.is("&&") ? "-a" : "-o"));
      } else if (token.isRedirection()) {
        redirections.add(redirection());
      } else {
        break;
      }
    }
    if (words.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
      throw parser.unexpected(parser.peek(), "");
    }
    return new Simple(first.line(), assignments, words, redirections, parser.typed(first.start()));
  }

  static Word literal(String text) {
    return new Word(text, List.of(new Word.Literal(text)));
  }

  /** A name is followed by a parenthesis. */
  private Node definition(Token name) throws Incomplete, SyntaxError {
    boolean bash = parser.source().dialect().isBash();
    String text = name.word() == null ? "" : name.word().plain();
    parser.take();
    if (!parser.peek().is(")")) {
      Token next = parser.peek();
      boolean ends = bash && next.kind() == Token.Kind.END;
      throw parser.unexpected(
          ends ? new Token(Token.Kind.NEWLINE, "", null, next.line(), next.start()) : next, ")");
    }
    parser.take();
    if (text.isEmpty() || (!bash && !Names.isName(text))) {
      throw bash
          ? SyntaxError.at(name.line(), "`" + name.text() + "': not a valid identifier")
          : SyntaxError.of(parser.source(), "syntax error: bad function name");
    }
    return new Node.Function(name.line(), text, functionBody());
  }

  Node functionBody() throws Incomplete, SyntaxError {
    parser.skipNewlines();
    return parser.commandOnly();
  }

  Redirection redirection() throws Incomplete, SyntaxError {
    Token token = parser.take();
    int descriptor = -1;
    if (token.kind() == Token.Kind.NUMBER) {
      descriptor = token.text().length() > 4 ? MAX_DESCRIPTOR + 1 : Integer.parseInt(token.text());
      token = parser.take();
    }
    Redirection.Kind kind =
        switch (token.text()) {
          case "<" -> Redirection.Kind.READ;
          case ">" -> Redirection.Kind.WRITE;
          case ">|" -> Redirection.Kind.CLOBBER;
          case ">>" -> Redirection.Kind.APPEND;
          case "<>" -> Redirection.Kind.READ_WRITE;
          case "<&" -> Redirection.Kind.DUPLICATE_INPUT;
          case ">&" -> Redirection.Kind.DUPLICATE_OUTPUT;
          case "&>" -> Redirection.Kind.WRITE_BOTH;
          case "&>>" -> Redirection.Kind.APPEND_BOTH;
          case "<<", "<<-" -> Redirection.Kind.HERE_DOCUMENT;
          case "<<<" -> Redirection.Kind.HERE_STRING;
          default -> throw parser.unexpected(token, "");
        };
    Token target = parser.peek();
    Word word = target.word();
    if (target.kind() == Token.Kind.NUMBER) {
      word = literal(target.text());
    }
    if (word == null) {
      throw parser.unexpected(target, "");
    }
    parser.take();
    HereDocument document = null;
    if (kind == Redirection.Kind.HERE_DOCUMENT) {
      document = new HereDocument(token.text().equals("<<-"));
      parser.lexer().expect(document, word);
    }
    boolean input = token.text().charAt(0) == '<';
    return new Redirection(descriptor >= 0 ? descriptor : input ? 0 : 1, kind, word, document);
  }
}
