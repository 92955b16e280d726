package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Node.AndOr;
import org.pvpanic.guest.shell.Node.Item;
import org.pvpanic.guest.shell.Node.Link;
import org.pvpanic.guest.shell.Node.Pipeline;
import org.pvpanic.guest.shell.Node.Redirected;
import org.pvpanic.guest.shell.Node.Redirection;
import org.pvpanic.guest.shell.Node.Sequence;

/**
 * Parses commands (POSIX.1-2017, Shell Command Language, 2.10): one complete command at a time, as
 * a shell runs each before it reads the next. This class has lists, pipelines and what they have in
 * common; {@link CompoundParser} and {@link SimpleParser} have the commands.
 */
final class Parser {

  private final Source source;
  private final Lexer lexer;
  private final @Nullable Map<String, String> aliases;
  private final CompoundParser compounds = new CompoundParser(this);
  private final SimpleParser simples = new SimpleParser(this);
  private @Nullable Token peeked;
  private int lastEnd;

  /**
   * A parser of a text.
   *
   * @param aliases null to expand none
   */
  Parser(Source source, @Nullable Map<String, String> aliases) {
    this.source = source;
    this.lexer = new Lexer(source);
    this.aliases = aliases;
  }

  /**
   * The next complete command; null when there is no more.
   *
   * @throws Incomplete when it does not end with the text, and more may follow
   */
  @Nullable Node next() throws Incomplete, SyntaxError {
    skipNewlines();
    if (peek().kind() == Token.Kind.END) {
      return null;
    }
    Node node = list(true);
    Token end = peek();
    if (end.kind() == Token.Kind.END) {
      if (lexer.lacksDocuments()) {
        if (!source.isComplete()) {
          throw new Incomplete();
        }
        lexer.readDocuments();
      }
    } else if (end.kind() != Token.Kind.NEWLINE) {
      throw unexpected(end, "");
    } else {
      peeked = null;
    }
    return node;
  }

  /** All commands of the text; null when there are none. */
  @Nullable Node all() throws Incomplete, SyntaxError {
    int line = source.line();
    List<Item> items = new ArrayList<>(1);
    for (Node node = next(); node != null; node = next()) {
      addTo(items, node);
    }
    return items.isEmpty() ? null : new Sequence(line, items);
  }

  private static void addTo(List<Item> items, Node node) {
    if (node instanceof Sequence sequence) {
      items.addAll(sequence.items());
    } else {
      items.add(new Item(node, false, ""));
    }
  }

  /** The commands of a substitution up to its parenthesis, which is taken; null for none. */
  @Nullable Node untilParenthesis(int line) throws Incomplete, SyntaxError {
    skipNewlines();
    Node node = peek().is(")") ? null : list(false);
    if (!peek().is(")")) {
      if (peek().kind() == Token.Kind.END && source.dialect().isBash() && source.isComplete()) {
        throw SyntaxError.at(line, "unexpected EOF while looking for matching `)'");
      }
      throw unexpected(peek(), ")");
    }
    return node;
  }

  Source source() {
    return source;
  }

  Lexer lexer() {
    return lexer;
  }

  SimpleParser simples() {
    return simples;
  }

  @Nullable Map<String, String> aliases() {
    return aliases;
  }

  Token peek() throws Incomplete, SyntaxError {
    Token token = peeked;
    if (token == null) {
      token = lexer.next();
      peeked = token;
    }
    return token;
  }

  Token take() throws Incomplete, SyntaxError {
    Token token = peek();
    peeked = null;
    lastEnd = source.at();
    return token;
  }

  /** The token that was looked at is read again: an alias took its place. */
  void reread() {
    peeked = null;
  }

  /** How commands were typed from a place up to the last token. */
  String typed(int start) {
    Token token = peeked;
    String text = source.from(start);
    int end = token == null ? text.length() : Math.max(0, Math.min(lastEnd, token.start()) - start);
    return text.substring(0, Math.min(end, text.length())).strip();
  }

  void skipNewlines() throws Incomplete, SyntaxError {
    while (peek().kind() == Token.Kind.NEWLINE) {
      peeked = null;
    }
  }

  /** Takes a reserved word that must come now. */
  void expectWord(String word) throws Incomplete, SyntaxError {
    skipNewlines();
    if (!peek().isWord(word)) {
      throw unexpected(peek(), word);
    }
    take();
  }

  void expect(String operator) throws Incomplete, SyntaxError {
    if (!peek().is(operator)) {
      throw unexpected(peek(), operator);
    }
    take();
  }

  /**
   * Commands up to what ends them; there must be one.
   *
   * @param end the word or operator that must follow
   */
  Node body(String end) throws Incomplete, SyntaxError {
    skipNewlines();
    if (peek().kind() == Token.Kind.END) {
      throw unexpected(peek(), end);
    }
    return list(false);
  }

  /**
   * Commands, one after the other.
   *
   * @param oneLine whether a newline ends them
   */
  Node list(boolean oneLine) throws Incomplete, SyntaxError {
    List<Item> items = new ArrayList<>(1);
    int line = peek().line();
    while (true) {
      int start = peek().start();
      Node node = andOr();
      String text = typed(start);
      Token separator = peek();
      boolean background = separator.is("&");
      items.add(new Item(node, background, text));
      if (background || separator.is(";")) {
        take();
      } else if (separator.kind() != Token.Kind.NEWLINE || oneLine) {
        break;
      }
      if (!oneLine) {
        skipNewlines();
      }
      if (endsList()) {
        break;
      }
    }
    Item only = items.get(0);
    return items.size() == 1 && !only.background() ? only.command() : new Sequence(line, items);
  }

