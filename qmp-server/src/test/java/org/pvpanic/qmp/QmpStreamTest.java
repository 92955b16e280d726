package org.pvpanic.qmp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * What a monitor makes of any bytes, from the first one received to the last one sent. A character
 * stands for a byte.
 */
class QmpStreamTest {

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"a\"",
    "'b'",
    "0",
    "-0",
    "1.5",
    "1e5",
    "-",
    ".",
    "01",
    "0e1",
    "true",
    "null",
    "nope",
    "\"",
    "'",
    "\\",
    "\"\\u0041\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ufffe\"",
    "\"\\q\"",
    "\"\u00c3\u00a9\"",
    "\"\u00c0\u0080\"",
    "\"\u00c0\u00af\"",
    "\"\u00ed\u00a0\u0080\"",
    "\"\u00f4\u0090\u0080\u0080\"",
    "\"\u00e2\u0082\"",
    "\u00ff",
    "\u00fe",
    "\u0000",
    "\u0001",
    "\t",
    "\n",
    "\r\n",
    " ",
    "%",
    "@",
    "18446744073709551616",
    "1e400",
    "\"execute\": ",
    "\"id\": "
  };

  private static final String[] REQUESTS = {
    "{'execute': 'query-name', 'id': [1, {'b': null, 'a': 1e400}]}",
    "{\"execute\": \"stop\"}",
    "{'execute': 'add', 'arguments': {'numbers': [1, 2, 3]}, 'id': '\u00e2\u0082\u00ac'}",
    "{'execute': 'add', 'arguments': {'numbers': [1.5]}}",
    "{'execute': 'qmp_capabilities'}",
    "{'execute': 'nope', 'id': 18446744073709551615}",
    "{'exec-oob': 'overtake', 'id': 0}"
  };

  /** Streams of good requests, of tokens in no order, and of bytes. */
  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> bytes = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(5);
    return Arbitraries.oneOf(Arbitraries.of(TOKENS), Arbitraries.of(REQUESTS), bytes)
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  /** A monitor in one of its modes. */
  private static Client client(boolean pretty, boolean oob) {
    Client client = new Client(new SampleCommands().monitors(), pretty, true);
    return oob ? client.negotiatedOob() : client;
  }

  @Property(tries = 300)
  void anySplitGivesTheSameReplies(
      @ForAll("streams") String stream,
      @ForAll boolean pretty,
      @ForAll boolean oob,
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 12) Integer> pieces) {
    String whole = client(pretty, oob).send(stream).take();
    Client client = client(pretty, oob);
    int at = 0;
    for (int piece : pieces) {
      int end = Math.min(at + piece, stream.length());
      client.send(stream.substring(at, end));
      at = end;
    }
    assertEquals(whole, client.send(stream.substring(at)).take());
  }

  @Property(tries = 300)
  void byteByByteGivesTheSameReplies(@ForAll("streams") String stream, @ForAll boolean oob) {
    String whole = client(false, oob).send(stream).take();
    Client client = client(false, oob);
    stream.chars().forEach(b -> client.send(String.valueOf((char) b)));
    assertEquals(whole, client.take());
  }

  /** Any state of the parser ends with one error for the byte FF. */
  @Property(tries = 300)
  void afterAnythingTheNextRequestIsAnswered(@ForAll("streams") String stream) {
    Client client = client(false, true);
    client.send(stream).take();
    String replies = client.send("\u00ff{'execute': 'query-name', 'id': 'next'}").take();
    assertTrue(
        replies.matches(
            "(.*\r\n)?\\{\"error\": \\{\"class\": \"GenericError\", \"desc\": \"JSON parse error,"
                + " stray '.*\\\\uFFFD'\"}}\r\n"
                + "\\{\"return\": \\{}, \"id\": \"next\"}\r\n"),
        replies);
  }

  /** Nothing that is received is a failure of the monitor itself, and all it says is ASCII. */
  @Property(tries = 300)
  void everyReplyIsOneLineOfAscii(@ForAll("streams") String stream, @ForAll boolean oob) {
    Client client = client(false, oob);
    client.send(stream);
    for (String line : client.lines) {
      assertTrue(line.matches("\\{[ -~]*}\r\n"), line);
      assertTrue(!line.contains("internal error"), line);
      assertEquals(line.length(), line.getBytes(ISO_8859_1).length);
    }
  }
}
