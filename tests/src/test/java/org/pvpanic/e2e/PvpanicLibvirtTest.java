package org.pvpanic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pvpanic.testkit.Requirements;
import org.pvpanic.testkit.SerialConsole;

/**
 * The contract against our emulator, and a simulated CentOS 7 guest that is crashed from its
 * console.
 *
 * <p>{@code -Dpvpanic.e2e.repeat=20} crashes it twenty times; {@code -Dpvpanic.dist=} names another
 * emulator than the one that the build has made.
 */
class PvpanicLibvirtTest extends LibvirtContract {
  private static final Path DIST =
      Path.of(System.getProperty("pvpanic.dist", "../qmp-server/target/dist"));

  /** From 2 GiB on CentOS 7 reserves memory for its crash kernel, so kdump is armed at first. */
  private static final int KDUMP_MIB = 2048;

  private static final String PROMPT = "[root@localhost ~]# ";
  private static final List<String> STOP_KDUMP =
      List.of("sudo systemctl stop kdump", "sudo systemctl disable kdump");
  private static final String ALLOW_SYSRQ = "echo \"1\" | sudo tee /proc/sys/kernel/sysrq";
  private static final String CRASH = "echo c | sudo tee /proc/sysrq-trigger";

  /** What CentOS 7 says of that crash, line by line; each begins with the time since boot. */
  private static final List<String> OOPS =
      List.of(
          stamped("SysRq : Trigger a crash"),
          stamped("BUG: unable to handle kernel NULL pointer dereference at           \\(null\\)"),
          stamped("IP: \\[<ffffffff813fe606>\\] sysrq_handle_crash\\+0x16/0x20"),
          stamped("PGD 7a36e067 PUD 7a370067 PMD 0 "),
          stamped("Oops: 0002 \\[#1\\] SMP "),
          stamped("Kernel panic - not syncing: Fatal exception"));

  private static String stamped(String text) {
    return "^\\[ *\\d+\\.\\d{6}\\] " + text + "$";
  }

  @Override
  Path emulatorDist() {
    Requirements.require(
        Files.isExecutable(DIST.resolve("bin/qemu-system-x86_64")),
        "no emulator in " + DIST.toAbsolutePath().normalize() + " (mvn package makes it)");
    return DIST;
  }

  static IntStream rounds() {
    return IntStream.rangeClosed(1, Integer.getInteger("pvpanic.e2e.repeat", 1));
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void crashTypedAtTheConsoleEndsTheDomainAsCrashed(int round) {
    start(libvirt.domain(domain).memoryMib(KDUMP_MIB));
    try (SerialConsole console = logIn()) {
      STOP_KDUMP.forEach(command -> run(console, command));
      run(console, ALLOW_SYSRQ);
      console.type(CRASH + "\r");

      events.await("lifecycle Crashed Panicked");
    }
    events.await("lifecycle Stopped Crashed");
    assertEquals("shut off (crashed)", libvirt.domstate(domain));
    monitor.await("GUEST_PANICKED {\"action\":\"pause\"}");
    awaitPanicText();
  }

  @Test
  void crashWithKdumpArmedEndsInResetAndTellsNobody() {
    start(libvirt.domain(domain).memoryMib(KDUMP_MIB));
    try (SerialConsole console = logIn()) {
      run(console, ALLOW_SYSRQ);
      console.type(CRASH + "\r");

      monitor.await("RESET {\"guest\":true,\"reason\":\"guest-reset\"}");
    }
    assertTrue(monitor.seen().stream().noneMatch(event -> event.contains("PANICKED")));
    assertTrue(libvirt.domstate(domain).startsWith("running "));
    assertFalse(libvirt.serialLog(domain).text().contains("Kernel panic"));
  }

  /** libvirt 9.0 asks for the state when it reconnects, but carries out no on_crash action then. */
  @Test
  void crashUnseenByTheDaemonIsFoundAtReconnect() throws IOException {
    start(libvirt.domain(domain).memoryMib(KDUMP_MIB));
    try (SerialConsole console = logIn()) {
      STOP_KDUMP.forEach(command -> run(console, command));
      run(console, ALLOW_SYSRQ);
      libvirt.stopDaemon();
      console.type(CRASH + "\r");
      awaitPanicText();

      libvirt.startDaemon();
    }
    libvirt.awaitState(domain, "crashed (panicked)");
    assertTrue(libvirt.process(domain).orElseThrow().isAlive());
  }

  private SerialConsole logIn() {
    // The log has the whole boot; what the guest prints while nobody reads the pty is lost there.
    libvirt.serialLog(domain).await("localhost login: ");
    SerialConsole console = libvirt.console(domain);
    console.type("root\r");
    console.expect(PROMPT);
    return console;
  }

  private static void run(SerialConsole console, String command) {
    console.type(command + "\r");
    console.expect(PROMPT);
  }

  private void awaitPanicText() {
    libvirt.serialLog(domain).await("Kernel panic - not syncing: Fatal exception\r\n");
    assertEquals(List.of(), Steps.missing(OOPS, libvirt.serialLog(domain).lines()));
  }
}
