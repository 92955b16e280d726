package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code init=/bin/bash}: a shell as pid 1, on a console that controls no session. */
final class InitShellTest {

  private static final String COMPLAINT =
      """
      bash: cannot set terminal process group (-1): Inappropriate ioctl for device\r
      bash: no job control in this shell\r
      """;
  private static final String ARGUMENTS = "console=ttyS0 root=/dev/sda1 rw init=/bin/bash";

  private static TestMachine boot(String profile, String arguments) {
    return TestMachine.booted(
        TestMachine.builder().pausing().profile(profile).arguments(arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " quiet"})
  void centosAnswersKeysAndPanicsAtExit(String quiet) {
    TestMachine m = boot("centos7", ARGUMENTS + quiet);
    String prompt = "bash-4.2# ";
    assertTrue(m.text().endsWith(COMPLAINT + prompt), m.text());
    int from = m.text().length();
    m.type("pwd; nosuch\r");
    assertEquals(
        "pwd; nosuch\r\n/\r\nbash: nosuch: command not found\r\n" + prompt,
        m.text().substring(from));
    m.type("exit 3\r");
    assertTrue(
        m.text().contains("Attempted to kill init! exitcode=0x00000300"), m.text().substring(from));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " quiet"})
  void debianAnswersKeysAndPanicsAtTheEndOfInput(String quiet) {
    TestMachine m = boot("debian12", ARGUMENTS + quiet);
    String prompt = "root@(none):/# ";
    assertTrue(m.text().endsWith(COMPLAINT + "\033[?2004h" + prompt), m.text());
    int from = m.text().length();
    m.type("echo one | cat\r");
    assertEquals(
        "echo one | cat\r\n\033[?2004l\rone\r\n\033[?2004h" + prompt, m.text().substring(from));
    m.type("\004");
    assertTrue(
        m.text().contains("Attempted to kill init! exitcode=0x00000000"), m.text().substring(from));
  }
}
