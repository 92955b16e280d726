package org.pvpanic.hmp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Terminal;
import org.pvpanic.twin.Twins;

/** The human monitor at a terminal beside that of real QEMU 7.2: equal bytes for equal keys. */
@Timeout(120)
class ReadlineTwinTest {

  private static final String PROMPT = "(qemu) ";
  private static final String UP = "\33[A";
  private static final String DOWN = "\33[B";
  private static final String LEFT = "\33[D";

  /** Keys that edit, and words that are commands, none of which lists commands. */
  private static final List<String> KEYS =
      List.of(
          "a b ab \t~ \\ \" ' 1 2 $ cont stop nmi zz p~1+ cpu~0 device_del~x \\x80 \\xff \\x9b"
              .replace("\\x80", "\u0080")
              .replace("\\xff", "\u00ff")
              .replace("\\x9b", "\u009b")
              .replace("\t", "")
              .split(" "));

  private static final List<String> EDITS =
      List.of(
          UP,
          DOWN,
          LEFT,
          "\33[C",
          LEFT,
          UP,
          "\33[E",
          "\33[F",
          "\33[1~",
          "\33[3~",
          "\33[4~",
          "\33[2~",
          "\33OH",
          "\33OF",
          "\33OA",
          "\33",
          "\33[",
          "\33[1",
          "\33O",
          "\u009b3~",
          "\0",
          "\1",
          "\2",
          "\3",
          "\4",
          "\5",
          "\6",
          "\7",
          "\b",
          "\13",
          "\14",
          "\16",
          "\25",
          "\27",
          "\32",
          "\177",
          "\r",
          "\n",
          "\r\n",
          " ",
          "  ",
          "\33\33[D",
          "\33[1;5C",
          "\33[31~",
          "\33[4294967297~",
          "\r\rsendkey ctrl-au\t",
          "\r\rsendkey al\tZ\33[D\33[D\t");

  @SuppressWarnings("NullAway.Init")
  private Twins twins;

  @SuppressWarnings("NullAway.Init")
  private Terminal real;

  @SuppressWarnings("NullAway.Init")
  private Terminal ours;

  private int rounds;

  @BeforeEach
  void start() throws IOException {
    start("-S");
  }

  private void start(String mode) throws IOException {
    twins =
        new Twins(
            mode,
            "-device",
            "pvpanic",
            "-chardev",
            "socket,id=hm,path=$DIR/$TWIN,server=on,wait=off",
            "-mon",
            "hm");
    connect();
  }

  private void connect() throws IOException {
    real = Terminal.connect(twins.path(Twins.REAL));
    ours = Terminal.connect(twins.path(Twins.OURS));
    same(PROMPT, "greeting");
  }

  @AfterEach
  void stop() throws IOException {
    ours.close();
    real.close();
    twins.close();
  }

  private void same(String end, String what) throws IOException {
    assertEquals(visible(real.readUntil(end)), visible(ours.readUntil(end)), visible(what));
  }

  private static String visible(String bytes) {
    return bytes
        .replace("\33[D", "<")
        .replace("\33[C", ">")
        .chars()
        .mapToObj(c -> c >= ' ' && c < 0x7f ? Character.toString(c) : "\\x%02x".formatted(c))
        .collect(Collectors.joining());
  }

  /** Types the same to both, and then a line whose answer says that all has been answered. */
  private void type(String keys, boolean slowly) throws IOException {
    String mark = "mark" + rounds++;
    String all = keys + "\r\r" + mark + "\r"; // the first may end an escape sequence
    if (slowly) {
      real.typeSlowly(all);
      ours.typeSlowly(all);
    } else {
      real.type(all);
      ours.type(all);
    }
    same("unknown command: '" + mark + "'\r\n" + PROMPT, keys);
  }

  private void type(String... keys) throws IOException {
    for (String each : keys) {
      type(each, false);
    }
  }

  @Test
  void editsInTheMiddleOfALine() throws Exception {
    List<String> keys = new ArrayList<>(EDITS);
    for (char c = ' '; c < 0x7f; c++) {
      keys.addAll(List.of("\33" + c, "\33[" + c, "\33O" + c, "\33[3" + c, "" + c));
    }
    for (char c = 0x80; c <= 0xff; c++) {
      keys.add(String.valueOf(c));
    }
    for (String key : keys) {
      type("ab cd  ef gh ij" + LEFT.repeat(5) + key + "ZY" + key);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void answersRandomKeys(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      StringBuilder keys = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        List<String> from = random.nextInt(3) == 0 ? KEYS : EDITS;
        keys.append(from.get(random.nextInt(from.size())).replace('~', from == KEYS ? ' ' : '~'));
      }
      type(keys.toString(), random.nextBoolean());
    }
  }

