package org.pvpanic.hmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text that somebody typed, which should be UTF-8 and need not be. A byte that is not part of a
 * character becomes a lone surrogate, U+DC80 to U+DCFF, and comes out again as the same byte
 * (Python calls this "surrogateescape").
 */
final class RawText {

  private static final int ESCAPED = 0xdc00;

  private RawText() {}

  static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put(escape(in.get()));
      }
    }
  }

  /** Stands for one byte that is not text. */
  static char escape(int b) {
    return (char) (ESCAPED | (b & 0xff));
  }

  static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isEscaped(c)) {
        out.write(c);
      } else {
        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static boolean isEscaped(int c) {
    return c >= ESCAPED + 0x80 && c <= ESCAPED + 0xff;
  }
}
