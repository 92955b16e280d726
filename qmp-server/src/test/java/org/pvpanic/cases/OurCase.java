package org.pvpanic.cases;

import java.io.IOException;
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

  /** Runs a case. */
  static OurCase run(RecordedCase recorded)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    long start = System.nanoTime();
    try (TempDir directory = new TempDir();
        SimulatedTime time = new SimulatedTime()) {
      CaseCommand command = new CaseCommand(recorded, directory.path("."));
      List<String> argv = new ArrayList<>(command.board());
      argv.addAll(command.ourGuest());
      try (Emulator emulator = Emulators.start(time.loop(), time, argv)) {
        time.holdUnless(() -> emulator.vm().chardevs().stream().allMatch(Chardev::isWritable));
        try (CaseHost host = new CaseHost(command, time)) {
          boolean complete = host.act(recorded.host());
          int status = emulator.exit().get(10, TimeUnit.SECONDS);
          String console = command.shown(host.console());
          List<Message> messages =
              host.messages().stream().skip(1).map(each -> each.unplaced(command)).toList();
          Duration real = Duration.ofNanos(System.nanoTime() - start);
          return new OurCase(messages, console, status, complete, time.elapsed(), real);
        }
      }
    }
  }
}
