package org.pvpanic.cases;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.emulator.Emulators;
import org.pvpanic.twin.TempDir;

/**
 * What a case came to on our emulator, whole and on simulated time.
 *
 * @param messages what was said at the monitor, but for the greeting
 * @param console what the serial console showed
 * @param status the exit status
 * @param complete whether everything came that the host awaited
 * @param simulated how much time passed on the host
 * @param real how much time passed on the host of that host
 */
record OurCase(
    List<Message> messages,
    String console,
    int status,
    boolean complete,
    Duration simulated,
    Duration real) {

  /** Looks at a case while it runs. */
  private interface Probe {
    void clipTo(Emulator emulator) throws IOException;
  }

  /** Runs a case. */
  static OurCase run(RecordedCase recorded)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    try (TempDir directory = new TempDir()) {
      return run(new CaseCommand(recorded, directory.path(".")), List.of(), emulator -> {});
    }
  }

  /** Runs a case, and tells in which order things happened. */
  static List<String> order(RecordedCase recorded)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    List<PanicOrder> probes = new ArrayList<>();
    try (TempDir directory = new TempDir()) {
      Path monitor = directory.path("p");
      run(
          new CaseCommand(recorded, directory.path(".")),
          List.of("-qmp", "unix:" + monitor + ",server=on,wait=off"),
          emulator -> probes.add(new PanicOrder(emulator.vm().machine(), monitor)));
      probes.get(0).close();
    }
    return probes.get(0).order();
  }

  private static OurCase run(CaseCommand command, List<String> more, Probe probe)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    long start = System.nanoTime();
    List<String> argv = new ArrayList<>(command.board());
    argv.addAll(command.ourGuest());
    argv.addAll(more);
    try (SimulatedTime time = new SimulatedTime();
        Emulator emulator = Emulators.start(time.loop(), time, argv)) {
      time.holdUnless(() -> emulator.vm().chardevs().stream().allMatch(Chardev::isWritable));
      time.loop()
          .submit(
              () -> {
                probe.clipTo(emulator);
                return null;
              })
          .get();
      try (CaseHost host = new CaseHost(command, time)) {
        boolean complete = host.act(command.recorded().host());
        int status = emulator.exit().get(60, TimeUnit.SECONDS);
        List<Message> messages =
            host.messages().stream().skip(1).map(each -> each.unplaced(command)).toList();
        Duration real = Duration.ofNanos(System.nanoTime() - start);
        return new OurCase(
            messages, command.shown(host.console()), status, complete, time.elapsed(), real);
      }
    }
  }
}
