package org.pvpanic.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.JsonLexer.Token;

/**
 * Builds one value from its tokens, without recursion. The first thing that is wrong is kept, and
 * further tokens are ignored.
 */
final class JsonTree {
  private enum Expect {
    VALUE,
    FIRST_ELEMENT,
    FIRST_KEY,
    KEY,
    COLON,
    SEPARATOR
  }

  /**
   * An object or array that is still open; exactly one of {@code object} and {@code array} is set.
   */
  private static final class Open {
    final @Nullable Open outer;
    final @Nullable Map<String, Object> object;
    final @Nullable List<Object> array;
    Expect expect;
    String key = "";

    Open(@Nullable Open outer, boolean isObject) {
      this.outer = outer;
      this.object = isObject ? new LinkedHashMap<>() : null;
      this.array = isObject ? null : new ArrayList<>();
      this.expect = isObject ? Expect.FIRST_KEY : Expect.FIRST_ELEMENT;
    }
  }

  private @Nullable Open innermost;
  private @Nullable Object result;
  private @Nullable String error;

  /** The finished value, or null while it is open or in error. */
  @Nullable Object result() {
    return result;
  }

  /** What is wrong, or null. */
  @Nullable String error() {
    return error;
  }

  void reset() {
    innermost = null;
    result = null;
    error = null;
  }

  void token(Token token, byte[] text, int length) {
    if (error != null) {
      return;
    }
    try {
      Open open = innermost;
      if (open == null) {
        value(token, text, length);
      } else if (open.object != null) {
        inObject(open, token, text, length);
      } else {
        inArray(open, token, text, length);
      }
    } catch (JsonException e) {
      error = e.getMessage();
    }
  }

  private void inObject(Open open, Token token, byte[] text, int length) throws JsonException {
    switch (open.expect) {
      case COLON -> {
        if (token != Token.COLON) {
          throw new JsonException("missing : in object pair");
        }
        open.expect = Expect.VALUE;
      }
      case SEPARATOR -> {
        if (token == Token.CLOSE_BRACE) {
          close(open);
        } else if (token == Token.COMMA) {
          open.expect = Expect.KEY;
        } else {
          throw new JsonException("expected separator in dict");
        }
      }
      default -> {
        if (token == Token.CLOSE_BRACE && open.expect == Expect.FIRST_KEY) {
          close(open);
        } else {
          value(token, text, length);
        }
      }
    }
  }

  private void inArray(Open open, Token token, byte[] text, int length) throws JsonException {
    boolean mayClose = open.expect != Expect.VALUE;
    if (token == Token.CLOSE_BRACKET && mayClose) {
      close(open);
    } else if (open.expect != Expect.SEPARATOR) {
      value(token, text, length);
    } else if (token == Token.COMMA) {
      open.expect = Expect.VALUE;
    } else {
      throw new JsonException("expected separator in list");
    }
  }

  private void value(Token token, byte[] text, int length) throws JsonException {
    switch (token) {
      case OPEN_BRACE -> innermost = new Open(innermost, true);
      case OPEN_BRACKET -> innermost = new Open(innermost, false);
      case STRING -> complete(JsonStrings.decode(text, length));
      case INTEGER -> complete(JsonNumbers.integer(text, length));
      case FLOAT -> complete(JsonNumbers.floating(text, length));
      case WORD -> complete(word(ModifiedUtf8.decodeForMessage(text, 0, length)));
      default -> throw new JsonException("expecting value");
    }
  }

  private static Object word(String word) throws JsonException {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> JsonNull.NULL;
      default -> throw new JsonException("invalid keyword '" + word + "'");
    };
  }

  private void close(Open open) throws JsonException {
    innermost = open.outer;
    Object closed = open.object != null ? open.object : open.array;
    if (closed != null) {
      complete(closed);
    }
  }

  /** Puts a finished value where it belongs: key, member, element or result. */
  private void complete(Object value) throws JsonException {
    Open open = innermost;
    if (open == null) {
      result = value;
    } else if (open.array != null) {
      open.array.add(value);
      open.expect = Expect.SEPARATOR;
    } else if (open.object != null && open.expect == Expect.VALUE) {
      if (open.object.putIfAbsent(open.key, value) != null) {
        throw new JsonException("duplicate key");
      }
      open.expect = Expect.SEPARATOR;
    } else if (value instanceof String key) {
      open.key = key;
      open.expect = Expect.COLON;
    } else {
      throw new JsonException("key is not a string in object");
    }
  }
}
