package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineCheckError;
import org.pvpanic.machine.MachineEvent;

/** What makes kernels of both eras panic besides their own faults. */
final class CausesTest {

  private static final Input FATAL =
      new Input.MachineCheck(
          0, new MachineCheckError(4, 0xbe00000000000135L, 5, 0x1000, 0), false, said -> {});

  private static TestMachine centos() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing());
    m.run("systemctl stop kdump");
    return m;
  }

  private static boolean panicked(TestMachine m) {
    return m.events.contains(new MachineEvent.GuestPanicked(MachineEvent.PanicAction.PAUSE));
  }

  @ParameterizedTest
  @CsvSource({"1, system-wide", "2, compulsory"})
  void memoryThatRunsOutCanBeThePanic(int setting, String word) {
    TestMachine m = centos();
    m.run("echo " + setting + " > /proc/sys/vm/panic_on_oom");
    m.type("mount -t tmpfs -o size=100% t /mnt; dd if=/dev/zero of=/mnt/x bs=1M\r");
    List<String> lines = m.lines();
    assertTrue(
        lines.contains(
            "Kernel panic - not syncing: Out of memory: " + word + " panic_on_oom is enabled"),
        m::text);
    assertTrue(lines.contains("dd cpuset=/ mems_allowed=0"));
    assertTrue(panicked(m));
  }

  @Test
  void whoHasMostIsKilledWhenMemoryRunsOut() {
    TestMachine m = centos();
    m.type("mount -t tmpfs -o size=100% t /mnt; dd if=/dev/zero of=/mnt/x bs=100M\r");
    assertTrue(
        m.text()
            .matches("(?s).*Out of memory: Kill process \\d+ \\(dd\\) score \\d+ or sacrifice.*"),
        m::text);
    assertTrue(m.text().contains("Killed\r\n"));
  }

  @Test
  void oldKernelsTellOfAFatalMachineCheckAtOnce() {
    TestMachine m = centos();
    m.submit(FATAL);
    assertTrue(m.lines().contains("mce: [Hardware Error]: Machine check: Unknown"), m::text);
    assertTrue(
        m.lines().contains("Kernel panic - not syncing: Fatal machine check on current CPU"));
    assertTrue(panicked(m));
    TestMachine twin = m.replayed(TestMachine.builder().pausing());
    assertEquals(m.text(), twin.text());
    assertEquals(m.events, twin.events);
  }

  @Test
  void oldKernelsTellOfAnNmiAtOnce() {
    TestMachine m = centos();
    m.run("echo 1 > /proc/sys/kernel/unknown_nmi_panic");
    m.submit(Input.Command.INJECT_NMI);
    assertTrue(m.lines().contains("Kernel panic - not syncing: NMI: Not continuing"), m::text);
    assertTrue(panicked(m));
  }
}
