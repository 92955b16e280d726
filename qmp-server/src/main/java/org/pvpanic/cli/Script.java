package org.pvpanic.cli;

import java.time.Duration;
import java.util.List;

/**
 * What an operator types at a console.
 *
 * @param exchanges prompts, and what is typed after each
 */
record Script(List<Exchange> exchanges) {

  /** What the console of the guest shows when it waits for somebody to log in. */
  static final String LOGIN_PROMPT = "localhost login: ";

  /** What it shows to root when it waits for a command. */
  static final String SHELL_PROMPT = "[root@localhost ~]# ";

  /** How long a boot may take; it takes a second or so. */
  static final Duration BOOT = Duration.ofSeconds(60);

  /** How long a command may take. */
  static final Duration COMMAND = Duration.ofSeconds(30);

  /** One prompt, how long to wait for it, and the answer to it. */
  record Exchange(String prompt, Duration patience, String line) {}

  /**
   * The crash test by hand. kdump goes first: a guest that can dump its own memory never tells its
   * host that it panicked.
   */
  static final Script CRASH =
      new Script(
          List.of(
              new Exchange(LOGIN_PROMPT, BOOT, "root"),
              command("sudo systemctl stop kdump"),
              command("sudo systemctl disable kdump"),
              command("echo \"1\" | sudo tee /proc/sys/kernel/sysrq"),
              command("echo c | sudo tee /proc/sysrq-trigger")));

  private static Exchange command(String line) {
    return new Exchange(SHELL_PROMPT, COMMAND, line);
  }
}
