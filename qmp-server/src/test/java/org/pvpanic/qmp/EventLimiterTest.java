package org.pvpanic.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Events that are sent once a second, with a clock that the test drives. */
class EventLimiterTest {
  private static final Pattern NUMBER = Pattern.compile("(?<=\"number\": )\\d+");

  /** A clock on which nothing happens by itself. */
  private static final class ManualTimers implements EventLimiter.Timers {
    private record Task(long due, Runnable run) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    @Override
    public void after(Duration delay, Runnable task) {
      tasks.add(new Task(now + delay.toMillis(), task));
    }

    void advance(long millis) {
      long until = now + millis;
      while (tasks.stream().anyMatch(task -> task.due() <= until)) {
        Task next = tasks.stream().min(Comparator.comparingLong(Task::due)).orElseThrow();
        tasks.remove(next);
        now = next.due();
        next.run().run();
      }
      now = until;
    }
  }

  private final ManualTimers time = new ManualTimers();
  private final SampleCommands sample = new SampleCommands(time);
  private final Client client = new Client(sample.monitors()).negotiated();

  private void emit(String subject, long number) {
    emit(subject, number, "low");
  }

  private void emit(String subject, long number, String urgency) {
    sample
        .monitors()
        .emit(SampleCommands.LIMITED, new SampleCommands.Limited(subject, number, urgency));
  }

  /** The numbers of the events that came since the last look. */
  private String numbers() {
    return String.join(
        " ", NUMBER.matcher(client.take()).results().map(MatchResult::group).toList());
  }

  @Test
  void theFirstPassesAtOnceAndTheLastOfASecondAtItsEnd() {
    emit("a", 1);
    assertEquals("1", numbers());
    emit("a", 2);
    emit("a", 3);
    time.advance(999);
    assertEquals("", numbers());
    time.advance(1);
    assertEquals("3", numbers());
  }

  @Test
  void theOneThatWaitedBeginsASecondOfItsOwn() {
    emit("a", 1);
    emit("a", 2);
    time.advance(1500);
    emit("a", 3);
    time.advance(499);
    assertEquals("1 2", numbers());
    time.advance(1);
    assertEquals("3", numbers());
  }

  @Test
  void afterAQuietSecondTheNextPassesAtOnce() {
    emit("a", 1);
    time.advance(1000);
    emit("a", 2);
    assertEquals("1 2", numbers());
  }

  @Test
  void eachSubjectHasItsOwnLimit() {
    emit("a", 1);
    emit("b", 2);
    emit("a", 3);
    emit("b", 4);
    assertEquals("1 2", numbers());
    time.advance(1000);
    assertEquals("3 4", numbers());
  }

  @Test
  void whatIsExemptPassesAtOnce() {
    emit("a", 1, "high");
    emit("a", 2, "high");
    emit("a", 3);
    emit("a", 4, "high");
    assertEquals("1 2 3 4", numbers());
  }

  @Test
  void otherEventsAreNotHeldBack() {
    for (int i = 0; i < 200; i++) {
      sample.monitors().emit(SampleCommands.STOP);
    }
    assertEquals(200, client.lines.size());
  }

  @Test
  void aHeldEventGoesToThoseWhoNegotiatedMeanwhile() {
    emit("a", 1);
    emit("a", 2);
    Client late = new Client(sample.monitors()).negotiated();
    time.advance(1000);
    assertFalse(late.take().isEmpty());
  }
}
