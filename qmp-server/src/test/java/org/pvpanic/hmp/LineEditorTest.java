package org.pvpanic.hmp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line editor alone; which bytes QEMU answers, the twin tests show. */
class LineEditorTest {

  private static final List<String> WORDS = List.of("alpha", "alphabet", "beta", "dir/");

  private final LineEditor editor =
      new LineEditor("> ", typed -> Completion.of(WORDS, typed.strip()));
  private final List<String> lines = new ArrayList<>();

  /** Types, and returns what the terminal shows. */
  private String type(String keys) {
    for (byte key : keys.getBytes(ISO_8859_1)) {
      String line = editor.accept(key);
      if (line != null) {
        lines.add(line);
        editor.showPrompt();
      }
    }
    return new String(editor.takeOutput(), ISO_8859_1);
  }

  @Test
  void echoesByRedrawingTheLine() {
    assertEquals("a\33[K\33[Dab\33[K", type("ab"));
    assertEquals("\r\n> ", type("\r"));
    assertEquals(List.of("ab"), lines);
  }

  @ParameterizedTest
  @CsvSource({
    "ab^Ac, cab",
    "ab^Ac^Ed, cabd",
    "abc<<^D, ac",
    "abc<<>X, abXc",
    "abc<?, ac",
    "abc?x, abx",
    "one two  ^Wthree, one three",
    "one^W, ''",
  })
  void editsTheLine(String keys, String line) {
    type(
        keys.replace("^A", "\1")
            .replace("^D", "\4")
            .replace("^E", "\5")
            .replace("^W", "\27")
            .replace("?", "\177")
            .replace("<", "\33[D")
            .replace(">", "\33[C"));
    type("\r");
    assertEquals(List.of(line), lines);
  }

  @Test
  void aLineEndsWithCrAndWithLf() {
    type("a\rb\nc\r\n");
    assertEquals(List.of("a", "b", "c", ""), lines);
  }

  @Test
  void recallsLines() {
    type("one\rtwo\rone\r" + "\33[A\33[A" + "\r" + "\33[A\33[A\33[B" + "\r");
    assertEquals(List.of("one", "two", "one", "two", "two"), lines);
    assertEquals(List.of("one", "two"), editor.history().lines());
  }

  @Test
  void keepsTheLastLines() {
    for (int i = 0; i < History.LIMIT + 2; i++) {
      type("line" + i + "\r");
    }
    assertEquals(History.LIMIT, editor.history().lines().size());
    assertEquals("line2", editor.history().lines().get(0));
  }

  @Test
  void completesWhatIsUniqueAndShowsWhatIsNot() {
    type("b\t\r");
    type("d\t\r");
    assertEquals(List.of("beta ", "dir/"), lines);
    assertEquals(
        "a\33[K\r\nalpha     alphabet  \r\n> alpha\33[K", type("a\t"), "with what all begin with");
  }

  @Test
  void aLineHasAnEnd() {
    type("x".repeat(EditBuffer.CAPACITY + 10) + "\r");
    assertEquals("x".repeat(EditBuffer.CAPACITY), lines.get(0));
  }

  @Test
  void somebodyElseStartsWithAnEmptyLine() {
    type("abc\33");
    editor.restart();
    editor.showPrompt();
    type("[A\r");
    assertEquals(List.of("[A"), lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dé€", "\ud83d\ude00", "\u00ff", "\udcff\udc80", "é\udcc3"})
  void bytesThatAreNoTextComeBack(String text) {
    assertEquals(text, RawText.decode(RawText.encode(text)));
  }
}