  private boolean endsList() throws Incomplete, SyntaxError {
    Token token = peek();
    return switch (token.kind()) {
      case NEWLINE, END -> true;
      case OPERATOR ->
          switch (token.text()) {
            case ")", ";;", ";&", ";;&" -> true;
            default -> false;
          };
      case WORD -> CompoundParser.isTerminator(token);
      case NUMBER -> false;
    };
  }

  private Node andOr() throws Incomplete, SyntaxError {
    int start = peek().start();
    Node first = pipeline();
    if (!peek().is("&&") && !peek().is("||")) {
      return first;
    }
    List<Link> links = new ArrayList<>(1);
    while (peek().is("&&") || peek().is("||")) {
      boolean and = take().is("&&");
      skipNewlines();
      links.add(new Link(and, pipeline()));
    }
    return new AndOr(first.line(), first, links, typed(start));
  }

  private Node pipeline() throws Incomplete, SyntaxError {
    if (!source.dialect().isBash() || !peek().isWord("time")) {
      return untimed();
    }
    source.enter();
    try {
      int line = take().line();
      boolean plain = peek().isWord("-p");
      if (plain) {
        take();
      }
      boolean none = endsList() || peek().is(";") || peek().is("&");
      return new Node.Timed(line, none ? null : pipeline(), plain);
    } finally {
      source.leave();
    }
  }

  private Node untimed() throws Incomplete, SyntaxError {
    int start = peek().start();
    int line = peek().line();
    boolean negated = false;
    while (peek().isWord("!")) {
      take();
      if (negated && !source.dialect().isBash()) {
        throw SyntaxError.of(source, "syntax error: unexpected \"!\"");
      }
      negated = !negated;
    }
    List<Node> commands = new ArrayList<>(1);
    commands.add(command());
    while (peek().is("|") || peek().is("|&")) {
      if (take().is("|&")) {
        Redirection both =
            new Redirection(
                2,
                Redirection.Kind.DUPLICATE_OUTPUT,
                new Word("1", List.of(new Word.Literal("1"))),
                null);
        Node last = commands.remove(commands.size() - 1);
        commands.add(new Redirected(last.line(), last, List.of(both)));
      }
      skipNewlines();
      commands.add(command());
    }
    if (commands.size() == 1 && !negated) {
      return commands.get(0);
    }
    return new Pipeline(line, negated, commands, typed(start));
  }

  /** The body of a function: a command, with its redirections. */
  Node commandOnly() throws Incomplete, SyntaxError {
    return command();
  }

  private Node command() throws Incomplete, SyntaxError {
    source.enter();
    try {
      Token token = peek();
      for (int i = 0; simples.expandAlias(token) && i < SimpleParser.MAX_ALIASES; i++) {
        token = peek();
      }
      Node compound = compounds.parse(token);
      if (compound == null) {
        return simples.parse();
      }
      List<Redirection> redirections = new ArrayList<>(0);
      while (peek().isRedirection()) {
        redirections.add(simples.redirection());
      }
      return redirections.isEmpty()
          ? compound
          : new Redirected(compound.line(), compound, redirections);
    } finally {
      source.leave();
    }
  }

  /** What is said of a token that cannot stand where it does. */
  SyntaxError unexpected(Token token, String expected) throws Incomplete {
    if (token.kind() == Token.Kind.END && !source.isComplete()) {
      throw new Incomplete();
    }
    if (!source.dialect().isBash()) {
      String wanted =
          expected.isEmpty()
              ? ""
              : " (expecting "
                  + (expected.equals("word") ? expected : "\"" + expected + "\"")
                  + ")";
      boolean words = !expected.equals(")") && !expected.equals("word");
      return SyntaxError.of(source, "syntax error: unexpected " + ashName(token, words) + wanted);
    }
    if (token.kind() == Token.Kind.END) {
      int line = source.line() + (source.endsWithNewline() ? 0 : 1);
      return SyntaxError.at(line, "syntax error: unexpected end of file");
    }
    String text = token.kind() == Token.Kind.NEWLINE ? "newline" : token.text();
    return SyntaxError.showing(
        token.line(),
        "syntax error near unexpected token `" + text + "'",
        source.lineAround(token.start()));
  }

  private static String ashName(Token token, boolean words) {
    return switch (token.kind()) {
      case END -> "end of file";
      case NEWLINE -> "newline";
      case NUMBER -> "redirection";
      case OPERATOR -> token.isRedirection() ? "redirection" : "\"" + token.text() + "\"";
      case WORD -> words && CompoundParser.isReserved(token) ? "\"" + token.text() + "\"" : "word";
    };
  }

  /** The same for a character that was met within a word. */
  static SyntaxError unexpected(Source source, String text) {
    return SyntaxError.showing(
        source.line(),
        "syntax error near unexpected token `" + text + "'",
        source.lineAround(source.at()));
  }
}
