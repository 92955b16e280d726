package org.pvpanic.qmp;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.json.JsonWriter;

/**
 * Lets one event a second of certain kinds pass, since guests can raise these without end. Of those
 * that come too soon the last one is sent when the second is over, and begins another.
 */
public final class EventLimiter {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Where time comes from. */
  @FunctionalInterface
  public interface Timers {
    /** Runs a task on the monitors' thread after a delay. */
    void after(Duration delay, Runnable task);
  }

  /**
   * A kind of events that is limited.
   *
   * @param event its name
   * @param subject the member of its data that tells what it is about, where each subject has a
   *     limit of its own
   * @param exempt a member and its value that let an event pass at once
   */
  public record Rule(
      String event, Optional<String> subject, Optional<Map.Entry<String, String>> exempt) {}

  /** A kind of events about one subject. */
  private record Stream(String event, Object subject) {}

  /** The second after an event. */
  private static final class Period {
    Optional<Runnable> waiting = Optional.empty();
  }

  private final Map<String, Rule> rules = new HashMap<>();
  private final Timers timers;

  private final Map<Stream, Period> recent = new HashMap<>();

  /** A limiter of these events. */
  public EventLimiter(List<Rule> rules, Timers timers) {
    rules.forEach(rule -> this.rules.put(rule.event(), rule));
    this.timers = timers;
  }

  /** Sends an event by {@code send}, now or later; or never, if another one takes its place. */
  void submit(QmpEvent<?> event, @Nullable Object data, Runnable send) {
    Rule rule = rules.get(event.name());
    if (rule == null) {
      send.run();
      return;
    }
    Map<String, Object> members = members(event, data);
    if (rule.exempt().filter(e -> e.getValue().equals(members.get(e.getKey()))).isPresent()) {
      send.run();
      return;
    }
    Object subject = rule.subject().map(name -> members.getOrDefault(name, "")).orElse("");
    Stream stream = new Stream(event.name(), subject);
    Period period = recent.get(stream);
    if (period == null) {
      pass(stream, send);
    } else {
      period.waiting = Optional.of(send);
    }
  }

  private void pass(Stream stream, Runnable send) {
    Period period = new Period();
    recent.put(stream, period);
    timers.after(
        PERIOD,
        () -> {
          recent.remove(stream);
          period.waiting.ifPresent(last -> pass(stream, last));
        });
    send.run();
  }

  private static Map<String, Object> members(QmpEvent<?> event, @Nullable Object data) {
    QapiType type = event.dataType();
    if (type == null || data == null) {
      return Map.of();
    }
    JsonWriter out = new JsonWriter();
    type.encode(data, out);
    try {
      Map<String, Object> members = Json.asObject(Json.parse(out.toString()));
      return members == null ? Map.of() : members;
    } catch (JsonException e) {
      throw new IllegalStateException(e); // what is written can be read
    }
  }
}
