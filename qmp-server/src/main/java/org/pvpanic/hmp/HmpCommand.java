package org.pvpanic.hmp;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pvpanic.qmp.QmpException;

/**
 * A command of the human monitor.
 *
 * @param names its name and its short forms, as help and complaints show them: {@code cont|c}
 * @param parameters as help shows them
 * @param help as help shows it
 * @param arguments what it takes, in order
 * @param subcommands the commands whose names may follow
 * @param preconfig whether it may be used before the machine is initialized
 * @param completer how its arguments could go on, the last of which is not complete
 * @param action does it, when no subcommand's name follows
 */
public record HmpCommand(
    String names,
    String parameters,
    String help,
    List<HmpArgument> arguments,
    List<HmpCommand> subcommands,
    boolean preconfig,
    Function<List<String>, Completion> completer,
    Action action) {

  /** Carries a command out. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it.
     *
     * @throws QmpException when it fails; the user is told
     */
    void run(HmpCall call) throws QmpException;
  }

  /** A command of that name. */
  public static HmpCommand of(
      String names, String parameters, String help, Action action, HmpArgument... arguments) {
    return new HmpCommand(
        names,
        parameters,
        help,
        List.of(arguments),
        List.of(),
        false,
        typed -> Completion.NONE,
        action);
  }

  /** This command, whose last argument can be completed. */
  public HmpCommand completedBy(Function<List<String>, Completion> by) {
    return new HmpCommand(names, parameters, help, arguments, subcommands, preconfig, by, action);
  }

  /** This command, which may be used before the machine is initialized. */
  public HmpCommand inPreconfig() {
    return new HmpCommand(names, parameters, help, arguments, subcommands, true, completer, action);
  }

  /** This command with others below it. */
  HmpCommand over(List<HmpCommand> below) {
    return new HmpCommand(names, parameters, help, arguments, below, preconfig, completer, action);
  }

  /** Its name and its short forms. */
  List<String> nameList() {
    return List.of(names.split("\\|"));
  }

  /** Finds a command by name or short form. */
  static Optional<HmpCommand> find(List<HmpCommand> commands, String name) {
    return commands.stream().filter(c -> c.nameList().contains(name)).findFirst();
  }

  /** The line that help prints. */
  String helpLine(String prefix) {
    return prefix + names + " " + parameters + " -- " + help + "\n";
  }
}
