package org.pvpanic.differential;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.pvpanic.twin.RealQemu;

/** Real QEMU 7.2. */
final class RealSide implements Side {

  /** Now and then it stands still on its way out. */
  private static final int PATIENCE_S = 5;

  private final Path directory;
  private final Process process;

  RealSide(Path directory, Scenario scenario) throws IOException {
    this.directory = directory;
    List<String> command = new ArrayList<>(Arguments.of(scenario, directory));
    command.add(0, RealQemu.program().toString());
    Path log = directory.resolve("log");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.resolve(Arguments.READY)));
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(new File("/dev/null"))
              .start();
      // A program that refuses its command line never connects.
      Future<?> unused = process.onExit().thenAccept(dead -> closeQuietly(server));
      server.accept().close();
    } catch (IOException e) {
      throw new IOException(command + ": " + Files.readString(log), e);
    }
  }

  private static void closeQuietly(ServerSocketChannel server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public OptionalInt exitStatus() throws InterruptedException {
    return process.waitFor(PATIENCE_S, TimeUnit.SECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
