package org.pvpanic.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.twin.TempDir;

/**
 * What can be said to a machine, as it tells itself: its commands, the types of their arguments,
 * and the commands of its human monitor.
 */
final class Vocabulary {

  private static final Pattern HELP_LINE = Pattern.compile("(\\S+) .*-- .*");

  private final Map<String, Definition> schema = new HashMap<>();
  private final Set<String> commands = new TreeSet<>();
  private final Set<String> human;
  private final Set<String> info;

  private Vocabulary(List<?> entries, String help, String infoHelp) {
    for (Object entry : entries) {
      Definition definition = Definition.of(entry);
      String name = definition.text("name");
      schema.put(name, definition);
      if (definition.text("meta-type").equals("command")) {
        commands.add(name);
      }
    }
    human = names(help);
    info = names(infoHelp.replace("info ", ""));
  }

  /** Asks a machine. */
  static Vocabulary of(Side.Start start) throws IOException {
    Scenario bare = new Scenario(List.of(), false, List.of());
    try (TempDir directory = new TempDir();
        Side side = start.in(Files.createDirectory(directory.path("side")), bare);
        Client client = new Client(side)) {
      client.reconnect();
      ask(client, "qmp_capabilities", Map.of());
      return new Vocabulary(
          (List<?>) ask(client, "query-qmp-schema", Map.of()),
          human(client, "help"),
          human(client, "help info"));
    }
  }

  /** What the human monitor says to a line. */
  static String human(Client client, String line) throws IOException {
    return (String) ask(client, "human-monitor-command", Map.of("command-line", line));
  }

  private static Object ask(Client client, String command, Map<String, Object> arguments)
      throws IOException {
    Map<String, Object> request = Map.of("execute", command, "arguments", arguments);
    Send send = new Send(List.of(new Payload.Request(request)), List.of());
    String reply = send.doneBy(client).get(0);
    try {
      return Objects.requireNonNull(
          Definition.of(Json.parse(reply)).members().get("return"), reply);
    } catch (JsonException e) {
      throw new IllegalStateException(reply, e);
    }
  }

  private static Set<String> names(String help) {
    Set<String> names = new TreeSet<>();
    for (String line : help.split("\r\n")) {
      Matcher matcher = HELP_LINE.matcher(line);
      if (matcher.matches()) {
        names.addAll(List.of(matcher.group(1).split("\\|")));
      }
    }
    return names;
  }

  /** The names of its commands. */
  Set<String> commands() {
    return commands;
  }

  /** The commands of the human monitor, in all their forms. */
  Set<String> human() {
    return human;
  }

  /** What the human monitor's {@code info} can show. */
  Set<String> info() {
    return info;
  }

  /** A definition of the schema: a command or a type. */
  Definition definition(String name) {
    return Objects.requireNonNull(schema.get(name), name);
  }
}
