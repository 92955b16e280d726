package org.pvpanic.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.RealQemu;
import org.pvpanic.twin.TempDir;
import org.pvpanic.twin.Twins;

/** Real QEMU with a monitor and a qtest socket; its own CPU halts, or runs SeaBIOS. */
final class RealBoard implements AutoCloseable {

  private final TempDir directory = new TempDir();
  private final Process process;
  private final QmpClient monitor;
  private final QtestBoard board;
  private final @Nullable SocketChannel debug;

  /** Starts QEMU with a CPU that halts at once. */
  static RealBoard halting(String... args) throws IOException {
    return new RealBoard(true, args);
  }

  /** Starts QEMU with SeaBIOS. */
  static RealBoard withSeaBios(String... args) throws IOException {
    return new RealBoard(false, args);
  }

  private RealBoard(boolean halting, String... args) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("s")));
      List<String> command = new ArrayList<>();
      command.addAll(List.of(RealQemu.program().toString(), "-nodefaults", "-display", "none"));
      command.addAll(List.of("-qtest-log", "none", "-qtest", "unix:" + directory.path("s")));
      command.addAll(List.of("-qmp", "unix:" + directory.path("s")));
      if (halting) {
        command.addAll(
            List.of("-bios", haltingRom(directory).toString(), "-chardev", "null,id=log"));
      } else {
        command.addAll(List.of("-chardev", "socket,id=log,path=" + directory.path("s")));
      }
      command.addAll(List.of("-device", "isa-debugcon,iobase=0x402,chardev=log"));
      command.addAll(Arrays.asList(args));
      process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(directory.path("log").toFile())
              .start();
      Twins.closeAtEndOf(process, server);
      monitor = new QmpClient(server.accept()); // in the order of the command line, qtest last
      debug = halting ? null : server.accept();
      board = new QtestBoard(server.accept());
      monitor.negotiate();
    }
  }

  /** Firmware whose first instruction halts the CPU. */
  static Path haltingRom(TempDir directory) throws IOException {
    byte[] rom = new byte[256 << 10];
    Arrays.fill(rom, (byte) 0xf4);
    return Files.write(directory.path("rom"), rom);
  }

  /** Waits until SeaBIOS has set the board up, and looks for something to boot. */
  void awaitSeaBios() throws IOException {
    StringBuilder said = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    while (said.indexOf("enter handle_19") < 0) {
      if (debug == null || debug.read(bytes.clear()) < 0) {
        throw new IOException("SeaBIOS ended: " + said);
      }
      said.append(new String(bytes.array(), 0, bytes.position(), ISO_8859_1));
    }
  }

  QmpClient monitor() {
    return monitor;
  }

  QtestBoard board() {
    return board;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    monitor.close();
    if (debug != null) {
      debug.close();
    }
    board.close();
    directory.close();
  }
}
