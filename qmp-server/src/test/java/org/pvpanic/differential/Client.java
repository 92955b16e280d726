package org.pvpanic.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The client of one side's monitor, and of its qtest where it has one. It finds the end of an
 * answer by a command that no machine has, with an id of its own, after a byte FF, which gives
 * exactly one error in any state of the parser and clears it.
 */
final class Client implements AutoCloseable {

  /** The connection was closed. */
  static final String END = "(end)";

  /** The connection stays open, and nothing comes. */
  static final String SILENCE = "(nothing more, and no end)";

  private static final int PATIENCE_MS = 10_000;

  private static final String UNREACHABLE = "(no machine)";

  private final Side side;
  private final Normaliser normaliser;
  private @Nullable Connection connection;
  private @Nullable Connection qtest;
  private int sentinels;
  private int clockChanges;
  private final List<String> deletions = new ArrayList<>();

  Client(Side side) {
    this.side = side;
    this.normaliser = new Normaliser(side.directory());
  }

  /** Says whether a machine is there to talk to. */
  boolean connected() {
    return connection != null;
  }

  /** Closes the connection if there is one, makes another, and returns the greeting. */
  List<String> reconnect() throws IOException {
    disconnect();
    try {
      connection = new Connection(side.socket(), PATIENCE_MS);
    } catch (IOException refused) {
      return List.of(UNREACHABLE);
    }
    List<String> said = new ArrayList<>(readUntil("\"QMP\""));
    said.addAll(answers());
    // A machine at its end may still have a socket, and even greet.
    return connected() ? said : List.of(UNREACHABLE);
  }

  /** Sends payloads in pieces of the given lengths, the rest in one. */
  void write(List<Payload> payloads, List<Integer> pieces) throws IOException {
    String text = payloads.stream().map(Payload::text).collect(Collectors.joining());
    byte[] bytes = text.replace("$DIR", side.directory().toString()).getBytes(ISO_8859_1);
    int at = 0;
    for (int piece : pieces) {
      int length = Math.min(piece, bytes.length - at);
      send(bytes, at, length);
      at += length;
    }
    send(bytes, at, bytes.length - at);
  }

  private void send(byte[] bytes, int offset, int length) {
    Connection open = connection;
    if (open != null && length > 0) {
      try {
        open.write(bytes, offset, length);
      } catch (IOException | TimeoutException gone) {
        return; // what was said before can still be read, and silence is noticed there
      }
    }
  }

  /** All that is said up to now. */
  List<String> answers() throws IOException {
    String id = "\"end-" + sentinels++ + '"';
    byte[] sentinel = ("\u00ff{'execute': '', 'id': " + id + "}").getBytes(ISO_8859_1);
    send(sentinel, 0, sentinel.length);
    return readUntil(id);
  }

  /** All events up to now, if no command waits for its answer. */
  List<String> events() throws IOException {
    List<String> said = answers();
    return connected() ? said.subList(0, said.size() - 2) : said;
  }

  /** All devices that are said to have gone up to now, since this was last asked. */
  List<String> deletions() {
    List<String> said = List.copyOf(deletions);
    deletions.clear();
    return said;
  }

  /** Says that nothing more will be sent, and reads to the end. */
  List<String> rest() throws IOException {
    Connection open = connection;
    if (open != null) {
      open.writeNoMore();
    }
    return readUntil(Pattern.quote(END));
  }

  /** Reads messages up to one in which a pattern is found, or to the end. */
  List<String> readUntil(String pattern) throws IOException {
    Pattern last = Pattern.compile(pattern);
    List<String> messages = new ArrayList<>();
    boolean found = false;
    while (connection != null && !found) {
      String message = message();
      if (isEvent(message, "DEVICE_DELETED")) { // from a thread of its own, at any time
        deletions.add(message);
      } else if (!isEvent(message, "RTC_CHANGE") || clockChanges++ == 0) { // at most one a second
        messages.add(message);
      }
      found = last.matcher(message).find();
      if (message.endsWith(END) || message.endsWith(SILENCE)) {
        disconnect();
      }
    }
    return messages;
  }

  private static boolean isEvent(String message, String name) {
    return message.contains("\"event\": \"" + name + '"');
  }

  /** A message is one line, or in pretty mode all lines down to one with a brace alone. */
  private String message() {
    StringBuilder message = new StringBuilder();
    String line = "";
    do {
      message.append(message.length() == 0 ? "" : "\n");
      line = line();
      message.append(line);
    } while (!line.endsWith(END) && (line.equals("{") || line.startsWith(" ")));
    return normaliser.apply(message.toString());
  }

  private String line() {
    Connection open = connection;
    try {
      String line = open == null ? null : open.line();
      return line == null ? END : line;
    } catch (TimeoutException e) {
      return SILENCE;
    } catch (IOException reset) {
      return END; // QEMU had not read all when it ended
    }
  }

  /** Sends a line to qtest, and returns the line that answers it. */
  String qtest(String line) throws IOException {
    try {
      Connection open = qtest;
      if (open == null) {
        open = new Connection(side.qtestSocket(), PATIENCE_MS);
        qtest = open;
      }
      byte[] bytes = (line + "\n").getBytes(ISO_8859_1);
      open.write(bytes, 0, bytes.length);
      String answer = open.bareLine();
      return answer == null ? END : answer;
    } catch (TimeoutException e) {
      return SILENCE;
    } catch (IOException gone) {
      return END;
    }
  }

  private void disconnect() throws IOException {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    disconnect();
    Connection open = qtest;
    qtest = null;
    if (open != null) {
      open.close();
    }
  }
}
