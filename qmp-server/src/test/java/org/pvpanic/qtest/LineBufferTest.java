package org.pvpanic.qtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineBufferTest {

  private final LineBuffer buffer = new LineBuffer();

  private void add(String text) {
    byte[] bytes = (" " + text).getBytes(ISO_8859_1);
    buffer.add(bytes, 1, bytes.length - 1);
  }

  @Test
  void linesAreTheSameHoweverTheyAreCut() {
    String text = "inb 0x505\n\n\u00ff\r\n a  b \nrest";
    for (int size = 1; size <= text.length(); size++) {
      LineBuffer cut = new LineBuffer();
      List<String> lines = new ArrayList<>();
      for (int at = 0; at < text.length(); at += size) {
        String part = text.substring(at, Math.min(text.length(), at + size));
        cut.add(part.getBytes(ISO_8859_1), 0, part.length());
        for (String line = cut.next(); line != null; line = cut.next()) {
          lines.add(line);
        }
      }
      assertEquals(List.of("inb 0x505", "", "\u00ff\r", " a  b "), lines, "pieces of " + size);
    }
  }

  @Test
  void ofALineThatIsTooLongTheBeginningIsKept() {
    add("first\n");
    add("x".repeat(LineBuffer.MAX));
    assertEquals("first", buffer.next());
    for (int i = 0; i < 3; i++) {
      assertNull(buffer.next());
      add("y".repeat(LineBuffer.MAX));
    }
    assertNull(buffer.next());
    add("z\nlast\n");
    assertEquals("x".repeat(LineBuffer.MAX) + "y", buffer.next());
    assertEquals("last", buffer.next());
    assertNull(buffer.next());
  }

  @Test
  void aLineMayBeAsLongAsTheLimit() {
    add("x".repeat(LineBuffer.MAX) + "\n");
    assertEquals(LineBuffer.MAX, String.valueOf(buffer.next()).length());
  }
}
