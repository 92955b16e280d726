package org.pvpanic.qmp;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A register with a command of each kind, behind which there is no machine. */
final class SampleCommands {
  static final Instant NOW = Instant.ofEpochSecond(1795379511, 461426000);
  static final VersionInfo VERSION = VersionInfo.of(7, 2, 22, "Debian 1:7.2+dfsg-7+deb12u18+b3");
  static final QmpEvent<Void> STOP = QmpEvent.of("STOP");
  static final QmpEvent<Added> ADDED = QmpEvent.of("ADDED", Added.class);

  static final QmpEvent<Limited> LIMITED = QmpEvent.of("LIMITED", Limited.class);

  record Limited(String subject, long number, String urgency) {}

  record NameInfo(Optional<String> name) {}

  record Added(long sum) {}

  record Numbers(List<Long> numbers) {}

  private final QmpCommands commands = new QmpCommands(VERSION);
  private final QmpMonitors monitors;

  /** The answer to the last command {@code slow}, to be given by the test. */
  CompletableFuture<String> slow = new CompletableFuture<>();

  SampleCommands() {
    this((delay, task) -> {});
  }

  SampleCommands(EventLimiter.Timers timers) {
    EventLimiter.Rule rule =
        new EventLimiter.Rule(
            "LIMITED", Optional.of("subject"), Optional.of(Map.entry("urgency", "high")));
    monitors = new QmpMonitors(commands, () -> NOW, new EventLimiter(List.of(rule), timers));
    commands.add(STOP, ADDED, LIMITED);
    commands
        .add("query-name")
        .returns(NameInfo.class)
        .does((client, none) -> new NameInfo(Optional.empty()));
    commands.add("stop").does((client, none) -> monitors.emit(STOP));
    commands
        .add("add")
        .takes(Numbers.class)
        .preconfig()
        .does((client, args) -> monitors.emit(ADDED, new Added(sum(args))));
    commands.add("overtake").outOfBand().does((client, none) -> {});
    commands.add("take-fd").returns(Long.class).does((client, none) -> taken(client));
    commands
        .add("slow")
        .returns(String.class)
        .doesLater((client, none) -> slow = new CompletableFuture<>());
    commands
        .add("broken")
        .does(
            (client, none) -> {
              throw new IllegalStateException("of my own making");
            });
  }

  private static long sum(Numbers args) {
    return args.numbers().stream().mapToLong(Long::longValue).sum();
  }

  private static Long taken(QmpContext client) {
    OptionalInt descriptor = client.takeDescriptor();
    return (long) descriptor.orElse(-1);
  }

  QmpCommands commands() {
    return commands;
  }

  QmpMonitors monitors() {
    return monitors;
  }
}
