package org.pvpanic.hmp;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.vm.Vm;

/**
 * The human monitor without its terminal: a command line in, QEMU's text out (lines end in CR LF).
 * Texts as QEMU 7.2 gives them through {@code human-monitor-command}.
 */
public final class HumanMonitor {

  private final Vm vm;
  private final List<HmpCommand> commands;
  private final List<HmpCommand> infos;

  /** The width that {@code /fmt} had last is the next one's default, as in QEMU. */
  private int lastSize = 4;

  /** The monitor of {@code vm}. */
  public HumanMonitor(Vm vm) {
    this.vm = vm;
    this.commands =
        List.of(
            new HmpCommand("cont|c", "", "resume emulation", a -> submit(a, new Input.Cont())),
            new HmpCommand("help|?", "[cmd]", "show the help", this::help),
            new HmpCommand("i", "/fmt addr", "I/O port read", this::portRead),
            new HmpCommand(
                "info",
                "[subcommand]",
                "show various information about the system state",
                this::info),
            new HmpCommand("nmi", "", "inject an NMI", a -> submit(a, new Input.InjectNmi())),
            new HmpCommand("o", "/fmt addr value", "I/O port write", this::portWrite),
            new HmpCommand("quit|q", "", "quit the emulator", a -> submit(a, new Input.Quit())),
            new HmpCommand(
                "stop|s", "", "stop emulation", a -> submit(a, new Input.Stop(RunState.PAUSED))),
            new HmpCommand(
                "system_powerdown",
                "",
                "send system power down event",
                a -> submit(a, new Input.SystemPowerdown())),
            new HmpCommand(
                "system_reset", "", "reset the system", a -> submit(a, new Input.SystemReset())));
    this.infos =
        List.of(
            new HmpCommand(
                "chardev", "", "show the character devices", a -> show(a, this::chardevs)),
            new HmpCommand("cpus", "", "show infos for each CPU", a -> show(a, this::cpus)),
            new HmpCommand(
                "name", "", "show the current VM name", a -> show(a, () -> line(vm.name()))),
            new HmpCommand(
                "status",
                "",
                "show the current VM status (running|paused)",
                a -> show(a, this::status)),
            new HmpCommand(
                "uuid", "", "show the current VM UUID", a -> show(a, () -> vm.uuid() + "\r\n")),
            new HmpCommand(
                "version",
                "",
                "show the version of QEMU",
                a -> show(a, () -> version(vm.version()))));
  }

  /**
   * Runs a command line.
   *
   * @return what it prints, "" when nothing
   */
  public String execute(String line) {
    int begin = 0;
    while (begin < line.length() && Character.isWhitespace(line.charAt(begin))) {
      begin++;
    }
    if (begin == line.length()) {
      return "";
    }
    int end = begin;
    while (end < line.length()
        && !Character.isWhitespace(line.charAt(end))
        && line.charAt(end) != '/') {
      end++;
    }
    String name = line.substring(begin, end);
    Optional<HmpCommand> command = find(commands, name);
    if (command.isEmpty()) {
      return unknown(name);
    }
    return run(command.get(), "", line, end);
  }

  private String run(HmpCommand command, String prefix, String line, int argumentsAt) {
    try {
      return command.run().apply(new Arguments(command.names(), line, argumentsAt));
    } catch (HmpException e) {
      return "%s\r\nTry \"help %s%s\" for more information\r\n"
          .formatted(e.getMessage(), prefix, command.mainName());
    } catch (MachineException e) {
      return "Error: " + e.getMessage() + "\r\n";
    }
  }

  private static Optional<HmpCommand> find(List<HmpCommand> among, String name) {
    return among.stream().filter(c -> c.isCalled(name)).findFirst();
  }

  private static String unknown(String what) {
    return "unknown command: '" + what + "'\r\n";
  }

  private static String show(Arguments arguments, Supplier<String> text) {
    arguments.end();
    return text.get();
  }

  private String submit(Arguments arguments, Input input) {
    arguments.end();
    vm.submit(input);
    return "";
  }

  private String help(Arguments arguments) {
    String name = arguments.word();
    if (name.isEmpty()) {
      return helpOf(commands, "");
    }
    if (name.equals("info")) {
      String what = arguments.word();
      return what.isEmpty()
          ? helpOf(infos, "info ")
          : find(infos, what)
              .map(c -> c.helpLine("info "))
              .orElseGet(() -> unknown("info " + what));
    }
    return find(commands, name).map(c -> c.helpLine("")).orElseGet(() -> unknown(name));
  }

  private static String helpOf(List<HmpCommand> among, String prefix) {
    StringBuilder text = new StringBuilder();
    among.forEach(c -> text.append(c.helpLine(prefix)));
    return text.toString();
  }

  private String info(Arguments arguments) {
    String what = arguments.word();
    if (what.isEmpty()) {
      return helpOf(infos, "info ");
    }
    String rest = arguments.rest();
    return find(infos, what)
        .map(c -> run(c, "info ", rest, 0))
        .orElseGet(() -> unknown("info " + what));
  }

  private String portRead(Arguments arguments) {
    int size = readSize(arguments);
    int port = arguments.integer() & 0xffff;
    arguments.end();
    int value = vm.submit(new Input.PortRead(port, size));
    char suffix = size == 1 ? 'b' : size == 2 ? 'w' : 'l';
    return ("port%c[0x%04x] = 0x%0" + 2 * size + "x\r\n").formatted(suffix, port, value);
  }

  private String portWrite(Arguments arguments) {
    int size = readSize(arguments);
    int port = arguments.integer() & 0xffff;
    int value = arguments.integer();
    arguments.end();
    vm.submit(new Input.PortWrite(port, size, value));
    return "";
  }

  private int readSize(Arguments arguments) {
    lastSize = arguments.size(lastSize);
    return Math.min(lastSize, 4); // there is no 64-bit port access
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
    for (int i = 0; i < vm.machine().config().cpus(); i++) {
      text.append("%s CPU #%d: thread_id=%d\r\n".formatted(i == 0 ? "*" : " ", i, Vm.threadId()));
    }
    return text.toString();
  }

  private static String line(Optional<String> text) {
    return text.map(t -> t + "\r\n").orElse("");
  }

  private static String version(VersionProfile version) {
    return version.number() + version.packageVersion() + "\r\n";
  }
}
