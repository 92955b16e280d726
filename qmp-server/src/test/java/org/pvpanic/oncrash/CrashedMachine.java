package org.pvpanic.oncrash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.json.Json;

/** A board without software that has panicked, and a client whose conversation is noted. */
final class CrashedMachine implements AutoCloseable, CrashListener {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Guest memory: small, so that a dump is quick. */
  static final long MEMORY = 16 << 20;

  final List<QmpClient.Event> events = Collections.synchronizedList(new ArrayList<>());
  final List<String> steps = new ArrayList<>();
  final Path directory = Files.createTempDirectory("pv");
  final Emulator emulator;
  final Relay relay;
  final QmpClient qmp;

  CrashedMachine() throws IOException, QmpCommandException {
    Path socket = directory.resolve("e");
    emulator =
        Emulator.start(
            "-nodefaults",
            "-no-shutdown",
            "-m",
            MEMORY / 1024 + "k",
            "-fw_cfg",
            "name=opt/org.pvpanic/profile,string=none",
            "-device",
            "pvpanic",
            "-qmp",
            "unix:" + socket + ",server=on,wait=off");
    relay = new Relay(directory.resolve("r"), socket);
    qmp = QmpClient.connect(directory.resolve("r"), PATIENCE, events::add);
    qmp.execute("human-monitor-command", Map.of("command-line", "o /b 0x505 1"));
  }

  /** Handles the crash. */
  CrashOutcome handle(OnCrash action, Path dumpDirectory) throws IOException, QmpCommandException {
    DumpFiles dumps = new DumpFiles(dumpDirectory, 1, "crashed");
    return new OnCrashHandler(qmp, action, dumps, this::destroy, this).handle();
  }

  private void destroy() throws IOException {
    emulator.terminate();
    QmpClient.await(emulator.exit(), PATIENCE, "end of the emulator");
    QmpClient.await(qmp.ended(), PATIENCE, "end of the connection");
  }

  /** What {@code query-status} says. */
  String status() throws IOException, QmpCommandException {
    Map<String, Object> info = Json.asObject(qmp.execute("query-status", Map.of()));
    return info == null ? "" : String.valueOf(info.get("status"));
  }

  /** The conversation, without the negotiation. */
  List<String> conversation() {
    List<String> notes = relay.notes();
    return notes.subList(notes.indexOf("> human-monitor-command"), notes.size());
  }

  @Override
  public void begun(OnCrash action) {
    steps.add(action.toString());
  }

  @Override
  public void command(String name, Map<String, Object> arguments) {
    steps.add(name);
  }

  @Override
  public void dumped(Path file, long bytes) {
    steps.add("dumped " + bytes);
  }

  @Override
  public void dumpFailed(Path file, String reason) {
    steps.add("failed: " + reason.replace(file.toString(), "FILE"));
  }

  @Override
  public void terminating() {
    steps.add("SIGTERM");
  }

  @Override
  public void ended(CrashOutcome outcome) {
    steps.add(outcome.toString());
  }

  @Override
  public void close() throws IOException {
    qmp.close();
    relay.close();
    emulator.close();
    Files.delete(directory);
  }
}
