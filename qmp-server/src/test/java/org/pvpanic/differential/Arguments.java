package org.pvpanic.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line of a scenario's machine, but for what only one of the sides gets. */
final class Arguments {

  /**
   * The socket that is connected to when the monitor listens, and its back end. QEMU lists back
   * ends in the order of a hash table; one of that name comes after the monitor's.
   */
  static final String READY = "go";

  private Arguments() {}

  static List<String> of(Scenario scenario, Path directory) throws IOException {
    List<String> args = new ArrayList<>(List.of("-nodefaults", "-display", "none"));
    args.addAll(List.of("-chardev", "socket,id=mon,path=" + directory + "/q,server=on,wait=off"));
    args.addAll(List.of("-chardev", "socket,id=" + READY + ",path=" + directory + "/" + READY));
    args.addAll(
        List.of("-mon", "chardev=mon,mode=control" + (scenario.pretty() ? ",pretty=on" : "")));
    args.addAll(List.of("-qtest-log", "none"));
    args.addAll(List.of("-bios", haltingRom(directory).toString()));
    for (String option : scenario.options()) {
      args.addAll(List.of(option.replace("$DIR", directory.toString()).split(" ", 2)));
    }
    return args;
  }

  /** Code that halts at once, in place of a BIOS: the CPU runs, and does nothing. */
  private static Path haltingRom(Path directory) throws IOException {
    byte[] rom = new byte[256 << 10]; // as large as SeaBIOS, since a dump holds it
    Arrays.fill(rom, (byte) 0xf4);
    return Files.write(directory.resolve("rom"), rom);
  }
}
