package org.pvpanic.guest.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Node.HereDocument;
import org.pvpanic.guest.shell.Word.Part;
import org.pvpanic.guest.shell.Word.Quoted;

/** Cuts shell input into words and operators (POSIX.1-2017, Shell Command Language, 2.3). */
final class Lexer {

  private static final String[] OPERATORS = {
    "&&", "||", ";;", "<<-", "<<", "<&", "<>", ">>", ">&", ">|", "&", "|", ";", "<", ">", "(", ")"
  };

  private static final String[] OPERATORS_OF_BASH = {
    "<<<", ";;&", ";&", "&>>", "|&",
  };

  private record Pending(HereDocument document, String delimiter, boolean quoted, int line) {}

  private final Source source;
  private final WordScanner words;
  private final Deque<Pending> pending = new ArrayDeque<>(0);

  Lexer(Source source) {
    this.source = source;
    this.words = new WordScanner(source);
  }

  WordScanner words() {
    return words;
  }

  /** The next token; behind a newline the here-documents that it begins are read. */
  Token next() throws Incomplete, SyntaxError {
    skipBlanks();
    int line = source.line();
    int start = source.at();
    int c = source.peek();
    if (c == Source.END) {
      return new Token(Token.Kind.END, "", null, line, start);
    }
    if (c == '\n') {
      source.take();
      readDocuments();
      return new Token(Token.Kind.NEWLINE, "\n", null, line, start);
    }
    String operator = operatorHere();
    if (operator != null) {
      source.skip(operator.length());
      return new Token(Token.Kind.OPERATOR, operator, null, line, start);
    }
    Word word = words.word();
    int after = source.peek();
    boolean number = (after == '<' || after == '>') && Names.isNumber(word.typed());
    return new Token(
        number ? Token.Kind.NUMBER : Token.Kind.WORD,
        word.typed(),
        number ? null : word,
        line,
        start);
  }

  private void skipBlanks() throws Incomplete {
    while (true) {
      int c = source.peek();
      if (c == ' ' || c == '\t') {
        source.take();
      } else if (c == '\\' && source.peek(1) == '\n') {
        source.skip(2);
        if (source.peek() == Source.END && !source.isComplete()) {
          throw new Incomplete();
        }
      } else if (c == '#') {
        while (source.peek() != '\n' && source.peek() != Source.END) {
          source.take();
        }
      } else {
        return;
      }
    }
  }

  private @Nullable String operatorHere() {
    if (!WordScanner.isMeta(source.peek())) {
      return null;
    }
    if (source.isNext("&>") && !source.isNext("&>>")) {
      return "&>";
    }
    if (source.dialect().isBash()) {
      for (String operator : OPERATORS_OF_BASH) {
        if (source.isNext(operator)) {
          return operator;
        }
      }
    }
    for (String operator : OPERATORS) {
      if (source.isNext(operator)) {
        return operator;
      }
    }
    return null;
  }

  /** A here-document was asked for: its text begins behind the next newline. */
  void expect(HereDocument document, Word delimiter) {
    pending.addLast(
        new Pending(document, Quotes.removed(delimiter), delimiter.isQuoted(), source.line()));
  }

  /** Whether here-documents were asked for that the text has not. */
  boolean lacksDocuments() {
    return !pending.isEmpty();
  }

  /** Reads the here-documents that were asked for. */
  void readDocuments() throws Incomplete, SyntaxError {
    for (Pending next = pending.pollFirst(); next != null; next = pending.pollFirst()) {
      Source text = source.inner(documentText(next));
      List<Part> body =
          next.quoted() ? List.of(new Quoted(text.rest())) : new WordScanner(text).expansions();
      next.document().setBody(body);
    }
  }

  private String documentText(Pending wanted) throws Incomplete {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder();
    boolean continued = false;
    while (true) {
      int c = source.take();
      if (c == Source.END && !source.isComplete()) {
        throw new Incomplete();
      }
      if (c != '\n' && c != Source.END) {
        boolean strip = wanted.document().stripsTabs() && line.length() == 0 && !continued;
        if (c != '\t' || !strip) {
          line.append((char) c);
        }
        continue;
      }
      if (line.toString().equals(wanted.delimiter()) && !continued) {
        return text.toString();
      }
      if (c == Source.END) {
        source.warn(
            "warning: here-document at line "
                + wanted.line()
                + " delimited by end-of-file (wanted `"
                + wanted.delimiter()
                + "')");
        return text.append(line).toString();
      }
      continued = !wanted.quoted() && endsWithBackslash(line);
      text.append(line).append('\n');
      line.setLength(0);
    }
  }

  private static boolean endsWithBackslash(StringBuilder line) {
    int count = 0;
    while (count < line.length() && line.charAt(line.length() - 1 - count) == '\\') {
      count++;
    }
    return count % 2 == 1;
  }
}
