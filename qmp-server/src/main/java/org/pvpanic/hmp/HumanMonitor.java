package org.pvpanic.hmp;

import java.util.List;
import java.util.Optional;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.RunState;
import org.pvpanic.vm.Vm;

/**
 * The human monitor without its terminal: a command line in, QEMU's text out (lines end in CR LF).
 * Texts as QEMU 7.2 gives them through {@code human-monitor-command}.
 */
public final class HumanMonitor {

  private final Vm vm;
  private final List<HmpCommand> infos;
  private final List<HmpCommand> commands;
  private final DisplayFormat format = new DisplayFormat();
  private int currentCpu;

  /** The monitor of {@code vm}. */
  public HumanMonitor(Vm vm) {
    this.vm = vm;
    this.infos =
        List.of(
            HmpCommand.plain("chardev", "show the character devices", this::chardevs),
            HmpCommand.plain("cpus", "show infos for each CPU", this::cpus),
            HmpCommand.plain("name", "show the current VM name", () -> lineOf(vm.name())),
            HmpCommand.plain("status", "show the current VM status (running|paused)", this::status),
            HmpCommand.plain("uuid", "show the current VM UUID", () -> vm.uuid() + "\r\n"),
            HmpCommand.plain("version", "show the version of QEMU", this::version));
    this.commands =
        List.of(
            HmpCommand.plain("cont|c", "resume emulation", () -> submit(new Input.Cont())),
            HmpCommand.with("help|?", "[cmd]", "show the help", this::help),
            HmpCommand.with("i", "/fmt addr", "I/O port read", this::portRead),
            new HmpCommand(
                "info",
                "[subcommand]",
                "show various information about the system state",
                infos,
                nothing -> helpOf(infos, "info ")),
            HmpCommand.plain("nmi", "inject an NMI", () -> submit(new Input.InjectNmi())),
            HmpCommand.with("o", "/fmt addr value", "I/O port write", this::portWrite),
            HmpCommand.plain("quit|q", "quit the emulator", () -> submit(new Input.Quit())),
            HmpCommand.plain("stop|s", "stop emulation", this::stop),
            HmpCommand.plain(
                "system_powerdown",
                "send system power down event",
                () -> submit(new Input.SystemPowerdown())),
            HmpCommand.plain(
                "system_reset", "reset the system", () -> submit(new Input.SystemReset())));
  }

  /**
   * Runs a command line.
   *
   * @param cpu the CPU that is looked at, one of those that there are
   * @return what it prints, "" when nothing
   */
  public String execute(String line, int cpu) {
    currentCpu = cpu;
    CommandText text = new CommandText(line);
    List<HmpCommand> among = commands;
    while (!text.atEnd()) {
      Optional<HmpCommand> found = HmpCommand.find(among, text.name());
      if (found.isEmpty()) {
        return unknown(text.before());
      }
      String typed = text.before();
      text.skipBlanks();
      among = found.get().subcommands();
      if (among.isEmpty() || text.atEnd()) {
        return run(found.get(), typed, text);
      }
    }
    return "";
  }

  private static String run(HmpCommand command, String typed, CommandText arguments) {
    try {
      return command.action().run(arguments);
    } catch (HmpException e) {
      return e.getMessage() + "\r\nTry \"help " + typed + "\" for more information\r\n";
    } catch (MachineException e) {
      return "Error: " + e.getMessage() + "\r\n";
    }
  }

  private static String unknown(String what) {
    return "unknown command: '" + what + "'\r\n";
  }

  private String submit(Input input) {
    vm.submit(input);
    return "";
  }

  /** QEMU keeps quiet about a stop that is refused. */
  private String stop() {
    try {
      vm.submit(new Input.Stop(RunState.PAUSED));
    } catch (MachineException refused) {
      return "";
    }
    return "";
  }

  private String help(CommandText arguments) {
    String prefix = "";
    List<HmpCommand> among = commands;
    while (!arguments.atEnd()) {
      String name = arguments.word();
      Optional<HmpCommand> found = HmpCommand.find(among, name);
      if (found.isEmpty()) {
        return unknown(prefix + name);
      }
      among = found.get().subcommands();
      if (among.isEmpty()) {
        return found.get().helpLine(prefix);
      }
      prefix += name + " ";
    }
    return helpOf(among, prefix);
  }

  private static String helpOf(List<HmpCommand> among, String prefix) {
    StringBuilder text = new StringBuilder();
    among.forEach(c -> text.append(c.helpLine(prefix)));
    return text.toString();
  }

  /** {@code i /fmt addr[.index]}: an index is written to the port, and the next port is read. */
  private String portRead(CommandText arguments) {
    int width = format.read(arguments);
    int port = arguments.integer("i");
    if (arguments.peek() == '.') {
      arguments.next();
      int index = arguments.integer("i");
      arguments.end("i");
      vm.submit(new Input.PortWrite(port & 0xffff, 1, index & 0xff));
      port++;
    } else {
      arguments.end("i");
    }
    int value = vm.submit(new Input.PortRead(port & 0xffff, portWidth(width)));
    // The number is as wide as was asked for, even where the access is not.
    String digits = width < 0 ? "%-2x" : "%0" + 2 * width + "x";
    char suffix = portWidth(width) == 4 ? 'l' : portWidth(width) == 2 ? 'w' : 'b';
    return ("port%c[0x%04x] = 0x" + digits + "\r\n").formatted(suffix, port & 0xffff, value);
  }

  private String portWrite(CommandText arguments) {
    int width = portWidth(format.read(arguments));
    int port = arguments.integer("o") & 0xffff;
    int value = arguments.integer("o");
    arguments.end("o");
    vm.submit(new Input.PortWrite(port, width, value));
    return "";
  }

  /** Ports are 1, 2 or 4 bytes wide; every other width is taken for 1. */
  private static int portWidth(int width) {
    return width == 2 || width == 4 ? width : 1;
  }

  private String status() {
    RunState state = vm.machine().runState();
    if (state == RunState.RUNNING) {
      return "VM status: running\r\n";
    }
    String reason = state == RunState.PAUSED ? "" : " (" + state.wireName() + ")";
    return "VM status: paused" + reason + "\r\n";
  }

  private String chardevs() {
    StringBuilder text = new StringBuilder();
    vm.chardevs()
        .forEach(
            c -> text.append(c.label()).append(": filename=").append(c.filename()).append("\r\n"));
    return text.toString();
  }

  private String cpus() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < vm.cpuPaths().size(); i++) {
      text.append(i == currentCpu ? "* CPU #" : "  CPU #").append(i);
      text.append(": thread_id=").append(Vm.threadId()).append("\r\n");
    }
    return text.toString();
  }

  private static String lineOf(Optional<String> text) {
    return text.map(t -> t + "\r\n").orElse("");
  }

  private String version() {
    return vm.version().number() + vm.version().packageVersion() + "\r\n";
  }
}
