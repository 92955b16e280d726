package org.pvpanic.hmp;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.MachineException;
import org.pvpanic.qmp.QmpException;

/**
 * The human monitor without its terminal: a command line in, QEMU's text out (lines end in CR LF).
 * All monitors of a machine share one.
 */
public final class HumanMonitor {

  private final List<HmpCommand> commands = new ArrayList<>();
  private final BooleanSupplier preconfig;
  private final ArgumentParser parser = new ArgumentParser();

  /**
   * A monitor that knows {@code help} and {@code info}, and the given commands.
   *
   * @param commands what it can do
   * @param subjects what it can show: the subcommands of {@code info}
   * @param preconfig whether the machine is still to be initialized
   */
  public HumanMonitor(
      List<HmpCommand> commands, List<HmpCommand> subjects, BooleanSupplier preconfig) {
    this.preconfig = preconfig;
    Comparator<HmpCommand> byName = Comparator.comparing(HmpCommand::names);
    List<HmpCommand> infos = subjects.stream().sorted(byName).toList();
    this.commands.addAll(commands);
    this.commands.add(
        HmpCommand.of(
                "help|?",
                "[cmd]",
                "show the help",
                call -> help(call, call.string("name")),
                HmpArgument.rest("name").orNothing())
            .inPreconfig());
    this.commands.add(
        HmpCommand.of(
                "info",
                "[subcommand]",
                "show various information about the system state",
                call -> help(call, "info"),
                HmpArgument.string("item").orNothing())
            .over(infos)
            .inPreconfig());
    this.commands.sort(byName);
  }

  /**
   * Runs a command line.
   *
   * @return what it prints, "" when nothing
   */
  public String execute(String line, HmpUser user) {
    CommandText text = new CommandText(line);
    List<HmpCommand> among = commands;
    while (!text.atEnd()) {
      Optional<HmpCommand> found = HmpCommand.find(among, text.name());
      if (found.isEmpty()) {
        return terminal(unknown(text.before()));
      }
      if (!isAvailable(found.get())) {
        return terminal(
            "Command '"
                + text.before()
                + "' not available until machine initialization has completed.\n");
      }
      String typed = text.before();
      text.skipBlanks();
      among = found.get().subcommands();
      if (among.isEmpty() || text.atEnd()) {
        return terminal(runSafely(found.get(), typed, text, user));
      }
    }
    return "";
  }

  private boolean isAvailable(HmpCommand command) {
    return command.preconfig() || !preconfig.getAsBoolean();
  }

  /** A defect must not end the terminal that the command came from. */
  private String runSafely(HmpCommand command, String typed, CommandText text, HmpUser user) {
    try {
      return run(command, typed, text, user);
    } catch (RuntimeException defect) {
      System.getLogger(HumanMonitor.class.getName())
          .log(Level.ERROR, "unexpected failure of " + typed, defect);
      return "Error: An internal error occurred: " + defect + "\n";
    }
  }

  private String run(HmpCommand command, String typed, CommandText text, HmpUser user) {
    HmpCall call;
    try {
      call = new HmpCall(parser.parse(command, text), user);
    } catch (HmpException e) {
      String complaint = e.getMessage() + "\n";
      int end = complaint.indexOf('\0'); // where C takes it to end
      return complaint.substring(0, end < 0 ? complaint.length() : end)
          + "Try \"help "
          + typed
          + "\" for more information\n";
    }
    try {
      command.action().run(call);
    } catch (QmpException | MachineException e) {
      call.println("Error: " + e.getMessage());
    }
    return call.output();
  }

  private static String terminal(String text) {
    return text.replace("\n", "\r\n");
  }

  private static String unknown(String what) {
    return "unknown command: '" + what + "'\n";
  }

  private void help(HmpCall call, String topic) {
    String prefix = "";
    List<HmpCommand> among = commands;
    List<String> words = words(topic);
    if (words == null) {
      return;
    }
    for (String name : words) {
      Optional<HmpCommand> found = HmpCommand.find(among, name).filter(this::isAvailable);
      if (found.isEmpty()) {
        call.print(unknown(prefix + name));
        return;
      }
      among = found.get().subcommands();
      if (among.isEmpty()) {
        call.print(found.get().helpLine(prefix));
        return;
      }
      prefix += name + " ";
    }
    for (HmpCommand command : among) {
      if (isAvailable(command)) {
        call.print(command.helpLine(prefix));
      }
    }
  }

  /**
   * How a command line could go on.
   *
   * @param typed the line up to the cursor
   */
  Completion complete(String typed) {
    List<String> words = words(typed);
    if (words == null) {
      return Completion.NONE;
    }
    if (words.isEmpty() || Blanks.isBlank(typed.charAt(typed.length() - 1))) {
      words.add("");
    }
    return complete(commands, words);
  }

  private Completion complete(List<HmpCommand> among, List<String> words) {
    String first = words.get(0);
    if (words.size() == 1) {
      return Completion.of(
          among.stream().filter(this::isAvailable).flatMap(c -> c.nameList().stream()).toList(),
          first);
    }
    HmpCommand command = HmpCommand.find(among, first).filter(this::isAvailable).orElse(null);
    if (command == null) {
      return Completion.NONE;
    }
    List<String> others = words.subList(1, words.size());
    if (command.names().equals("help|?")) {
      return complete(among, others);
    }
    return command.subcommands().isEmpty()
        ? command.completer().apply(others)
        : complete(command.subcommands(), others);
  }

  /** The words of a line, or null where a quote is not closed. */
  private static @Nullable List<String> words(String line) {
    CommandText text = new CommandText(line);
    List<String> words = new ArrayList<>();
    while (!text.atEnd()) {
      String word = text.string();
      if (word == null) {
        return null;
      }
      words.add(word);
      text.skipBlanks();
    }
    return words;
  }
}
