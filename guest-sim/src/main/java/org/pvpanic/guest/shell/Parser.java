package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.shell.Lexer.Incomplete;
import org.pvpanic.guest.shell.Lexer.Token;
import org.pvpanic.guest.shell.Script.Command;
import org.pvpanic.guest.shell.Script.Condition;
import org.pvpanic.guest.shell.Script.Item;
import org.pvpanic.guest.shell.Script.Redirection;

/**
 * Parses lists of pipelines of simple commands. Compound commands and background jobs are not part
 * of this shell: their operators are syntax errors.
 */
final class Parser {

  /** The input is not a command, in bash's words. */
  static final class SyntaxError extends Exception {
    private static final long serialVersionUID = 1;

    SyntaxError(String token) {
      super(
          "syntax error near unexpected token `" + (token.equals("\n") ? "newline" : token) + "'",
          null,
          false,
          false);
    }
  }

  private static final Token END = new Token("\n", null);

  private final List<Token> tokens;
  private int at;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Parses all of {@code input}.
   *
   * @throws Incomplete when more lines must follow
   */
  static Script parse(String input) throws Incomplete, SyntaxError {
    Parser parser = new Parser(Lexer.tokens(input));
    List<Item> items = new ArrayList<>(1);
    parser.skipLines();
    Condition condition = Condition.ALWAYS;
    while (parser.at < parser.tokens.size()) {
      items.add(new Item(condition, parser.pipeline()));
      condition = parser.separator();
    }
    if (condition != Condition.ALWAYS) {
      throw new Incomplete();
    }
    return new Script(items);
  }

  private Token peek() {
    return at < tokens.size() ? tokens.get(at) : END;
  }

  private boolean isNext(String operator) {
    return peek().word() == null && peek().text().equals(operator);
  }

  private void skipLines() {
    while (at < tokens.size() && isNext("\n")) {
      at++;
    }
  }

  private Condition separator() throws SyntaxError {
    Condition condition =
        switch (peek().text()) {
          case "&&" -> Condition.IF_SUCCEEDED;
          case "||" -> Condition.IF_FAILED;
          case ";", "\n" -> Condition.ALWAYS;
          default -> throw new SyntaxError(peek().text());
        };
    at++;
    skipLines();
    return condition;
  }

  private List<Command> pipeline() throws Incomplete, SyntaxError {
    List<Command> commands = new ArrayList<>(1);
    commands.add(command());
    while (isNext("|")) {
      at++;
      skipLines();
      if (at >= tokens.size()) {
        throw new Incomplete();
      }
      commands.add(command());
    }
    return commands;
  }

  private Command command() throws SyntaxError {
    List<Word> words = new ArrayList<>(4);
    List<Redirection> redirections = new ArrayList<>(0);
    while (true) {
      Token token = peek();
      Word word = token.word();
      if (word != null) {
        words.add(word);
        at++;
      } else if (isRedirection(token.text())) {
        at++;
        redirections.add(redirection(token.text()));
      } else {
        break;
      }
    }
    if (words.isEmpty() && redirections.isEmpty()) {
      throw new SyntaxError(peek().text());
    }
    return new Command(words, redirections);
  }

  private static boolean isRedirection(String operator) {
    return switch (Character.isDigit(operator.charAt(0)) ? operator.substring(1) : operator) {
      case "<", ">", ">>", ">&" -> true;
      default -> false;
    };
  }

  private Redirection redirection(String operator) throws SyntaxError {
    boolean numbered = Character.isDigit(operator.charAt(0));
    String kind = numbered ? operator.substring(1) : operator;
    int descriptor = numbered ? operator.charAt(0) - '0' : kind.equals("<") ? 0 : 1;
    Word target = peek().word();
    if (target == null || descriptor > 2) {
      throw new SyntaxError(peek().text());
    }
    at++;
    return new Redirection(
        descriptor,
        switch (kind) {
          case "<" -> Redirection.Kind.READ;
          case ">" -> Redirection.Kind.WRITE;
          case ">>" -> Redirection.Kind.APPEND;
          default -> Redirection.Kind.DUPLICATE;
        },
        target);
  }
}
