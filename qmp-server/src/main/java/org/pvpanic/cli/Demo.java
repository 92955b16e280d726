package org.pvpanic.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.json.Json;
import org.pvpanic.oncrash.CrashListener;
import org.pvpanic.oncrash.CrashOutcome;
import org.pvpanic.oncrash.DumpFiles;
import org.pvpanic.oncrash.OnCrash;
import org.pvpanic.oncrash.OnCrashHandler;
import org.pvpanic.oncrash.QmpClient;
import org.pvpanic.oncrash.QmpCommandException;

/**
 * A crash from the operator's keyboard to the handler: boots the guest, types at its console until
 * it panics, deals with that, and ends the machine.
 */
final class Demo {

  private static final Duration PANIC = Duration.ofSeconds(30);

  private final OnCrash action;
  private final Path dumpDirectory;
  private final String memory;
  private final Script script;
  private final Timeline timeline;
  private final Dialogue dialogue = new Dialogue();

  /**
   * A demo.
   *
   * @param memory of the guest, as QEMU's {@code -m} takes it
   * @param script what the operator types to make it panic
   */
  Demo(OnCrash action, Path dumpDirectory, String memory, Script script, Timeline timeline) {
    this.action = action;
    this.dumpDirectory = dumpDirectory;
    this.memory = memory;
    this.script = script;
    this.timeline = timeline;
  }

  /**
   * Runs to the end.
   *
   * @throws IOException when the panic was not seen, or not handled as asked; the text says why
   */
  void run() throws IOException {
    try (DemoMachine machine = DemoMachine.start(memory, timeline, dialogue::received)) {
      timeline.add(
          Entry.demo(
              "%s guest with %d MiB, pvpanic at port 0x%x, console at %s, on_crash %s"
                  .formatted(
                      DemoMachine.NAME,
                      machine.memory(),
                      IsaPvpanic.DEFAULT_IOPORT,
                      machine.serialPort(),
                      action)));
      panic(machine);
      finish(machine, handle(machine));
    }
  }

  private void panic(DemoMachine machine) throws IOException {
    CompletableFuture<QmpClient.Event> stopped = machine.qmp().next("STOP");
    CompletableFuture<?> end =
        CompletableFuture.anyOf(
            machine.qmp().next("GUEST_PANICKED"),
            machine.qmp().next("RESET"),
            machine.qmp().next("SHUTDOWN"));
    machine.execute("cont");
    dialogue.run(script, machine.terminal()::type);
    if (QmpClient.await(end, PANIC, "event GUEST_PANICKED") instanceof QmpClient.Event event
        && !event.name().equals("GUEST_PANICKED")) {
      throw new IOException("event %s came instead of GUEST_PANICKED".formatted(event.name()));
    }
    QmpClient.await(stopped, PANIC, "event STOP");
    if (!machine.panicSeen()) {
      throw new IOException("event GUEST_PANICKED came without a write to the pvpanic port");
    }
  }

  private CrashOutcome handle(DemoMachine machine) throws IOException {
    // A console that is hung up loses what has not been read.
    timeline.sync();
    OnCrashHandler handler =
        new OnCrashHandler(
            machine.qmp(),
            action,
            new DumpFiles(dumpDirectory, 1, DemoMachine.NAME),
            machine::end,
            new Steps());
    try {
      return handler.handle();
    } catch (QmpCommandException e) {
      throw new IOException("the emulator refused: " + e.description(), e);
    }
  }

  /** Looks whether the machine is as it should be, and ends it. */
  private void finish(DemoMachine machine, CrashOutcome outcome) throws IOException {
    if (outcome == CrashOutcome.DESTROYED) {
      return;
    }
    if (outcome == CrashOutcome.RESTARTED) {
      dialogue.await(Script.LOGIN_PROMPT, Script.BOOT);
    }
    String status = machine.status();
    timeline.add(Entry.demo("query-status says " + status + "; ending the machine"));
    timeline.sync();
    machine.end();
    if (outcome == CrashOutcome.DUMP_FAILED) {
      throw new IOException("the guest's memory could not be saved");
    }
    String expected = outcome == CrashOutcome.RESTARTED ? "running" : "guest-panicked";
    if (!status.equals(expected)) {
      throw new IOException("the machine was %s, not %s".formatted(status, expected));
    }
  }

  /** Puts what the handler does on the timeline. */
  private final class Steps implements CrashListener {

    /** Adds a step; its details are names and values in turn. */
    private void step(String name, String text, Object... details) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("step", name);
      for (int i = 0; i < details.length; i += 2) {
        fields.put((String) details[i], details[i + 1]);
      }
      timeline.add(Entry.handling(text, fields));
    }

    @Override
    public void begun(OnCrash action) {
      step("begun", "on_crash " + action, "action", action.toString());
    }

    @Override
    public void command(String name, Map<String, Object> arguments) {
      String text = arguments.isEmpty() ? name : name + " " + Json.write(arguments);
      step("command", text, "execute", name, "arguments", arguments);
    }

    @Override
    public void dumped(Path file, long bytes) {
      step(
          "dumped",
          "%d bytes of guest memory are in %s".formatted(bytes, file),
          "file",
          file.toString(),
          "bytes",
          bytes);
    }

    @Override
    public void dumpFailed(Path file, String reason) {
      step(
          "dump-failed",
          "dump to %s failed: %s".formatted(file, reason),
          "file",
          file.toString(),
          "reason",
          reason);
    }

    @Override
    public void terminating() {
      step("terminating", "ends the emulator");
    }

    @Override
    public void ended(CrashOutcome outcome) {
      step(
          "ended",
          switch (outcome) {
            case DESTROYED -> "the emulator has ended";
            case RESTARTED -> "the guest boots again";
            case PRESERVED -> "the guest is left as it is";
            case DUMP_FAILED -> "the guest is left as it is, since the dump failed";
          },
          "outcome",
          outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }
}
