package org.pvpanic.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program {@code pvpanic}: says what is wrong in one line, and never with a stack trace. */
@Command(
    name = "pvpanic",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"A machine that can panic without a hypervisor.", ""},
    commandListHeading = "%nCommands:%n",
    subcommands = DemoCommand.class)
public final class Main {

  Main() {}

  /** Runs the program; ends the process. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /**
   * Runs the program.
   *
   * @return the exit status: 2 for wrong usage
   */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(
            (defect, command, parsed) -> {
              err.println("pvpanic: internal error: " + defect);
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(args);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("pvpanic: " + e.getMessage());
    err.println(
        "Try '" + command.getCommandSpec().qualifiedName() + " --help' for more information.");
    return CommandLine.ExitCode.USAGE;
  }
}
