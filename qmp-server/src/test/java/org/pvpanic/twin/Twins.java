package org.pvpanic.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.pvpanic.emulator.Emulator;

/**
 * Real QEMU and ours, started with the same command line and asked the same things. Both connect to
 * the same socket, so that even the names of their back ends are equal.
 */
public final class Twins implements AutoCloseable {

  /** What {@code $TWIN} stands for in the arguments of real QEMU. */
  public static final String REAL = "real";

  /** What {@code $TWIN} stands for in the arguments of ours. */
  public static final String OURS = "ours";

  private final TempDir directory;
  private final Process process;
  private final Emulator emulator;
  private final QmpClient real;
  private final QmpClient ours;

  /**
   * Starts both, with {@code -nodefaults} and a monitor {@code mon}.
   *
   * @param args more of the command line; {@code $DIR} is an empty folder, and {@code $TWIN} a word
   *     that differs, for the names of their own sockets: {@link #REAL} and {@link #OURS}
   */
  public Twins(String... args) throws IOException {
    Path program = RealQemu.program();
    directory = new TempDir();
    Path socket = directory.path("q");
    List<String> argv = new ArrayList<>(List.of("-nodefaults", "-display", "none"));
    argv.addAll(List.of("-chardev", "socket,id=mon,path=" + socket));
    argv.addAll(List.of("-mon", "chardev=mon,mode=control"));
    Arrays.stream(args).map(arg -> arg.replace("$DIR", directory.toString())).forEach(argv::add);
    argv.addAll(List.of("-bios", haltingRom().toString()));
    List<String> command = new ArrayList<>(forTwin(argv, REAL));
    command.add(0, program.toString());
    if (!Arrays.asList(args).contains("none")) { // a machine without fw_cfg, and without a guest
      argv.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    }
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      emulator = Emulator.start(forTwin(argv, OURS).toArray(String[]::new));
      try {
        ours = new QmpClient(server.accept()).negotiate();
        process = start(command);
        closeAtEndOf(process, server);
        real = new QmpClient(server.accept()).negotiate();
      } catch (IOException | RuntimeException e) {
        emulator.close();
        throw e;
      }
    }
  }

  private static List<String> forTwin(List<String> argv, String twin) {
    return argv.stream().map(arg -> arg.replace("$TWIN", twin)).toList();
  }

  /** Code that halts at once, in place of a BIOS: the CPU runs, and does nothing. */
  private Path haltingRom() throws IOException {
    byte[] rom = new byte[256 << 10]; // as large as SeaBIOS, since a dump holds it
    Arrays.fill(rom, (byte) 0xf4);
    return Files.write(directory.path("rom"), rom);
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.path("log").toFile())
        .redirectInput(new File("/dev/null"))
        .start();
  }

  /**
   * Ends the wait for a connection of a program that refuses its command line, and never connects.
   */
  public static void closeAtEndOf(Process process, ServerSocketChannel server) {
    Future<?> unused =
        process
            .onExit()
            .thenAccept(
                dead -> {
                  try {
                    server.close();
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
  }

  /** A path in a folder for this test. */
  public Path path(String name) {
    return directory.path(name);
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

  /** Reads as many lines from both, which must be equal. */
  public void sameLines(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      assertEquals(real.line(), ours.line());
    }
  }

  /** Sends both SIGTERM, or what stands for it. */
  public void terminate() {
    process.destroy();
    emulator.terminate();
  }

  /** Reads what both say until they close the connection, and waits for both to end. */
  public void sameEnd() throws Exception {
    assertEquals(text(real.rest()), text(ours.rest()), "at the end");
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "QEMU still runs");
    assertEquals(process.exitValue(), emulator.exit().get(10, TimeUnit.SECONDS), "exit status");
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines);
  }

  @Override
  public void close() throws IOException {
    emulator.close();
    process.destroy();
    process.onExit().join();
    ours.close();
    real.close();
    directory.close();
  }
}
