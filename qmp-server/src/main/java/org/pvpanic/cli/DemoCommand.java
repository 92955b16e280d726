package org.pvpanic.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.pvpanic.oncrash.OnCrash;
import org.pvpanic.options.QemuError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code pvpanic demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Boots a simulated CentOS 7 guest, crashes it from its serial console, and handles the panic"
          + " as libvirt would. Shows console, port write, QMP events and handling on one"
          + " timeline.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 when the panic was seen and handled as asked, 1 when not, 2 for wrong usage."
    })
final class DemoCommand implements Callable<Integer> {

  /** When to use colours. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--on-crash",
      paramLabel = "ACTION",
      defaultValue = "destroy",
      converter = OnCrashConverter.class,
      description =
          "What is done about the panic: destroy, restart, preserve, coredump-destroy or"
              + " coredump-restart (default: ${DEFAULT-VALUE}).")
  private OnCrash onCrash;

  @Option(
      names = "--dump-dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where coredump-* puts the dump (default: the current directory).")
  private Path dumpDirectory;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "2G",
      description =
          "Guest memory as QEMU's -m takes it (default: ${DEFAULT-VALUE}). With less than 2G the"
              + " guest has no kdump.")
  private String memory;

  @Option(names = "--boot", description = "Show the whole boot log.")
  private boolean boot;

  @Option(
      names = "--json",
      description = "Print a JSON object a line: t (ms), kind, text, and fields by kind.")
  private boolean json;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      converter = ColourConverter.class,
      description = "auto, always or never (default: ${DEFAULT-VALUE}).")
  private Colour colour;

  @Override
  public Integer call() {
    if (onCrash.dumps() && !Files.isDirectory(dumpDirectory)) {
      throw new ParameterException(
          spec.commandLine(), "--dump-dir: '" + dumpDirectory + "' is not a directory");
    }
    try (Timeline timeline = new Timeline(printer())) {
      new Demo(onCrash, dumpDirectory, memory, Script.CRASH, timeline).run();
      return CommandLine.ExitCode.OK;
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (QemuError e) {
      if (e.origin() != null && e.origin().name().equals("m")) {
        throw new ParameterException(spec.commandLine(), "--memory: " + e.message(), e);
      }
      return failed(e.message());
    }
  }

  private int failed(String reason) {
    spec.commandLine().getErr().println("pvpanic: " + reason);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private TimelinePrinter printer() {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      return new JsonPrinter(out);
    }
    boolean coloured =
        switch (colour) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> CommandLine.Help.Ansi.AUTO.enabled();
        };
    TextPrinter text = new TextPrinter(out, coloured);
    return boot ? text : new BootFold(text);
  }

  /** Reads the name of an action. */
  static final class OnCrashConverter implements ITypeConverter<OnCrash> {
    @Override
    public OnCrash convert(String value) {
      try {
        return OnCrash.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads when to use colours. */
  static final class ColourConverter implements ITypeConverter<Colour> {
    @Override
    public Colour convert(String value) {
      for (Colour when : Colour.values()) {
        if (when.name().toLowerCase(Locale.ROOT).equals(value)) {
          return when;
        }
      }
      throw new TypeConversionException("'" + value + "' is none of auto, always, never");
    }
  }
}
