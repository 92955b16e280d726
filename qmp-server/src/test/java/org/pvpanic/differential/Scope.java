package org.pvpanic.differential;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.pvpanic.json.Json;

/**
 * What is not compared, and why: what lists all there is, of which a simulated machine has less
 * (the tests of queries compare what both have), and dumps other than plain ELF.
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
          "query-dump-guest-memory-capability",
          "query-tpm-models",
          "query-tpm-types");

  private static final Pattern OTHER_DUMPS = Pattern.compile("\"paging\": true|kdump-zlib|win-dmp");

  /** Without the name of a command they list all commands. */
  private static final Pattern HELP = Pattern.compile("\\s*(help|\\?|info)?\\s*(info)?\\s*");

  private Scope() {}

  /** Says whether both sides should answer alike. */
  static boolean contains(Payload payload) {
    return !OTHER_DUMPS.matcher(payload.text()).find()
        && (payload instanceof Payload.Request request
            ? contains(request)
            : !payload.text().contains("qom-")
                && LISTS.stream().noneMatch(payload.text()::contains));
  }

  private static boolean contains(Payload.Request request) {
    Map<String, Object> arguments =
        Json.asObject(request.members().getOrDefault("arguments", Map.of()));
    Object line = arguments == null ? null : arguments.get("command-line");
    return !LISTS.contains(request.members().getOrDefault("execute", ""))
        && !(line instanceof String text && HELP.matcher(text).matches());
  }
}
