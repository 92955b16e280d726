package org.pvpanic.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;
import java.util.stream.Stream;

/** Bytes for a monitor. {@code $DIR} in them becomes the folder of the side that gets them. */
sealed interface Payload {

  /** The text, a character for each byte. */
  String text();

  /** Payloads with less in them. */
  Stream<Payload> simpler();

  /** A JSON object, so that it shrinks by members. */
  record Request(Map<String, Object> members) implements Payload {
    @Override
    public String text() {
      return Trees.write(members);
    }

    @Override
    public Stream<Payload> simpler() {
      return Trees.simplerObjects(members).map(Request::new);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** Bytes that make sense as a whole alone. */
  record Fixed(String text) implements Payload {
    @Override
    public Stream<Payload> simpler() {
      return Stream.empty();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Any bytes. */
  record Raw(String text) implements Payload {
    @Override
    public Stream<Payload> simpler() {
      return Lists.shorter(text.chars().boxed().toList())
          .filter(rest -> !rest.isEmpty())
          .map(
              rest -> {
                StringBuilder shorter = new StringBuilder();
                rest.forEach(c -> shorter.append((char) (int) c));
                return new Raw(shorter.toString());
              });
    }

    /** As a C string. */
    @Override
    public String toString() {
      StringBuilder shown = new StringBuilder("\"");
      for (byte b : text.getBytes(ISO_8859_1)) {
        if (b == '"' || b == '\\') {
          shown.append('\\').append((char) b);
        } else if (b >= ' ' && b < 0x7f) {
          shown.append((char) b);
        } else {
          shown.append("\\%03o".formatted(b & 0xff));
        }
      }
      return shown.append('"').toString();
    }
  }
}
