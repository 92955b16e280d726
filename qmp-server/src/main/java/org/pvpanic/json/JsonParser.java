package org.pvpanic.json;

import org.jspecify.annotations.Nullable;
import org.pvpanic.json.JsonLexer.Token;

/**
 * Parses a stream of JSON values from bytes in any split, as QEMU 7.2's monitor does.
 *
 * <p>A message is complete when braces and brackets balance; they are counted, not matched. Each
 * message yields one value or one error. An error while a message is open drops what came of it,
 * and parsing goes on with the next byte, so that one bad line can yield several errors. A message
 * may have 64 MiB, 2 Mi tokens and 1024 open containers.
 */
public final class JsonParser {
  /** Takes what comes out of the parser. */
  public interface Listener {
    /** A value was read: see the package for its types. */
    void value(Object value);

    /** Something else was read; {@code message} says what in QEMU's words. */
    void error(String message);
  }

  /** The sizes up to which a message is accepted. */
  record Limits(int bytes, int tokens, int depth) {
    static final Limits QEMU = new Limits(64 << 20, 2 << 20, 1024);
  }

  private final Listener listener;
  private final Limits limits;
  private final JsonLexer lexer;
  private final JsonTree tree = new JsonTree();
  private int braces;
  private int brackets;
  private int tokens;
  private int bytes;

  /** Makes a parser that tells {@code listener} what it reads. */
  public JsonParser(Listener listener) {
    this(listener, Limits.QEMU);
  }

  JsonParser(Listener listener, Limits limits) {
    this.listener = listener;
    this.limits = limits;
    this.lexer = new JsonLexer(limits.bytes());
  }

  /**
   * Reads bytes up to the end of one message.
   *
   * @return how many bytes were used: fewer than {@code length} only if a message came out
   */
  public int feed(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      at = lexer.scan(buffer, at, end);
      Token token = lexer.token();
      if (token != null && accept(token)) {
        break;
      }
    }
    return at - offset;
  }

  /** Says that no more bytes come: an open message is an error. */
  public void finish() {
    lexer.end();
    Token token = lexer.token();
    if (token != null && accept(token)) {
      return;
    }
    if (tokens > 0) {
      emit("JSON parse error, " + (tree.error() == null ? "premature EOI" : tree.error()));
    }
  }

  /** Forgets everything, as when the client is gone. */
  public void reset() {
    lexer.reset();
    startMessage();
  }

  /** Adds a token to the message; true if that ended it. */
  private boolean accept(Token token) {
    switch (token) {
      case OPEN_BRACE -> braces++;
      case CLOSE_BRACE -> braces--;
      case OPEN_BRACKET -> brackets++;
      case CLOSE_BRACKET -> brackets--;
      case STRAY -> {
        String text = ModifiedUtf8.decodeForMessage(lexer.text(), 0, lexer.length());
        emit("JSON parse error, stray '" + text + "'");
        return true;
      }
      default -> {}
    }
    if (bytes + (long) lexer.length() + 1 > limits.bytes()) {
      emit("JSON token size limit exceeded");
      return true;
    }
    if (tokens + 1 > limits.tokens()) {
      emit("JSON token count limit exceeded");
      return true;
    }
    if (braces + brackets > limits.depth()) {
      emit("JSON nesting depth limit exceeded");
      return true;
    }
    tokens++;
    bytes += lexer.length();
    tree.token(token, lexer.text(), lexer.length());
    if ((braces > 0 || brackets > 0) && braces >= 0 && brackets >= 0) {
      return false;
    }
    emit(tree.error() == null ? null : "JSON parse error, " + tree.error());
    return true;
  }

  private void emit(@Nullable String error) {
    Object value = tree.result();
    startMessage();
    if (error != null) {
      listener.error(error);
    } else if (value != null) {
      listener.value(value);
    }
  }

  private void startMessage() {
    braces = 0;
    brackets = 0;
    tokens = 0;
    bytes = 0;
    tree.reset();
  }
}
