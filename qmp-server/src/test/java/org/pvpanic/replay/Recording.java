package org.pvpanic.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.json.JsonNull;
import org.pvpanic.machine.VersionProfile;

/**
 * A session with real QEMU: how it was started, what went over its channels, how it ended. The
 * README beside the files tells their form.
 *
 * @param argv QEMU's command line, the program first
 * @param lines what was sent and received, in the order in which the recorder saw it
 * @param status the exit status, negative when a signal killed it
 * @param stderr what it wrote on standard error
 */
record Recording(List<String> argv, List<Line> lines, int status, String stderr) {

  /**
   * A message.
   *
   * @param sent whether the client sent it
   * @param channel where: qmp, qtest or serial
   * @param text its bytes, a character each, without the line's end; "" at the end of a channel
   * @param end whether QEMU closed the channel
   */
  record Line(boolean sent, String channel, String text, boolean end) {

    /** Whether it is an event of that name, or the reply to a command that is none. */
    boolean isEvent(String name) {
      return isFromMonitor() && text.contains("\"event\": \"" + name + "\"");
    }

    boolean isReply() {
      return isFromMonitor() && !text.contains("\"event\": ");
    }

    private boolean isFromMonitor() {
      return channel.equals("qmp") && !sent && !end;
    }
  }

  static Recording read(Path file) throws IOException {
    List<String> argv = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    int status = 0;
    String stderr = "";
    for (String text : Files.readAllLines(file)) {
      Map<String, Object> line = Objects.requireNonNull(Json.asObject(parse(text)));
      String channel = String.valueOf(line.get("ch"));
      Object message = Objects.requireNonNull(line.get("msg"));
      Map<String, Object> members = Json.asObject(message);
      boolean meta = "meta".equals(line.get("dir"));
      if (meta && members != null && members.get("argv") instanceof List<?> words) {
        words.forEach(word -> argv.add(String.valueOf(word)));
      } else if (!meta && channel.equals("proc") && members != null) {
        status = ((Long) Objects.requireNonNull(members.get("exit-code"))).intValue();
        stderr = String.valueOf(members.get("stderr"));
      } else if (!meta) {
        lines.add(line("c2s".equals(line.get("dir")), channel, message, line.get("raw")));
      }
    }
    return new Recording(argv, lines, status, stderr);
  }

  /** Of what the client sent there is the value alone; its form did not matter. */
  private static Line line(boolean sent, String channel, Object message, @Nullable Object raw) {
    if (message == JsonNull.NULL) {
      return new Line(sent, channel, "", true);
    }
    String text = message instanceof String string ? string : Json.write(message);
    if (raw != null) {
      text = ((String) raw).stripTrailing();
    } else if (channel.equals("serial") && text.startsWith("\\x")) {
      text = String.valueOf((char) Integer.parseInt(text.substring(2), 16));
    }
    return new Line(sent, channel, text, false);
  }

  private static Object parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The QEMU that it was, as its greeting says. */
  VersionProfile version() {
    boolean newer = lines.stream().anyMatch(line -> line.text().contains("\"major\": 10}"));
    return newer ? VersionProfile.QEMU_10_0 : VersionProfile.QEMU_7_2;
  }

  /** The same without some commands, told by a part of their text, and without their replies. */
  Recording without(List<String> commands) {
    List<Line> kept = new ArrayList<>();
    boolean replyIsDue = false;
    for (Line line : lines) {
      if (line.sent() && commands.stream().anyMatch(line.text()::contains)) {
        replyIsDue = true;
      } else if (replyIsDue && line.isReply()) {
        replyIsDue = false;
      } else {
        kept.add(line);
      }
    }
    return new Recording(argv, kept, status, stderr);
  }

  /** The same as far as QEMU lived, where it aborted. */
  Recording untilAbort() {
    int end = 0;
    while (end < lines.size() && (status >= 0 || !lines.get(end).end())) {
      end++;
    }
    return new Recording(argv, lines.subList(0, end), status, stderr);
  }

  /** The same with a guest as ours is: see {@link GuestBytes}. */
  Recording ofOurGuest() {
    return new Recording(argv, GuestBytes.asOurs(lines), status, stderr);
  }
}
