package org.pvpanic.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pvpanic.emulator.Emulator;

/**
 * Real QEMU and ours, started with the same command line and asked the same things. Both connect to
 * the same socket, so that even the names of their back ends are equal.
 */
public final class Twins implements AutoCloseable {

  private final Path directory = Files.createTempDirectory("pv");
  private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  private final Process process;
  private final Emulator emulator;
  private final QmpClient real;
  private final QmpClient ours;

  /** Starts both, with {@code -nodefaults} and a monitor {@code mon}. */
  public Twins(String... args) throws IOException {
    Path program = RealQemu.program();
    Path socket = directory.resolve("q");
    server.bind(UnixDomainSocketAddress.of(socket));
    List<String> argv = new ArrayList<>(List.of("-nodefaults", "-display", "none"));
    argv.addAll(List.of("-chardev", "socket,id=mon,path=" + socket));
    argv.addAll(List.of("-mon", "chardev=mon,mode=control"));
    Arrays.stream(args).map(arg -> arg.replace("$DIR", directory.toString())).forEach(argv::add);
    // Code that halts at once, in place of a BIOS: the CPU runs, and does nothing.
    byte[] rom = new byte[64 << 10];
    Arrays.fill(rom, (byte) 0xf4);
    argv.addAll(List.of("-bios", Files.write(directory.resolve("rom"), rom).toString()));

    List<String> command = new ArrayList<>(argv);
    command.add(0, program.toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    process.onExit().thenAccept(this::cannotConnect);
    real = new QmpClient(server.accept()).negotiate();
    if (!argv.contains("none")) { // a machine without fw_cfg, and without a guest
      argv.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    }
    emulator = Emulator.start(argv.toArray(String[]::new));
    ours = new QmpClient(server.accept()).negotiate();
  }

  private void cannotConnect(Process dead) {
    try {
      server.close(); // ends a wait for a program that has refused its command line
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A folder for this test. */
  public Path directory() {
    return directory;
  }

  /** The client of real QEMU. */
  public QmpClient real() {
    return real;
  }

  /** The client of ours. */
  public QmpClient ours() {
    return ours;
  }

  /** Our machine. */
  public Emulator emulator() {
    return emulator;
  }

  /** Gives both the same command; events, reply and their order must be equal to the byte. */
  public void same(String command) throws IOException {
    assertEquals(text(real.ask(command)), text(ours.ask(command)), command);
  }

  /** Gives both the same line for the human monitor. */
  public void sameHuman(String line) throws IOException {
    assertEquals(real.human(line), ours.human(line), () -> "human monitor: " + line);
  }

  /** Reads what both say until they close the connection, and waits for both to end. */
  public void sameEnd() throws Exception {
    assertEquals(text(real.rest()), text(ours.rest()), "at the end");
    assertEquals(process.waitFor(), emulator.exit().get(10, TimeUnit.SECONDS), "exit status");
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines);
  }

  @Override
  public void close() throws Exception {
    emulator.close();
    process.destroy();
    process.waitFor();
    ours.close();
    real.close();
    server.close();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
