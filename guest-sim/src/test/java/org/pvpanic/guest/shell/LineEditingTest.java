package org.pvpanic.guest.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pvpanic.guest.RealProgram;

/**
 * What the editors send for each key is what the real ones send: bash 5.2.15 and busybox 1.35.0 of
 * Debian 12 on a terminal of 80 columns, recorded in {@code bash-5.2.keys} and {@code
 * busybox-1.35.keys}, and those of this machine.
 *
 * <p>In a recording a line that begins with S begins a session; the others are a key and what was
 * sent for it, in hexadecimal, {@code -} for nothing. The first is the prompt.
 */
final class LineEditingTest {

  private static final String HISTORY =
      "echo one\necho two words\nls -l /tmp\nfalse\nfind / -name \"a b\" | sort -u\nls -l /tmp\n";

  /** The most that an answer of a real program takes. */
  private static final int SECONDS = 30;

  private static final String PROMPT = "root@debian:~# ";

  private static final String BANNER =
      """
      \r
      \r
      BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)\r
      Enter 'help' for a list of built-in commands.\r
      \r
      """;

  private static Completer nothing() {
    return (line, point) -> new Completer.Completion(point, "", List.of(), "");
  }

  /** bash at its prompt; the answer to a key. */
  private static UnaryOperator<String> bash() {
    History history = new History(500);
    HISTORY.lines().forEach(history::add);
    LineEditor editor = new LineEditor(history, nothing(), 80, 24, Readline.DEBIAN_12, () -> false);
    return key -> {
      if (key.isEmpty()) {
        editor.begin(PROMPT);
        return "\033[?2004h" + editor.takeOutput();
      }
      boolean ended = false;
      for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
        ended |= editor.key(b) == LineEditor.Event.END;
      }
      String out = editor.takeOutput().replace("\n", "\r\n");
      return ended ? out + "\033[?2004l\r\r\nexit\r\n" : out;
    };
  }

  /** ash at its prompt at home; echo is the only command that prints. */
  private static UnaryOperator<String> ash() {
    History history = new History(500);
    AshEditor editor = new AshEditor(history, nothing(), 80);
    return key -> {
      StringBuilder out = new StringBuilder();
      if (key.isEmpty()) {
        editor.begin("~ # ", true);
        return BANNER + editor.takeOutput();
      }
      for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
        AshEditor.Event event = editor.key(b);
        out.append(editor.takeOutput());
        if (event == AshEditor.Event.LINE) {
          history.add(editor.line());
          if (editor.line().startsWith("echo ")) {
            out.append(editor.line().substring(5)).append('\n');
          }
        }
        if (event == AshEditor.Event.END) {
          out.append('\n');
        } else if (event != AshEditor.Event.MORE) {
          editor.begin("~ # ", true);
          out.append(editor.takeOutput());
        }
      }
      return out.toString().replace("\n", "\r\n");
    };
  }

  private record Typed(String key, String sent) {}

  private static List<List<Typed>> recording(String name) throws IOException {
    List<List<Typed>> sessions = new ArrayList<>();
    try (InputStream in = LineEditingTest.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : text.split("\n")) {
        if (line.startsWith("S")) {
          sessions.add(new ArrayList<>());
        } else {
          String[] fields = line.split(" ");
          sessions.get(sessions.size() - 1).add(new Typed(bytes(fields[0]), bytes(fields[1])));
        }
      }
    }
    return sessions;
  }

  private static String bytes(String hex) {
    return hex.equals("-") ? "" : new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }

  private static void compare(List<Typed> session, UnaryOperator<String> editor) {
    StringBuilder keys = new StringBuilder();
    for (Typed typed : session) {
      keys.append(typed.key());
      assertEquals(
          visible(typed.sent()), visible(editor.apply(typed.key())), visible(keys.toString()));
    }
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c == 0x7f ? "^" + (char) (c ^ 0x40) : String.valueOf(c));
    }
    return out.toString();
  }

  @Test
  void bashAsRecorded() throws IOException {
    List<List<Typed>> sessions = recording("bash-5.2.keys");
    assertTrue(sessions.size() > 3);
    sessions.forEach(session -> compare(session, bash()));
  }

  @Test
  void ashAsRecorded() throws IOException {
    List<List<Typed>> sessions = recording("busybox-1.35.keys");
    assertTrue(sessions.size() > 3);
    sessions.forEach(session -> compare(session, ash()));
  }

  /** What is in the line after some keys, in bash of Debian 12. */
  private static String edited(String keys) {
    History history = new History(500);
    HISTORY.lines().forEach(history::add);
    LineEditor editor = new LineEditor(history, nothing(), 80, 24, Readline.DEBIAN_12, () -> true);
    editor.begin(PROMPT);
    for (byte b : keys.getBytes(StandardCharsets.UTF_8)) {
      editor.key(b);
    }
    return editor.line();
  }

  /** rl_yank_pop of kill.c: a pop that was refused is nothing that another could follow. */
  @Test
  void yankPopOnlyBehindWhatWasYanked() {
    assertEquals("ab", edited("abc\b\013d\025ab\033y\033y"));
    assertEquals("one", edited("one\025two\025\031\033y"));
    assertEquals("", edited("one\025\033y\033y"));
  }

  /** rl_search_history of isearch.c: a negative argument turns the direction round. */
  @Test
  void argumentOfASearch() {
    assertEquals("ls -l /tmp", edited("\022ls\033\001\005"));
    assertEquals("false", edited("\033<\033-\022fal\033\005"));
    assertEquals("abX", edited("ab\0333\022\007X"));
  }

  private static final List<String> KEYS =
      List.of(
          "e", "c", "h", "o", " ", "a", "b", "\002", "\002", "X", "\177", "\001", "Z", "\004",
          "\005", "\027", "u", "\033b", "\033[3~", "\025", "\031", "\013", "\033[A", "\033[A",
          "\001", "\033f", "\033d", "\005", "\033[D", "\024", "\033[B", "q", "\001", "\013",
          "\014");

  /** Keys whose meaning this machine's /etc/inputrc cannot change. */
  @Test
  void bashOfThisMachine(@TempDir Path folder) throws Exception {
    RealProgram bash = RealProgram.of("bash", "version 5.2.15(");
    Path history = Files.writeString(folder.resolve("history"), HISTORY);
    Path start =
        Files.writeString(
            folder.resolve("start"),
            "PS1='"
                + PROMPT
                + "'\nbind '\"\\e[3~\": delete-char'\nHISTFILE="
                + history
                + "\nhistory -c\nhistory -r\n");
    live(bash.file() + " --rcfile " + start + " --noprofile -i", folder, bash());
  }

  @Test
  void busyboxOfThisMachine(@TempDir Path folder) throws Exception {
    RealProgram busybox = RealProgram.of("busybox", "BusyBox v1.35.0 ");
    // A distribution's build says so in the line with its version.
    String version = busybox.banner().replace("multi-call binary.", "built-in shell (ash)");
    String banner = BANNER.replaceFirst("BusyBox.*", Matcher.quoteReplacement(version));
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
    UnaryOperator<String> ours = ash(banner, folder.toRealPath() + (root ? " # " : " $ "));
    List<String> keys =
        List.of(
            "", "e", "b", "\002", "x", "\177", "\001", "\005", "\027", "a", "b", "\025", "\033[B");
    liveKeys(busybox.file() + " ash", folder, ours, keys);
  }

  private static UnaryOperator<String> ash(String banner, String prompt) {
    AshEditor editor = new AshEditor(new History(10), nothing(), 80);
    return key -> {
      if (key.isEmpty()) {
        editor.begin(prompt, true);
        return banner + editor.takeOutput();
      }
      for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
        editor.key(b);
      }
      return editor.takeOutput().replace("\n", "\r\n");
    };
  }

  private static void live(String command, Path folder, UnaryOperator<String> ours)
      throws Exception {
    List<String> keys = new ArrayList<>();
    keys.add("");
    keys.addAll(KEYS);
    liveKeys(command, folder, ours, keys);
  }

  /** Each key is typed when the answer to the one before is complete. */
  private static void liveKeys(
      String command, Path folder, UnaryOperator<String> ours, List<String> keys) throws Exception {
    Path script = RealProgram.find("script");
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), "-qc", command, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "TERM",
                "vt220",
                "PATH",
                folder.resolve("nothing").toString(),
                "LANG",
                "C.UTF-8",
                "HOME",
                folder.toString(),
                "SHELL",
                "/bin/sh",
                "INPUTRC",
                "/dev/null"));
    Process process = builder.start();
    try {
      OutputStream keyboard = process.getOutputStream();
      InputStream screen = process.getInputStream();
      StringBuilder typed = new StringBuilder();
      for (String key : keys) {
        typed.append(visible(key)).append(' ');
        keyboard.write(key.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        String expected = ours.apply(key);
        byte[] sent = read(screen, expected.getBytes(StandardCharsets.UTF_8).length, typed);
        assertEquals(
            visible(expected), visible(new String(sent, StandardCharsets.UTF_8)), typed.toString());
      }
    } finally {
      RealProgram.end(process);
    }
  }

  /** Reads in a thread of its own: a read of a pipe cannot be interrupted. */
  private static byte[] read(InputStream screen, int length, CharSequence typed) throws Exception {
    FutureTask<byte[]> reader = new FutureTask<>(() -> screen.readNBytes(length));
    Thread thread = new Thread(reader, "screen");
    thread.setDaemon(true);
    thread.start();
    try {
      return reader.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("less than expected is sent for " + typed, e);
    }
  }
}
