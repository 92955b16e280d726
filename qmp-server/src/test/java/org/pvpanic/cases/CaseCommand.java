package org.pvpanic.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How an emulator is started for a case, and where its sockets and files are.
 *
 * @param directory where they are: a folder with a short name
 */
record CaseCommand(RecordedCase recorded, Path directory) {

  /** Where recorded hosts had their files. */
  private static final String LAB = "/lab";

  /** What is said of a case behind its arguments. */
  private static final Pattern REMARK = Pattern.compile(" \\([^)]*\\)$");

  /** Some arguments name a file that only recorded initramfs have; ours has another one. */
  private static final Map<String, String> FILES =
      Map.of("/cases/no-working-init", "/boot/crash.img");

  private static final String NO_INITRD = "(no initrd)";

  /** The kernel is not the one for virtual machines. */
  private static final String ANY_MACHINE = "(kernel flavour 6.1.0-56-amd64)";

  /** The QMP monitor's socket. */
  Path monitor() {
    return directory.resolve("q");
  }

  /** The serial console's socket. */
  Path serial() {
    return directory.resolve("s");
  }

  /** What the serial console shows. */
  Path console() {
    return directory.resolve("console");
  }

  /** Whether the kernel has no initial RAM disk. */
  boolean withoutRamDisk() {
    return recorded.machine().endsWith(NO_INITRD);
  }

  /** The kernel's arguments. */
  String kernelArguments() {
    return "console=ttyS0,115200n8 case=" + recorded.name() + " " + recorded.arguments();
  }

  /** QEMU's arguments: monitor and console, and the board as the case has it. */
  List<String> board() {
    List<String> argv = new ArrayList<>(List.of("-nodefaults", "-display", "none"));
    argv.addAll(List.of("-qmp", "unix:" + monitor() + ",server=on,wait=off", "-chardev"));
    argv.add("socket,id=ser0,path=" + serial() + ",server=on,wait=off,logfile=" + console());
    argv.addAll(List.of("-serial", "chardev:ser0"));
    String board = REMARK.matcher(recorded.machine()).replaceFirst("");
    argv.addAll(List.of(placed(board).split(" ")));
    return argv;
  }

  private String ourKernelArguments() {
    String line = kernelArguments();
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      line = line.replace(file.getKey(), file.getValue());
    }
    return line;
  }

  /** What pid 1 does: once its script has ended it says so and lives on. */
  String init() {
    String end = "\necho \"### init end of case %s\"; while :; do sleep 3600; done\n";
    return recorded.script() + end.formatted(recorded.name());
  }

  /** What our guest's console shows, with the names of the recorded files. */
  String shown(String console) {
    String shown = console;
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      shown = shown.replace(file.getValue(), file.getKey());
    }
    return shown;
  }

  /** How our guest is told what to do: by files of the firmware configuration device. */
  List<String> ourGuest() throws IOException {
    List<String> argv = new ArrayList<>();
    String profile = recorded.machine().endsWith(ANY_MACHINE) ? "debian12-amd64" : "debian12";
    argv.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=" + profile));
    argv.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/boot,string=real"));
    if (withoutRamDisk()) {
      Path kernel = Files.createFile(directory.resolve("kernel"));
      argv.addAll(List.of("-kernel", kernel.toString(), "-append", ourKernelArguments()));
    } else {
      Path line = Files.writeString(directory.resolve("cmdline"), ourKernelArguments());
      Path script = Files.writeString(directory.resolve("init"), init());
      argv.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/cmdline,file=" + line));
      argv.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/init,file=" + script));
    }
    return argv;
  }

  /** The arguments of a command, with files where this emulator has them. */
  Map<String, Object> placed(Map<String, Object> arguments) {
    Map<String, Object> placed = new HashMap<>(arguments);
    placed.replaceAll((name, value) -> value instanceof String text ? placed(text) : value);
    return placed;
  }

  private String placed(String text) {
    return text.replace(LAB, directory.toString());
  }

  /** The opposite, for what was said at the monitor. */
  String unplaced(String text) {
    return text.replace(directory.toString(), LAB);
  }
}
