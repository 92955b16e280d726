package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts shell input into words and operators (POSIX.1-2017, Shell Command Language, 2.3). */
final class Lexer {

  /**
   * A token: a word, or an operator.
   *
   * @param text the operator; of a word, how it was typed
   * @param word null for an operator
   */
  record Token(String text, @Nullable Word word) {}

  /** The input ends within quotes: more must follow. */
  static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1;

    Incomplete() {
      super(null, null, false, false);
    }
  }

  private static final String[] OPERATORS = {
    "&&", "||", ">>", ">&", "<<", "<&", ";;", "&", "|", ";", "<", ">", "(", ")", "\n"
  };

  private final String input;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Word.Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;
  private int wordStart = -1;

  private Lexer(String input) {
    this.input = input;
  }

  /**
   * The tokens of {@code input}.
   *
   * @throws Incomplete within quotes
   */
  static List<Token> tokens(String input) throws Incomplete {
    Lexer lexer = new Lexer(input);
    while (lexer.at < input.length()) {
      lexer.next();
    }
    lexer.endWord();
    return lexer.tokens;
  }

  private void next() throws Incomplete {
    char c = input.charAt(at);
    if (c == ' ' || c == '\t' || c == '\r') {
      endWord();
      at++;
    } else if (c == '#' && wordStart < 0) {
      int end = input.indexOf('\n', at);
      at = end < 0 ? input.length() : end;
    } else {
      String operator = operatorHere();
      if (operator != null) {
        operator(operator);
      } else {
        wordCharacter(c);
      }
    }
  }

  private @Nullable String operatorHere() {
    for (String operator : OPERATORS) {
      if (input.startsWith(operator, at)) {
        return operator;
      }
    }
    return null;
  }

  /** A digit right before a redirection is its descriptor. */
  private void operator(String operator) {
    boolean redirects = operator.startsWith("<") || operator.startsWith(">");
    String typed = wordStart < 0 ? "" : input.substring(wordStart, at);
    if (redirects && typed.length() == 1 && Character.isDigit(typed.charAt(0))) {
      literal.setLength(0);
      parts.clear();
      wordStart = -1;
      tokens.add(new Token(typed + operator, null));
    } else {
      endWord();
      tokens.add(new Token(operator, null));
    }
    at += operator.length();
  }

  private void wordCharacter(char c) throws Incomplete {
    if (wordStart < 0) {
      wordStart = at;
    }
    at++;
    switch (c) {
      case '\\' -> escaped();
      case '\'' -> {
        endLiteral(false);
        literal.append(input, at, closing('\''));
        at = closing('\'') + 1;
        endQuoted();
      }
      case '"' -> doubleQuoted();
      case '$' -> variable(false);
      default -> literal.append(c);
    }
  }

  private void escaped() throws Incomplete {
    if (at == input.length() || (input.charAt(at) == '\n' && at + 1 == input.length())) {
      throw new Incomplete();
    }
    char c = input.charAt(at++);
    if (c != '\n') {
      endLiteral(false);
      literal.append(c);
      endQuoted();
    }
  }

  private void doubleQuoted() throws Incomplete {
    endLiteral(false);
    boolean empty = true;
    while (at < input.length() && input.charAt(at) != '"') {
      empty = false;
      char c = input.charAt(at++);
      if (c == '$') {
        variable(true);
      } else if (c == '\\' && at < input.length() && "$`\"\\\n".indexOf(input.charAt(at)) >= 0) {
        char escaped = input.charAt(at++);
        if (escaped != '\n') {
          literal.append(escaped);
        }
      } else {
        literal.append(c);
      }
    }
    if (at == input.length()) {
      throw new Incomplete();
    }
    at++;
    if (empty || literal.length() > 0) {
      endQuoted();
    }
  }

  private int closing(char quote) throws Incomplete {
    int end = input.indexOf(quote, at);
    if (end < 0) {
      throw new Incomplete();
    }
    return end;
  }

  /** {@code $name}, <code>${name}</code>, {@code $?} or {@code $$}; any other dollar is itself. */
  private void variable(boolean quoted) {
    int start = at;
    boolean braces = input.startsWith("{", at) && input.indexOf('}', at) > at;
    int end = braces ? at + 1 : at;
    if (end < input.length() && "?$".indexOf(input.charAt(end)) >= 0) {
      end++;
    } else {
      while (end < input.length() && isNamePart(input.charAt(end))) {
        end++;
      }
    }
    String name = input.substring(braces ? start + 1 : start, end);
    if (name.isEmpty() || (braces && input.charAt(end) != '}')) {
      literal.append('$');
      return;
    }
    endLiteral(quoted);
    parts.add(new Word.Part(name, true, quoted));
    at = braces ? end + 1 : end;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private void endLiteral(boolean quoted) {
    if (literal.length() > 0) {
      parts.add(new Word.Part(literal.toString(), false, quoted));
      literal.setLength(0);
    }
  }

  private void endQuoted() {
    parts.add(new Word.Part(literal.toString(), false, true));
    literal.setLength(0);
  }

  private void endWord() {
    if (wordStart >= 0) {
      endLiteral(false);
      String typed = input.substring(wordStart, at);
      tokens.add(new Token(typed, new Word(typed, List.copyOf(parts))));
      parts.clear();
      wordStart = -1;
    }
  }
}
