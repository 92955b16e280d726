package org.pvpanic.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a parser says: each value as it is written, each error after an exclamation mark. */
final class Parsed implements JsonParser.Listener {
  final List<String> messages = new ArrayList<>();

  /** Parses a text whose characters are the bytes. */
  static List<String> of(String bytes) {
    return of(bytes.getBytes(StandardCharsets.ISO_8859_1), bytes.length());
  }

  /** Parses bytes in pieces of a length. */
  static List<String> of(byte[] bytes, int piece) {
    Parsed parsed = new Parsed();
    JsonParser parser = new JsonParser(parsed);
    for (int at = 0; at < bytes.length; at += piece) {
      feed(parser, bytes, at, Math.min(piece, bytes.length - at));
    }
    return parsed.messages;
  }

  static void feed(JsonParser parser, byte[] bytes, int offset, int length) {
    int used = 0;
    while (used < length) {
      used += parser.feed(bytes, offset + used, length - used);
    }
  }

  @Override
  public void value(Object value) {
    messages.add(Json.write(value));
  }

  @Override
  public void error(String message) {
    messages.add("!" + message);
  }
}
