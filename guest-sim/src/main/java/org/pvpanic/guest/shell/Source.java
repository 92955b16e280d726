package org.pvpanic.guest.shell;

/** The text that is being parsed, and how far that has come. */
final class Source {

  /** How deep commands may be nested; a real shell runs out of stack some time. */
  private static final int MAX_DEPTH = 200;

  static final int END = -1;

  private final Dialect dialect;
  private final boolean complete;
  private String text;
  private int at;
  private int line;
  private int depth;
  private String warning = "";

  /**
   * A text.
   *
   * @param complete whether nothing can follow it
   * @param line the number of its first line
   */
  Source(Dialect dialect, String text, boolean complete, int line) {
    this.dialect = dialect;
    this.text = text;
    this.complete = complete;
    this.line = line;
  }

  /** A piece of this text, as deep in it. */
  Source inner(String piece) {
    Source inner = new Source(dialect, piece, true, line);
    inner.depth = depth + 1;
    return inner;
  }

  Dialect dialect() {
    return dialect;
  }

  boolean isComplete() {
    return complete;
  }

  int at() {
    return at;
  }

  /** Goes back to a place in the same line or a later one. */
  void back(int place) {
    while (at > place) {
      at--;
      if (text.charAt(at) == '\n') {
        line--;
      }
    }
  }

  int line() {
    return line;
  }

  int peek() {
    return peek(0);
  }

  int peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  int take() {
    if (at == text.length()) {
      return END;
    }
    char c = text.charAt(at++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      take();
    }
  }

  boolean isNext(String expected) {
    return text.startsWith(expected, at);
  }

  String from(int start) {
    return text.substring(start, Math.max(start, at));
  }

  /** The line, without its end, that holds a place. */
  String lineAround(int place) {
    int p = Math.min(place, text.length());
    int start = p == 0 ? 0 : text.lastIndexOf('\n', p - 1) + 1;
    int end = text.indexOf('\n', p);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /** Puts the text of an alias in the place of its name, which was just read. */
  void replace(int start, String value) {
    text = text.substring(0, start) + value + text.substring(at);
    at = start;
  }

  /** Notes what bash says of the text although it goes on. */
  void warn(String text) {
    if (dialect.isBash()) {
      warning = text;
    }
  }

  /** What was noted, once; "" for nothing. */
  String takeWarning() {
    String said = warning;
    warning = "";
    return said;
  }

  boolean endsWithNewline() {
    return text.endsWith("\n");
  }

  /** What has not been read. */
  String rest() {
    return text.substring(at);
  }

  void enter() throws SyntaxError {
    if (++depth > MAX_DEPTH) {
      throw SyntaxError.of(this, "out of memory");
    }
  }

  void leave() {
    depth--;
  }
}
