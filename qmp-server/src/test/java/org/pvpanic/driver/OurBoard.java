package org.pvpanic.driver;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.machine.Vcpu;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/** Our machine with a monitor and a qtest socket; what it is told to run, its CPU runs. */
final class OurBoard implements AutoCloseable {

  private final TempDir directory = new TempDir();
  private final CompletableFuture<Vcpu> started = new CompletableFuture<>();
  private final Emulator emulator;
  private final QmpClient monitor;
  private final QtestBoard board;

  OurBoard(String... args) throws IOException {
    List<String> line = new ArrayList<>(List.of("-nodefaults", "-display", "none"));
    line.addAll(List.of("-qmp", "unix:" + directory.path("q") + ",server=on,wait=off"));
    line.addAll(List.of("-qtest", "unix:" + directory.path("t") + ",server=on,wait=off"));
    line.addAll(List.of("-qtest-log", "none"));
    line.addAll(List.of("-bios", RealBoard.haltingRom(directory).toString()));
    line.addAll(Arrays.asList(args));
    emulator = Emulator.start(started::complete, line.toArray(String[]::new));
    monitor = QmpClient.connect(directory.path("q"));
    board = new QtestBoard(SocketChannel.open(UnixDomainSocketAddress.of(directory.path("t"))));
  }

  QmpClient monitor() {
    return monitor;
  }

  QtestBoard board() {
    return board;
  }

  /** Has the CPU run {@code code} as its next step, and waits until it has. */
  void run(Consumer<Vcpu> code) throws ExecutionException, InterruptedException {
    Vcpu cpu = started.get();
    CompletableFuture<Void> done = new CompletableFuture<>();
    emulator
        .vm()
        .eventLoop()
        .execute(
            () -> {
              cpu.queue(() -> perform(code, cpu, done));
              emulator.vm().loop().kick();
            });
    done.get();
  }

  private static void perform(Consumer<Vcpu> code, Vcpu cpu, CompletableFuture<Void> done) {
    try {
      code.accept(cpu);
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  @Override
  public void close() throws IOException {
    board.close();
    monitor.close();
    emulator.close();
    directory.close();
  }
}
