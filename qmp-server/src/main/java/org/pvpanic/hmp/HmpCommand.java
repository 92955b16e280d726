package org.pvpanic.hmp;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A command of the human monitor.
 *
 * @param names its name and its short forms, as help and complaints show them: {@code cont|c}
 * @param parameters as help shows them
 * @param help one line
 * @param subcommands the commands whose names may follow
 * @param action does it, when no subcommand's name follows
 */
record HmpCommand(
    String names, String parameters, String help, List<HmpCommand> subcommands, Action action) {

  /** Reads the arguments, does it, and returns what it prints. */
  @FunctionalInterface
  interface Action {
    String run(CommandText arguments);
  }

  /** A command with arguments. */
  static HmpCommand with(String name, String parameters, String help, Action action) {
    return new HmpCommand(name, parameters, help, List.of(), action);
  }

  /** A command without arguments. */
  static HmpCommand plain(String names, String help, Supplier<String> action) {
    return with(
        names,
        "",
        help,
        arguments -> {
          arguments.end(names);
          return action.get();
        });
  }

  /** Finds a command by name or short form. */
  static Optional<HmpCommand> find(List<HmpCommand> commands, String name) {
    return commands.stream().filter(c -> List.of(c.names.split("\\|")).contains(name)).findFirst();
  }

  /** The line that help prints. */
  String helpLine(String prefix) {
    return prefix + names + " " + parameters + " -- " + help + "\r\n";
  }
}
