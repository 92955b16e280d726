package org.pvpanic.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.pvpanic.options.QemuError;
import org.pvpanic.twin.TempDir;

/**
 * What both sides said to the same scenario.
 *
 * @param real what real QEMU said to each operation; the last entry is how it ended, if it did
 * @param ours the same of ours
 */
record Comparison(Scenario scenario, List<List<String>> real, List<List<String>> ours) {

  /** Now and then real QEMU stands still on its way out, which is no answer to compare with. */
  private static final String STANDS_STILL = "(does not end)";

  /** Real QEMU crashed, as some input of a client makes it (SIGABRT, SIGSEGV); ours goes on. */
  private static final Set<String> CRASHED = Set.of("(exit 134)", "(exit 139)");

  /**
   * Machine time that has to pass first: QEMU takes times within the first millisecond for none.
   */
  private static final long FIRST_NS = 2_000_000;

  /** It does not take the command line. */
  private static final String REFUSED = "(does not start)";

  /** Carries out a scenario on new machines. */
  static Comparison of(Scenario scenario) throws IOException {
    try (TempDir directory = new TempDir()) {
      Path realPlace = Files.createDirectory(directory.path("real"));
      Path ourPlace = Files.createDirectory(directory.path("ours"));
      CompletableFuture<List<List<String>>> real =
          CompletableFuture.supplyAsync(() -> transcript(scenario, RealSide::new, realPlace));
      CompletableFuture<List<List<String>>> ours =
          CompletableFuture.supplyAsync(() -> transcript(scenario, OurSide::new, ourPlace));
      CompletableFuture.allOf(real, ours).join();
      return new Comparison(scenario, real.join(), ours.join());
    }
  }

  private static List<List<String>> transcript(
      Scenario scenario, Side.Start start, Path directory) {
    Side started;
    try {
      started = start.in(directory, scenario);
    } catch (IOException | QemuError refused) {
      return List.of(List.of(REFUSED));
    }
    List<List<String>> transcript = new ArrayList<>();
    try (Side side = started;
        Client client = new Client(side)) {
      client.reconnect();
      if (!client.connected()) {
        return List.of(List.of(REFUSED));
      }
      if (!scenario.options().contains("-S")) {
        LockSupport.parkNanos(FIRST_NS);
      }
      for (Operation operation : scenario.operations()) {
        transcript.add(operation.doneBy(client));
        if (!client.connected()) {
          OptionalInt status = side.exitStatus();
          transcript.add(
              List.of(status.isPresent() ? "(exit " + status.getAsInt() + ")" : STANDS_STILL));
          break;
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return transcript;
  }

  private Comparison upTo(int end) {
    return new Comparison(
        scenario, real.subList(0, end), ours.subList(0, Math.min(end, ours.size())));
  }

  /** The first operation whose answers differ; the one past the last is the exit status. */
  Optional<Integer> difference() {
    int last = real.size() - 1;
    if (last > 0
        && real.get(last).stream().anyMatch(s -> CRASHED.contains(s) || s.equals(STANDS_STILL))) {
      return upTo(last - 1).difference();
    }
    for (int i = 0; i < Math.max(real.size(), ours.size()); i++) {
      List<String> one = i < real.size() ? real.get(i) : List.of();
      List<String> other = i < ours.size() ? ours.get(i) : List.of();
      if (!one.equals(other)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
