package org.pvpanic.differential;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pvpanic.emulator.Emulator;

/** Our emulator, without a guest. */
final class OurSide implements Side {

  private static final int PATIENCE_S = 5;

  private final Path directory;
  private final Emulator emulator;

  OurSide(Path directory, Scenario scenario) throws IOException {
    this.directory = directory;
    List<String> args = new ArrayList<>(Arguments.of(scenario, directory));
    if (!scenario.options().contains("-machine none")) { // it has no fw_cfg, and no guest anyway
      args.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    }
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.resolve(Arguments.READY)));
      emulator = Emulator.start(args.toArray(String[]::new));
      try {
        server.accept().close();
      } catch (IOException | RuntimeException e) {
        emulator.close();
        throw e;
      }
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public OptionalInt exitStatus() throws InterruptedException {
    try {
      return OptionalInt.of(emulator.exit().get(PATIENCE_S, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return OptionalInt.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    emulator.close();
  }
}
