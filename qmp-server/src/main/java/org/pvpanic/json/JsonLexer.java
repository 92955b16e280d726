package org.pvpanic.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into JSON tokens, in pieces of any size.
 *
 * <p>Beyond JSON it takes strings in single quotes. It does not take an exponent right after a
 * single 0 (QEMU 7.2 reads {@code 0e1} as the number 0 and the word {@code e}). After a byte that
 * fits nowhere it skips to the next structural character, control character other than tab, or byte
 * FE or FF.
 */
final class JsonLexer {
  /** What a token is. */
  enum Token {
    OPEN_BRACE,
    CLOSE_BRACE,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    COLON,
    COMMA,
    INTEGER,
    FLOAT,
    WORD,
    STRING,
    /** Bytes that begin no token; the last of them is the one that fits nowhere. */
    STRAY,
    /** A token longer than a token may be, cut off. */
    OVERSIZED
  }

  private enum State {
    START,
    DOUBLE_QUOTED,
    DOUBLE_QUOTED_ESCAPE,
    SINGLE_QUOTED,
    SINGLE_QUOTED_ESCAPE,
    MINUS,
    ZERO,
    DIGITS,
    POINT,
    FRACTION,
    EXPONENT,
    EXPONENT_SIGN,
    EXPONENT_DIGITS,
    WORD,
    RECOVERY
  }

  /** A buffer that a long token needed is not kept. */
  private static final int KEPT = 4096;

  private final int maxLength;
  private State state = State.START;
  private byte[] text = new byte[64];
  private int length;
  private @Nullable Token token;

  JsonLexer(int maxLength) {
    this.maxLength = maxLength;
  }

  /** The token that {@link #scan} completed, or null while it needs more bytes. */
  @Nullable Token token() {
    return token;
  }

  /** The bytes of the completed token: {@link #length} of them from index 0. */
  byte[] text() {
    return text;
  }

  int length() {
    return length;
  }

  void reset() {
    state = State.START;
    token = null;
    restart();
  }

  /**
   * Reads bytes until a token is complete.
   *
   * @return the index after the last byte that was used up
   */
  int scan(byte[] bytes, int from, int end) {
    if (token != null || state == State.START) {
      restart();
      token = null;
    }
    int at = from;
    while (at < end && token == null) {
      at = step(bytes, at, end);
      if (token == null && length > maxLength) {
        finish(Token.OVERSIZED);
      }
    }
    return at;
  }

  /** Ends the input: an open token is completed, or stray if it cannot be complete yet. */
  void end() {
    boolean open = token == null;
    token = null;
    if (!open) {
      return;
    }
    switch (state) {
      case START, RECOVERY -> state = State.START;
      case ZERO, DIGITS -> finish(Token.INTEGER);
      case FRACTION, EXPONENT_DIGITS -> finish(Token.FLOAT);
      case WORD -> finish(Token.WORD);
      default -> finish(Token.STRAY);
    }
  }

  private int step(byte[] bytes, int at, int end) {
    int b = bytes[at] & 0xff;
    return switch (state) {
      case START -> start(b, at);
      case DOUBLE_QUOTED -> quoted(bytes, at, end, '"', State.DOUBLE_QUOTED_ESCAPE);
      case SINGLE_QUOTED -> quoted(bytes, at, end, '\'', State.SINGLE_QUOTED_ESCAPE);
      case DOUBLE_QUOTED_ESCAPE -> takeIf(b >= 0x20 && b < 0xfe, b, at, State.DOUBLE_QUOTED);
      case SINGLE_QUOTED_ESCAPE -> takeIf(b >= 0x20 && b < 0xfe, b, at, State.SINGLE_QUOTED);
      case MINUS -> takeIf(isDigit(b), b, at, b == '0' ? State.ZERO : State.DIGITS);
      case ZERO -> isDigit(b) ? stray(b, at) : fraction(b, at);
      case DIGITS -> b == '.' ? fraction(b, at) : digits(b, at, Token.INTEGER);
      case POINT -> takeIf(isDigit(b), b, at, State.FRACTION);
      case FRACTION -> digits(b, at, Token.FLOAT);
      case EXPONENT -> {
        boolean sign = b == '+' || b == '-';
        State next = sign ? State.EXPONENT_SIGN : State.EXPONENT_DIGITS;
        yield takeIf(sign || isDigit(b), b, at, next);
      }
      case EXPONENT_SIGN -> takeIf(isDigit(b), b, at, State.EXPONENT_DIGITS);
      case EXPONENT_DIGITS -> isDigit(b) ? take(b, at, state) : delimited(Token.FLOAT, at);
      case WORD -> isLetter(b) ? take(b, at, State.WORD) : delimited(Token.WORD, at);
      case RECOVERY -> recover(b, at);
    };
  }

