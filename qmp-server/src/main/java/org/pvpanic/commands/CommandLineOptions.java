package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pvpanic.options.OptionGroup;
import org.pvpanic.options.ValueType;
import org.pvpanic.qmp.Name;
import org.pvpanic.qmp.QmpException;

/** What {@code query-command-line-options} tells: the options that take keys, and their keys. */
final class CommandLineOptions {

  /** Its keys belong to the block layer, which there is none of. */
  private static final String NOT_LISTED = "drive";

  private CommandLineOptions() {}

  /** Arguments of {@code query-command-line-options}. */
  record QueryCommandLineOptions(Optional<String> option) {}

  /** The type of an option's parameter. */
  enum CommandLineParameterType {
    STRING,
    BOOLEAN,
    NUMBER,
    SIZE
  }

  /** A parameter of an option. */
  record CommandLineParameterInfo(
      String name,
      CommandLineParameterType type,
      Optional<String> help,
      @Name("default") Optional<String> defaultValue) {}

  /** An option of the command line. */
  record CommandLineOptionInfo(String option, List<CommandLineParameterInfo> parameters) {}

  static List<CommandLineOptionInfo> query(QueryCommandLineOptions args) throws QmpException {
    List<CommandLineOptionInfo> infos = new ArrayList<>();
    for (OptionGroup group : OptionGroup.all()) {
      boolean listed = !group.name().equals(NOT_LISTED);
      if (listed && args.option().map(group.name()::equals).orElse(true)) {
        infos.add(new CommandLineOptionInfo(group.name(), parameters(group)));
      }
    }
    if (infos.isEmpty()) {
      throw new QmpException("invalid option name: " + args.option().orElse(""));
    }
    return infos;
  }

  private static List<CommandLineParameterInfo> parameters(OptionGroup group) {
    List<CommandLineParameterInfo> parameters = new ArrayList<>();
    group
        .keys()
        .forEach(
            (name, type) ->
                parameters.add(
                    new CommandLineParameterInfo(
                        name, type(type), Optional.empty(), Optional.empty())));
    return parameters;
  }

  private static CommandLineParameterType type(ValueType type) {
    return switch (type) {
      case STRING -> CommandLineParameterType.STRING;
      case FLAG -> CommandLineParameterType.BOOLEAN;
      case NUMBER -> CommandLineParameterType.NUMBER;
      case SIZE -> CommandLineParameterType.SIZE;
    };
  }
}