  @Test
  void remembersLines() throws Exception {
    type("one\rtwo\rthree\rone\rinfo history\r");
    type(UP + UP + UP + "X" + UP + DOWN + DOWN + DOWN + DOWN + DOWN);
    type(UP + UP + "\27\r" + UP + DOWN + DOWN + DOWN, "info history\r");
    for (int i = 0; i < 70; i++) {
      type("line" + i);
    }
    type("info history\r", UP.repeat(200) + "\r", UP.repeat(3) + DOWN.repeat(5) + "\r");
  }

  @Test
  void completesNames() throws Exception {
    type(
        "zzz\t",
        "info hi\t",
        "info uu\t\t",
        "info  nam\t",
        "  info  uu\t",
        "info k\tx\t",
        "help info uu\t",
        "? info uu\t",
        "hel\tcont",
        "?\tcont",
        "nm\t",
        "system_r\t",
        "help system_p\t",
        "cont|\t",
        "cont \t",
        "sendkey a\t",
        "sendkey ctrl-al\t",
        "sendkey ctrl-alt-f\t1",
        "sendkey \t",
        "sendkey zzz\t",
        "sendkey a b\t",
        "sendkey a \t",
        "sendkey meta_\tl\33[D\33[D\tx",
        "sendkey kp_ent\t",
        "sendkey \"kp_ent\t",
        "foo bar\t",
        "info uuid x\t",
        "info foo \t",
        "cpu \t",
        "watchdog_action \t",
        "watchdog_action po\t",
        "watchdog_action none \t",
        "qom-list /ma\t",
        "info  \33[D\33[Duu\t",
        "x\33[Dinfo uu\t",
        "/\t",
        "\u00e9\t");
  }

  @Test
  void completesWhatPreconfigPermits() throws Exception {
    stop();
    start("-preconfig");
    type("con\t", "system_r\t", "sendkey kp_ent\t", "info uu\t", "exi\t");
  }

  /** Far more than fits the sockets on the way: both go on where their reader stopped them. */
  @Test
  void cutsLongLines() throws Exception {
    type("#" + "y".repeat(300) + "\1" + "z".repeat(300));
    type("#".repeat(4094) + "ab");
    type(UP + "\33[Dx\177y" + "\33[D\33[3~" + "zz");
  }

  @Test
  void startsAnewForTheNextClient() throws Exception {
    for (String left : new String[] {"abc", "\33", "\33[", "abc\33[D", "one\rtwo\r" + UP + UP}) {
      real.type(left);
      ours.type(left);
      reconnect();
      type("[A", "B", UP);
    }
  }

  private void reconnect() throws IOException {
    real.close();
    ours.close();
    connect();
  }

  @Test
  void sharesTheMachineWithQmp() throws Exception {
    twins.same("{'execute': 'human-monitor-command', 'arguments': {'command-line': 'p /d 5'}}");
    type("p 5", "p /x 5", "cpu 0", "cpu 1");
    twins.same("{'execute': 'human-monitor-command', 'arguments': {'command-line': 'p 5'}}");
    twins.same(
        "{'execute': 'human-monitor-command', 'arguments': {'command-line': 'info history'}}");
    type("cont\r");
    twins.sameLines(1); // RESUME
    type("info status\r");
    type("o /b 0x505 2\r");
    twins.sameLines(1); // GUEST_CRASHLOADED
  }

  @Test
  void returnsBytesThatAreNoText() throws Exception {
    String text = new String("démo".getBytes(UTF_8), ISO_8859_1);
    type(text, "\u00ff", "help \u00c3", "p '\u00e9", "p " + text, "p /\u00ff 1", "i -\u00e9");
    type("qom-set -\u00e9 a b c", "qom-list \u00fe" + text, "info history\r");
  }

  @ParameterizedTest
  @CsvSource({"q\\r", "quit\\rinfo status\\r", "system_reset\\rquit\\n", "o /b 0x505 1\\r"})
  void quits(String keys) throws Exception {
    String typed = keys.replace("\\r", "\r").replace("\\n", "\n");
    real.type(typed);
    ours.type(typed);
    assertEquals(visible(real.readUntil("\0")), visible(ours.readUntil("\0")));
    twins.sameEnd();
  }
}
