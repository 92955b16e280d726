package org.pvpanic.differential;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.pvpanic.json.Json;

/**
 * What is not compared, and why: all of it lists what there is, and a simulated machine has less.
 * The tests of queries compare what both have.
 */
final class Scope {

  /** They list the commands, types, machines, CPU models, options and devices that there are. */
  static final Set<String> LISTS =
      Set.of(
          "query-commands",
          "query-qmp-schema",
          "query-machines",
          "query-cpu-definitions",
          "query-command-line-options",
          "qom-list",
          "qom-list-types",
          "qom-list-properties",
          "device-list-properties",
          "query-tpm-models",
          "query-tpm-types");

  /** Without the name of a command they list all commands. */
  private static final Pattern HELP = Pattern.compile("\\s*(help|\\?|info)?\\s*(info)?\\s*");

  private Scope() {}

  /** Says whether both sides should answer alike. */
  static boolean contains(Payload payload) {
    if (!(payload instanceof Payload.Request request)) {
      return LISTS.stream().noneMatch(payload.text()::contains) && !payload.text().contains("qom-");
    }
    Map<String, Object> arguments =
        Json.asObject(request.members().getOrDefault("arguments", Map.of()));
    Object line = arguments == null ? null : arguments.get("command-line");
    return !LISTS.contains(request.members().getOrDefault("execute", ""))
        && !(line instanceof String text && HELP.matcher(text).matches());
  }
}
