package org.pvpanic.cases;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;

/** Something that the host of a case does. */
sealed interface HostAction {

  /** Lets time pass. */
  record Wait(Duration time) implements HostAction {}

  /** Waits until the console shows it. */
  record AwaitConsole(Pattern text) implements HostAction {}

  /** Waits until an event has come so many times since the start. */
  record AwaitEvent(String name, int count) implements HostAction {}

  /** Types at the serial console. */
  record Type(String text) implements HostAction {}

  /** Sends a QMP command and waits for its reply. */
  record Execute(String command, Map<String, Object> arguments) implements HostAction {}

  /** What separates actions. */
  Pattern SEPARATOR = Pattern.compile("; (?=(?:[^']*'[^']*')*[^']*$)");

  Pattern WAIT = Pattern.compile("wait ([0-9.]+)s");
  Pattern CONSOLE = Pattern.compile("await console /(.*)/");
  Pattern EVENT = Pattern.compile("await ([A-Z_]+)(?: x(\\d+))?");
  Pattern TYPED = Pattern.compile("type '(.*)'");
  Pattern HUMAN = Pattern.compile("HMP (.*)");
  Pattern COMMAND = Pattern.compile("([a-z_-]+)(?: (\\{.*\\}))?");

  /** Reads a column of the table of cases. */
  static List<HostAction> parseAll(String column) {
    return Arrays.stream(SEPARATOR.split(column)).map(HostAction::parse).toList();
  }

  /** Reads one. */
  static HostAction parse(String action) {
    Matcher wait = WAIT.matcher(action);
    if (wait.matches()) {
      return new Wait(Duration.ofMillis(Math.round(Double.parseDouble(wait.group(1)) * 1000)));
    }
    Matcher console = CONSOLE.matcher(action);
    if (console.matches()) {
      return new AwaitConsole(Pattern.compile(console.group(1)));
    }
    Matcher event = EVENT.matcher(action);
    if (event.matches()) {
      String count = event.group(2);
      return new AwaitEvent(event.group(1), count == null ? 1 : Integer.parseInt(count));
    }
    Matcher typed = TYPED.matcher(action);
    if (typed.matches()) {
      return new Type(typed.group(1).replace("\\r", "\r").replace("\\n", "\n"));
    }
    Matcher human = HUMAN.matcher(action);
    if (human.matches()) {
      return new Execute("human-monitor-command", Map.of("command-line", human.group(1)));
    }
    Matcher command = COMMAND.matcher(action);
    if (command.matches()) {
      String arguments = command.group(2);
      return new Execute(command.group(1), arguments == null ? Map.of() : members(arguments));
    }
    throw new IllegalArgumentException("what does a host do that does '" + action + "'?");
  }

  private static Map<String, Object> members(String json) {
    try {
      return Objects.requireNonNull(Json.asObject(Json.parse(json)), json);
    } catch (JsonException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
