package org.pvpanic.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.oncrash.QmpClient;

/**
 * An operator with jSerialComm at the slave side of the emulator's pseudo terminal: login, the
 * commands of the crash test, history, ^U and ^C.
 */
@Timeout(120)
final class OperatorSessionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROMPT = Script.SHELL_PROMPT;

  @Test
  void anOperatorEditsRecallsInterruptsAndCrashesTheGuest() throws Exception {
    Dialogue dialogue = new Dialogue();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    try (Timeline timeline = new Timeline(new TextPrinter(nowhere, false));
        DemoMachine machine = DemoMachine.start("1024", timeline, dialogue::received)) {
      CompletableFuture<QmpClient.Event> panicked = machine.qmp().next("GUEST_PANICKED");
      machine.execute("cont");
      dialogue.await(Script.LOGIN_PROMPT, PATIENCE);
      machine.terminal().type("root");
      dialogue.await(PROMPT, PATIENCE);
      machine.terminal().type("echo first-$((40 + 2))");
      dialogue.await("first-42\r\n" + PROMPT, PATIENCE);
      machine.terminal().type("no such command\025echo second");
      dialogue.await("\r\nsecond\r\n" + PROMPT, PATIENCE);
      machine.terminal().type("\033[A\033[A");
      dialogue.await("first-42\r\n" + PROMPT, PATIENCE);
      machine.terminal().type("sleep 1000");
      dialogue.await("sleep 1000\r\n", PATIENCE);
      machine.terminal().type("\003");
      dialogue.await(PROMPT, PATIENCE);
      machine.terminal().type("echo $?");
      dialogue.await("130\r\n" + PROMPT, PATIENCE);
      machine.terminal().type("sudo systemctl stop kdump");
      dialogue.await(PROMPT, PATIENCE);
      machine.terminal().type("echo \"1\" | sudo tee /proc/sys/kernel/sysrq");
      dialogue.await("\r\n1\r\n" + PROMPT, PATIENCE);
      machine.terminal().type("echo c | sudo tee /proc/sysrq-trigger");
      dialogue.await("Kernel panic - not syncing: Fatal exception", PATIENCE);
      QmpClient.await(panicked, PATIENCE, "event GUEST_PANICKED");
      machine.end();
    }
  }
}
