package org.pvpanic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DialogueTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final Dialogue dialogue = new Dialogue();
  private final List<String> typed = new ArrayList<>();

  private void say(String text) {
    dialogue.received(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void eachLineIsTypedAfterItsPrompt() throws Exception {
    say("Linux\r\nlocalhost login: ");
    dialogue.run(
        Script.CRASH,
        line -> {
          typed.add(line);
          say(line + "\r\n[root@localh");
          say("ost ~]# ");
        });
    assertEquals(
        List.of(
            "root",
            "sudo systemctl stop kdump",
            "sudo systemctl disable kdump",
            "echo \"1\" | sudo tee /proc/sys/kernel/sysrq",
            "echo c | sudo tee /proc/sysrq-trigger"),
        typed);
  }

  @Test
  void promptThatWasFoundIsNotFoundAgain() throws Exception {
    say("$ ");
    dialogue.await("$ ", LONG);
    IOException e = assertThrows(IOException.class, () -> dialogue.await("$ ", Duration.ZERO));
    assertEquals("the guest did not show '$ ' within 0 s", e.getMessage());
  }

  @Test
  void promptMayComeLaterAndInPieces() throws Exception {
    Thread guest =
        new Thread(
            () -> {
              say("log");
              say("in: ");
            });
    guest.start();
    dialogue.await("login: ", LONG);
    guest.join();
  }
}
