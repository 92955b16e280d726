package org.pvpanic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.testkit.SerialConsole;

/**
 * What libvirt 9.0 makes of an emulator that runs a PC without software. The expected orders of
 * events are those recorded from libvirt 9.0.0 with QEMU 7.2.22.
 */
abstract class LibvirtContract extends LibvirtSuite {
  private static final String PANIC = "o /b 0x505 1";
  private static final List<String> STARTED =
      List.of("lifecycle Defined Added", "lifecycle Resumed Unpaused", "lifecycle Started Booted");

  private static List<String> started(String... more) {
    List<String> all = new ArrayList<>(STARTED);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void startBringsTheDomainToRunning() {
    start(bareBoard());

    assertEquals("running (booted)", libvirt.domstate(domain));
    assertEquals(started(), events.seen());
    monitor.await("RESUME");
    assertEquals(List.of("RESUME"), monitor.seen());
    assertTrue(libvirt.process(domain).orElseThrow().isAlive());
  }

  @Test
  void q35DomainWithFourProcessorsPanicsAsWell() {
    start(bareBoard().machine("q35").vcpus(4));

    libvirt.hmp(domain, PANIC);

    events.await("lifecycle Stopped Crashed");
    assertEquals("shut off (crashed)", libvirt.domstate(domain));
  }

  @Test
  void panicWithDestroyEndsTheDomainAsCrashed() {
    start(bareBoard());
    ProcessHandle emulator = libvirt.process(domain).orElseThrow();

    libvirt.hmp(domain, PANIC);

    events.await("lifecycle Stopped Crashed");
    assertEquals(
        started(
            "lifecycle Suspended Paused",
            "lifecycle Crashed Panicked",
            "lifecycle Stopped Crashed"),
        events.seen());
    monitor.await("STOP");
    assertEquals(
        List.of("RESUME", "GUEST_PANICKED {\"action\":\"pause\"}", "STOP"), monitor.seen());
    assertEquals("shut off (crashed)", libvirt.domstate(domain));
    assertFalse(emulator.isAlive());
    libvirt.domainLog(domain).await("shutting down, reason=crashed");
  }

  @Test
  void daemonLogsThePanicFromTheEventToTheEndOfTheJob() {
    start(bareBoard());
    var log = libvirt.log().fromNow();

    libvirt.hmp(domain, PANIC);

    log.await("end of the job", text -> text.contains("Stopping async job: dump"));
    List<String> steps =
        List.of(
            "qemuMonitorEmitEvent:\\d+ : mon=\\S+ event=GUEST_PANICKED",
            "qemuProcessHandleEvent:",
            "qemuMonitorEmitGuestPanic:",
            "qemuProcessEventHandler:\\d+ : vm=\\S+, event=1",
            "Started async job: dump",
            "processGuestPanicEvent:",
            "qemuProcessStop:\\d+ : .* reason=crashed, asyncJob=dump",
            "qemuDomainLogAppendMessage:.*shutting down, reason=crashed",
            "qemuMonitorDispose:",
            "qemuProcessKill:.* flags=0x5",
            "qemuDomainCleanupRun:",
            "Stopping job: async nested",
            "Stopping async job: dump");
    assertEquals(List.of(), Steps.missing(steps, log.lines()));
  }

  @Test
  void panicWithPreserveLeavesTheDomainCrashed() {
    start(bareBoard().onCrash("preserve"));

    libvirt.hmp(domain, PANIC);

    events.await("lifecycle Crashed Panicked");
    libvirt.awaitState(domain, "crashed (panicked)");
    assertEquals(
        started("lifecycle Suspended Paused", "lifecycle Crashed Panicked"), events.seen());
    String status = libvirt.virsh("qemu-monitor-command", domain, "{\"execute\":\"query-status\"}");
    assertTrue(status.contains("\"status\":\"guest-panicked\""), status);
    assertTrue(libvirt.process(domain).orElseThrow().isAlive());
  }

  @Test
  void panicWithRestartResetsTheMachineInTheSameProcess() {
    start(bareBoard().onCrash("restart"));
    ProcessHandle emulator = libvirt.process(domain).orElseThrow();

    libvirt.hmp(domain, PANIC);

    events.await("lifecycle Crashed Panicked");
    events.await("lifecycle Resumed Unpaused");
    List<String> expected =
        started(
            "lifecycle Suspended Paused",
            "lifecycle Crashed Panicked",
            "reboot",
            "lifecycle Resumed Unpaused");
    // QEMU's firmware resets the board again, so that more of "reboot" may follow.
    assertEquals(expected, events.seen().subList(0, expected.size()));
    libvirt.awaitState(domain, "running (crashed)");
    assertEquals(emulator, libvirt.process(domain).orElseThrow());
    monitor.await("RESUME");
    monitor.await("STOP");
    monitor.await("RESET {\"guest\":false,\"reason\":\"host-qmp-system-reset\"}");
    monitor.await("RESUME");
  }

  @Test
  void panicDeviceAnswersAtThePortOfTheDefinition() {
    start(bareBoard().onCrash("preserve").panicPort(0x500));

    libvirt.hmp(domain, PANIC);
    assertEquals("running (booted)", libvirt.domstate(domain));
    libvirt.hmp(domain, "o /b 0x500 1");

    libvirt.awaitState(domain, "crashed (panicked)");
  }

  @Test
  void panicWithoutPanicDeviceGoesUnseen() {
    start(bareBoard().withoutPanicDevice());

    libvirt.hmp(domain, PANIC);

    // The monitor has answered, and an event would have come before its answer.
    assertEquals("running (booted)", libvirt.domstate(domain));
    assertTrue(libvirt.hmp(domain, "info status").contains("running"));
  }

  @Test
  void destroyEndsTheEmulatorBySignal() {
    start(bareBoard());
    ProcessHandle emulator = libvirt.process(domain).orElseThrow();

    libvirt.virsh("destroy", domain);

    events.await("lifecycle Stopped Destroyed");
    monitor.await("SHUTDOWN {\"guest\":false,\"reason\":\"host-signal\"}");
    assertEquals(
        started("lifecycle Shutdown Finished after host request", "lifecycle Stopped Destroyed"),
        events.seen());
    assertEquals("shut off (destroyed)", libvirt.domstate(domain));
    assertFalse(emulator.isAlive());
  }

  @Test
  void killedEmulatorIsToldFromPanicByItsEventAlone() {
    start(bareBoard());

    libvirt.process(domain).orElseThrow().destroyForcibly();

    events.await("lifecycle Stopped Failed");
    assertEquals(started("lifecycle Stopped Failed"), events.seen());
    assertEquals("shut off (crashed)", libvirt.domstate(domain));
  }

  @Test
  void suspendAndResumeStopAndContinueTheMachine() {
    start(bareBoard());

    libvirt.virsh("suspend", domain);
    assertEquals("paused (user)", libvirt.domstate(domain));
    libvirt.virsh("resume", domain);

    assertEquals("running (unpaused)", libvirt.domstate(domain));
    monitor.await("STOP");
    monitor.await("RESUME");
    events.await("lifecycle Suspended Paused");
    events.await("lifecycle Resumed Unpaused");
  }

  @Test
  void domainStartsAgainAfterPanic() {
    start(bareBoard());
    libvirt.hmp(domain, PANIC);
    events.await("lifecycle Stopped Crashed");

    libvirt.virsh("start", domain);

    events.await("lifecycle Started Booted");
    assertEquals("running (booted)", libvirt.domstate(domain));
  }

  @Test
  void restartedDaemonReconnectsAndSeesThePanic() {
    start(bareBoard());
    ProcessHandle emulator = libvirt.process(domain).orElseThrow();

    libvirt.restartDaemon();

    assertEquals("running (booted)", libvirt.domstate(domain));
    assertEquals(emulator, libvirt.process(domain).orElseThrow());
    libvirt.hmp(domain, PANIC);
    events.await("lifecycle Crashed Panicked");
    events.await("lifecycle Stopped Crashed");
    assertEquals("shut off (crashed)", libvirt.domstate(domain));
  }

  @Test
  void crashedDomainStaysCrashedThroughDaemonRestart() {
    start(bareBoard().onCrash("preserve"));
    ProcessHandle emulator = libvirt.process(domain).orElseThrow();
    libvirt.hmp(domain, PANIC);
    events.await("lifecycle Crashed Panicked");

    libvirt.restartDaemon();

    libvirt.awaitState(domain, "crashed (panicked)");
    assertTrue(emulator.isAlive());
    libvirt.virsh("reset", domain);
    libvirt.virsh("resume", domain);
    events.await("lifecycle Resumed Unpaused");
    libvirt.awaitState(domain, "running (unpaused)");
  }

  @Test
  void serialPortCarriesBytesBothWaysAndIntoTheLogFile() {
    start(bareBoard());
    try (SerialConsole console = libvirt.console(domain)) {
      console.type("k");
      awaitHmp("i /b 0x3fd", " = 0x61");
      assertTrue(libvirt.hmp(domain, "i /b 0x3f8").endsWith(" = 0x6b"));

      for (char c : "oops\r\n".toCharArray()) {
        libvirt.hmp(domain, "o /b 0x3f8 " + (int) c);
      }

      assertEquals("oops\r\n", console.expect("\n"));
    }
    libvirt.serialLog(domain).await("oops\r\n");
  }

  /**
   * Asks until the answer ends as wanted: an emulator may take a second to see that somebody has
   * opened its pty.
   */
  private void awaitHmp(String command, String end) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String answer = libvirt.hmp(domain, command);
    while (!answer.endsWith(end) && System.nanoTime() < deadline) {
      answer = libvirt.hmp(domain, command);
    }
    assertTrue(answer.endsWith(end), answer);
  }
}
