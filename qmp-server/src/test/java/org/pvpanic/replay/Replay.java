package org.pvpanic.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.replay.Recording.Line;

/**
 * Does to our machine what was done to real QEMU, and compares every answer byte for byte, less
 * timestamps and thread numbers; then exit status and standard error.
 *
 * <p>Each channel has its own order, which must be the recorded one. Across channels the recorder
 * could not know QEMU's order, so it is that of causes alone: nothing is sent before all has come
 * that had come before it.
 */
final class Replay {

  private static final Pattern VARYING =
      Pattern.compile("(?<=\"(micro)?seconds\": )\\d+|(?<=thread_id=|\"thread-id\": )\\d+");

  /** What KVM says of the recorder's processor, and of the state that it was in. */
  private static final Pattern KVM =
      Pattern.compile(".*warning: host doesn't support .*\n|(?s:KVM internal error\\. .*)");

  private Replay() {}

  static void run(Recording recorded) throws Exception {
    Recording session = recorded.ofOurGuest().untilAbort();
    try (RecordedMachine machine = new RecordedMachine(session.version(), session.argv())) {
      for (Line line : session.lines()) {
        Peer peer = machine.peer(line.channel());
        if (peer != null) {
          step(machine, peer, line);
        }
      }
      if (session.status() >= 0) {
        assertEquals(session.status(), machine.emulator().exit().get(10, TimeUnit.SECONDS));
        assertEquals(KVM.matcher(session.stderr()).replaceAll(""), machine.stderr());
      }
    }
  }

  private static void step(RecordedMachine machine, Peer peer, Line line) throws IOException {
    if (line.sent()) {
      peer.send(line.text());
      return;
    }
    if (line.isEvent("SHUTDOWN") && line.text().contains("\"host-signal\"")) {
      machine.emulator().terminate(); // the recorder sent a signal, and did not note it
    }
    String received = next(peer, line);
    if (line.end()) {
      assertNull(received, line.channel() + " goes on where QEMU closes it");
    } else {
      assertEquals(timeless(machine.located(line.text())), timeless(received), line.channel());
    }
  }

  private static @Nullable String next(Peer peer, Line expected) throws IOException {
    try {
      return peer.next();
    } catch (ClosedByInterruptException timeout) {
      throw new AssertionError("nothing came where QEMU says " + expected, timeout);
    }
  }

  private static @Nullable String timeless(@Nullable String text) {
    return text == null ? null : VARYING.matcher(text).replaceAll("0");
  }
}