  private int start(int b, int at) {
    return switch (b) {
      case ' ', '\t', '\r', '\n' -> at + 1;
      case '"' -> take(b, at, State.DOUBLE_QUOTED);
      case '\'' -> take(b, at, State.SINGLE_QUOTED);
      case '-' -> take(b, at, State.MINUS);
      case '0' -> take(b, at, State.ZERO);
      case '{' -> single(Token.OPEN_BRACE, b, at);
      case '}' -> single(Token.CLOSE_BRACE, b, at);
      case '[' -> single(Token.OPEN_BRACKET, b, at);
      case ']' -> single(Token.CLOSE_BRACKET, b, at);
      case ':' -> single(Token.COLON, b, at);
      case ',' -> single(Token.COMMA, b, at);
      default -> takeIf(isDigit(b) || isLetter(b), b, at, isDigit(b) ? State.DIGITS : State.WORD);
    };
  }

  private int recover(int b, int at) {
    boolean resumes =
        switch (b) {
          case '{', '}', '[', ']', ':', ',' -> true;
          default -> b < 0x20 ? b != '\t' : b >= 0xfe;
        };
    if (resumes) {
      state = State.START;
      return at;
    }
    return at + 1;
  }

  /** Takes a run of plain bytes at once, since most bytes are of this kind. */
  private int quoted(byte[] bytes, int from, int end, char quote, State escape) {
    int limit = (int) Math.min(end, from + (maxLength + 1L - length));
    int at = from;
    while (at < limit && isPlain(bytes[at] & 0xff, quote)) {
      at++;
    }
    append(bytes, from, at - from);
    if (at == limit) {
      return at;
    }
    int b = bytes[at] & 0xff;
    if (b == quote) {
      append(b);
      finish(Token.STRING);
      return at + 1;
    }
    return b == '\\' ? take(b, at, escape) : stray(b, at);
  }

  private static boolean isPlain(int b, char quote) {
    return b >= 0x20 && b < 0xfe && b != quote && b != '\\';
  }

  /** What may follow the whole part of a number that takes no more digits or is a point. */
  private int fraction(int b, int at) {
    return b == '.' ? take(b, at, State.POINT) : delimited(Token.INTEGER, at);
  }

  private int digits(int b, int at, Token ifDelimited) {
    if (isDigit(b)) {
      return take(b, at, state);
    }
    return b == 'e' || b == 'E' ? take(b, at, State.EXPONENT) : delimited(ifDelimited, at);
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isLetter(int b) {
    return b >= 'a' && b <= 'z';
  }

  private int single(Token structural, int b, int at) {
    append(b);
    finish(structural);
    return at + 1;
  }

  private int takeIf(boolean fits, int b, int at, State next) {
    return fits ? take(b, at, next) : stray(b, at);
  }

  private int take(int b, int at, State next) {
    append(b);
    state = next;
    return at + 1;
  }

  /** The byte at {@code at} ends the token without being part of it. */
  private int delimited(Token completed, int at) {
    finish(completed);
    return at;
  }

  private int stray(int b, int at) {
    append(b);
    finish(Token.STRAY);
    state = State.RECOVERY;
    return at + 1;
  }

  private void finish(Token completed) {
    token = completed;
    state = State.START;
  }

  private void restart() {
    length = 0;
    if (text.length > KEPT) {
      text = new byte[64];
    }
  }

  private void append(int b) {
    if (length == text.length) {
      text = Arrays.copyOf(text, capacity(length + 1));
    }
    text[length++] = (byte) b;
  }

  /** Doubling, so that each byte moves rarely, but never far above the longest token. */
  private int capacity(int needed) {
    return (int) Math.max(needed, Math.min(2L * text.length, maxLength + 1L));
  }

  private void append(byte[] bytes, int from, int count) {
    if (count > text.length - length) {
      text = Arrays.copyOf(text, capacity(length + count));
    }
    System.arraycopy(bytes, from, text, length, count);
    length += count;
  }
}
