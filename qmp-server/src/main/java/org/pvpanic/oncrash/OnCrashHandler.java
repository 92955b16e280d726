package org.pvpanic.oncrash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.pvpanic.json.Json;

/**
 * Deals with a guest that panicked as libvirt's QEMU driver does: the same commands in the same
 * order (recorded from libvirt 9.0.0). It differs in one thing: libvirt hands QEMU the descriptor
 * of a pipe ({@code getfd}) and dumps into that; here QEMU opens the file.
 *
 * <p>As with libvirt, a dump that fails ends the handling: the guest is left as it is.
 */
public final class OnCrashHandler {

  private static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

  private final QmpClient qmp;
  private final OnCrash action;
  private final DumpFiles dumps;
  private final Destroyer destroyer;
  private final CrashListener listener;

  /** Ends an emulator. */
  @FunctionalInterface
  public interface Destroyer {
    /**
     * Ends the emulator as SIGTERM does, and returns when it is over.
     *
     * @throws IOException when it does not end
     */
    void destroy() throws IOException;
  }

  /** A handler for one emulator. */
  public OnCrashHandler(
      QmpClient qmp, OnCrash action, DumpFiles dumps, Destroyer destroyer, CrashListener listener) {
    this.qmp = qmp;
    this.action = action;
    this.dumps = dumps;
    this.destroyer = destroyer;
    this.listener = listener;
  }

  /**
   * Takes the action. To be called after GUEST_PANICKED, and not on the thread that reads events,
   * since it waits for replies and for the end of a dump, however long that takes.
   *
   * @throws QmpCommandException when the emulator refuses to reset or to go on
   * @throws IOException when the connection to the emulator is lost, or it does not answer
   */
  public CrashOutcome handle() throws IOException, QmpCommandException {
    listener.begun(action);
    CrashOutcome outcome = action.dumps() && !dump() ? CrashOutcome.DUMP_FAILED : action.outcome();
    switch (outcome) {
      case DESTROYED -> {
        listener.terminating();
        destroyer.destroy();
      }
      case RESTARTED -> restart();
      case PRESERVED, DUMP_FAILED -> {}
    }
    listener.ended(outcome);
    return outcome;
  }

  private boolean dump() throws IOException {
    Path file = dumps.at(LocalDateTime.now(ZoneId.systemDefault()));
    boolean existed = Files.exists(file);
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("paging", false);
    arguments.put("protocol", "file:" + file);
    arguments.put("detach", true);
    CompletableFuture<QmpClient.Event> completed = qmp.next("DUMP_COMPLETED");
    try {
      execute("dump-guest-memory", arguments);
      QmpClient.Event end = QmpClient.await(completed, NO_LIMIT, "end of the dump");
      listener.dumped(file, dumpedBytes(end.data()));
      return true;
    } catch (QmpCommandException e) {
      if (!existed) {
        Files.deleteIfExists(file);
      }
      listener.dumpFailed(file, e.description());
      return false;
    }
  }

  /** How much was dumped; a dump that failed halfway is a command that failed. */
  private static long dumpedBytes(Map<String, Object> completed) throws QmpCommandException {
    Map<String, Object> result = Json.asObject(completed.getOrDefault("result", Map.of()));
    if (result == null || !"completed".equals(result.get("status"))) {
      throw new QmpCommandException(
          "GenericError", String.valueOf(completed.getOrDefault("error", "Dump failed")));
    }
    return result.get("completed") instanceof Long bytes ? bytes : 0;
  }

  /**
   * The same emulator goes on with a board that has been reset. After a RESET libvirt looks up anew
   * which devices there are.
   */
  private void restart() throws IOException, QmpCommandException {
    execute("system_reset", Map.of());
    execute("cont", Map.of());
    execute("qom-list", Map.of("path", "/machine/peripheral"));
    execute("query-block", Map.of());
  }

  private Object execute(String command, Map<String, Object> arguments)
      throws IOException, QmpCommandException {
    listener.command(command, arguments);
    return qmp.execute(command, arguments);
  }
}
