package org.pvpanic.differential;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pvpanic.json.Json;

/**
 * What is compared. Left out is
 *
 * <ul>
 *   <li>what only real QEMU has;
 *   <li>what lists all there is, of which a simulated machine has less: the tests of queries
 *       compare what both have;
 *   <li>dumps other than plain ELF; those in the background have an operation of their own;
 *   <li>whatever would write a file outside of the test's folder, or a large one.
 * </ul>
 */
final class Scope {

  private static final Set<String> LISTS =
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

  /** Commands of the human monitor that list things or write to a file. */
  private static final Set<String> HUMAN =
      Set.of("qom-list", "dump-guest-memory", "memsave", "pmemsave", "screendump", "logfile");

  /** Lists of the human monitor. */
  private static final Set<String> INFO = Set.of("qom-tree", "qtree", "mtree", "qdm");

  /** Without the name of a command they list all commands. */
  private static final Pattern HELP = Pattern.compile("\\s*((help|\\?)\\s*(info)?|info)\\s*");

  private static final Pattern OTHER_DUMPS =
      Pattern.compile("\"paging\": true|kdump-zlib|win-dmp|\"detach\": true");

  /**
   * Of all texts with a path in them only those in the folder and those of no file are safe, and of
   * sizes those of up to six digits.
   */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "(file:|\"filename\": \")(?!(\\$DIR/\\w*|/nonexistent/\\w+)?[\"'])"
              + "|\"size\": (?!\\d{1,6}[,}])");

  private static final Pattern COMMAND =
      Pattern.compile("['\"](?:execute|exec-oob)['\"]\\s*:\\s*['\"]([^'\"]*)");

  private final Set<String> absentCommands;
  private final Set<String> absentHuman;
  private final Set<String> absentInfo;

  private Scope(Set<String> commands, Set<String> human, Set<String> info) {
    absentCommands = commands;
    absentHuman = human;
    absentInfo = info;
  }

  /** What both have, by what they tell of themselves. */
  static Scope of(Vocabulary real, Vocabulary ours) {
    Set<String> commands = without(real.commands(), ours.commands());
    commands.addAll(LISTS);
    Set<String> human = without(real.human(), ours.human());
    human.addAll(HUMAN);
    Set<String> info = without(real.info(), ours.info());
    info.addAll(INFO);
    return new Scope(commands, human, info);
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** Says whether both sides should answer all that is sent alike. */
  boolean contains(Scenario scenario) {
    return scenario.operations().stream().allMatch(this::contains);
  }

  private boolean contains(Operation operation) {
    return operation instanceof DetachedDump
        || operation.payloads().stream().allMatch(this::contains);
  }

  /** Says whether both sides should answer it alike. */
  boolean contains(Payload payload) {
    String text = payload.text();
    if (OTHER_DUMPS.matcher(text).find() || UNSAFE.matcher(text).find()) {
      return false;
    }
    Matcher commands = COMMAND.matcher(text);
    return commands.results().noneMatch(found -> absentCommands.contains(found.group(1)))
        && (payload instanceof Payload.Request request
            ? containsLineOf(request)
            : Stream.of("qom-", "command-line", "filename", "size").noneMatch(text::contains));
  }

  private boolean containsLineOf(Payload.Request request) {
    Map<String, Object> arguments =
        Json.asObject(request.members().getOrDefault("arguments", Map.of()));
    Object line = arguments == null ? null : arguments.get("command-line");
    return !(line instanceof String text) || containsLine(text);
  }

  private boolean containsLine(String line) {
    if (HELP.matcher(line).matches()) {
      return false;
    }
    String[] words = line.strip().split("[\\s/]+", 4);
    int at = words[0].equals("help") || words[0].equals("?") ? 1 : 0;
    boolean info = words.length > at + 1 && words[at].equals("info");
    return info
        ? !absentInfo.contains(words[at + 1])
        : at >= words.length || !absentHuman.contains(words[at]);
  }
}
