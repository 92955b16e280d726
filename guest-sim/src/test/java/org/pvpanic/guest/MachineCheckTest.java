package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineCheckError;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.MemoryFailureAction;
import org.pvpanic.machine.MachineEvent.PanicAction;

/**
 * Errors in the hardware, as kernels of all eras take them. What they print is the format of
 * arch/x86/kernel/cpu/mce/core.c.
 */
final class MachineCheckTest {

  private static final long FATAL = 0xbe00000000000135L;
  private static final long CORRECTED = 0x9c00000000000135L;
  private static final String HW = "mce: [Hardware Error]: ";
  private static final MachineEvent PANICKED = new MachineEvent.GuestPanicked(PanicAction.PAUSE);

  private static TestMachine booted(String profile, int cpus, String script) {
    TestMachine.Builder builder =
        TestMachine.builder()
            .pausing()
            .profile(profile)
            .cpus(cpus)
            .arguments("console=ttyS0,115200n8")
            .file(
                "opt/org.pvpanic/init",
                "for m in pvpanic pvpanic-mmio; do insmod /mod/$m.ko; done\n"
                    + script
                    + "\necho READY; while :; do read x; done\n");
    TestMachine m = TestMachine.booted(builder);
    m.events.clear();
    return m;
  }

  private static Input error(int cpu, long status, long mcgStatus, boolean broadcast) {
    return new Input.MachineCheck(
        cpu, new MachineCheckError(4, status, mcgStatus, 0x1000, 0), broadcast, said -> {});
  }

  private static MachineEvent told(MemoryFailureAction action) {
    return new MachineEvent.MemoryFailure(action, false, false);
  }

  private static List<String> after(TestMachine m, String line) {
    List<String> lines = m.lines();
    return lines.subList(lines.indexOf(line) + 1, lines.size());
  }

  /** All is printed where the console cannot be used, and shown once the guest goes on. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void newKernelsTellOnceTheyGoOn(int cpu) {
    TestMachine m = booted("debian12-amd64", 3, "");
    m.submit(error(cpu, FATAL, 5, false));
    assertEquals(
        List.of(told(MemoryFailureAction.INJECT), PANICKED, new MachineEvent.Stop()), m.events);
    assertEquals(List.of(), after(m, "READY"));
    m.submit(Input.Command.CONT);
    List<String> lines = after(m, "READY");
    assertEquals(
        HW + "CPU " + cpu + ": Machine Check Exception: 5 Bank 4: be00000000000135", lines.get(0));
    assertTrue(
        lines
            .get(1)
            .matches(
                "mce: \\[Hardware Error\\]: RIP !INEXACT! 10:<[0-9a-f]{16}>"
                    + " \\{native_safe_halt\\+0xb/0x10\\}"),
        lines.get(1));
    assertTrue(lines.get(2).matches(".*: TSC [0-9a-f]+ ADDR 1000 "), lines.get(2));
    assertTrue(
        lines
            .get(3)
            .matches(".*: PROCESSOR 2:60fb1 TIME \\d+ SOCKET 0 APIC " + cpu + " microcode 1000065"),
        lines.get(3));
    assertEquals(HW + "Machine check: Processor Context Corrupt", lines.get(4));
    assertEquals("Kernel panic - not syncing: Fatal local machine check", lines.get(5));
    assertTrue(
        lines.get(6).matches("CPU: " + cpu + " PID: 0 Comm: swapper/" + cpu + " Tainted: G +OE .*")
            || lines.get(6).matches("CPU: " + cpu + " PID: 0 Comm: swapper/" + cpu + " Not .*"),
        lines.get(6));
  }

  /** Each CPU takes its own; the first one panics, the others wait for that. */
  @ParameterizedTest
  @CsvSource({"debian12-amd64, 0", "debian12-amd64, 1"})
  void anErrorForAllIsOnePanic(String profile, int cpu) {
    TestMachine m = booted(profile, 2, "");
    m.submit(error(cpu, FATAL, 5, true));
    assertEquals(
        List.of(
            told(MemoryFailureAction.INJECT),
            told(MemoryFailureAction.INJECT),
            PANICKED,
            new MachineEvent.Stop()),
        m.events);
    m.submit(Input.Command.CONT);
    assertEquals(
        1, m.lines().stream().filter(line -> line.startsWith("Kernel panic")).count(), m::text);
  }

  /** The kernel for virtual machines was built without: CR4.MCE is clear. */
  @Test
  void whereNobodyTakesThemTheMachineIsReset() {
    TestMachine m = booted("debian12", 1, "");
    m.submit(error(0, FATAL, 5, false));
    assertEquals(told(MemoryFailureAction.RESET), m.events.get(0));
    assertTrue(m.events.get(1) instanceof MachineEvent.Reset, m.events::toString);
    assertFalse(m.events.contains(PANICKED));
    assertEquals("READY", m.lines().get(m.lines().size() - 1), "booted again");
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, Machine Check Exception, Fatal machine check on current CPU",
    "centos7.9, Machine Check Exception, Machine check from unknown source"
  })
  void oldKernelsTellAtOnce(String profile, String title, String panic) {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing().profile(profile).cpus(2));
    m.run("systemctl stop kdump");
    int from = m.lines().size();
    m.submit(error(1, FATAL, 5, false));
    assertTrue(m.events.contains(PANICKED));
    List<String> lines = m.lines().subList(from - 1, m.lines().size());
    assertTrue(
        lines.get(0).endsWith(HW + "CPU 1: " + title + ": 5 Bank 4: be00000000000135"), m::text);
    assertTrue(lines.get(1).contains("RIP !INEXACT! 10:<"), lines.get(1));
    assertTrue(lines.get(2).endsWith(" ADDR 1000 "));
    assertTrue(lines.get(3).contains("APIC 1 microcode"));
    assertEquals(HW + "Run the above through 'mcelog --ascii'", lines.get(4));
    List<String> rest = new ArrayList<>(lines.subList(5, lines.size()));
    if (profile.equals("centos7")) {
      assertEquals(HW + "Machine check: Unknown", rest.remove(0));
    }
    assertEquals("Kernel panic - not syncing: " + panic, rest.get(0));
    assertTrue(
        rest.get(1).startsWith("CPU: 1 PID: 0 Comm: swapper/1 Tainted: G   M "), rest.get(1));
  }

  /** Nothing signals it: a timer finds it. */
  @ParameterizedTest
  @CsvSource({
    "debian12-amd64, 'Machine Check: 0 Bank 4: 9c00000000000135', 'TSC 0 ADDR 1000 '",
    "centos7, '', ''",
    "centos7.9, 'Machine Check: 0 Bank 4: 9c00000000000135', ''"
  })
  void aCorrectedErrorIsFoundWithinFiveMinutes(String profile, String title, String tsc) {
    TestMachine m =
        profile.startsWith("debian")
            ? booted(profile, 1, "")
            : TestMachine.loggedIn(
                TestMachine.builder()
                    .pausing()
                    .profile(profile)
                    .arguments("console=ttyS0,115200n8"));
    int from = m.text().length();
    m.events.clear();
    m.submit(error(0, CORRECTED, 0, false));
    assertEquals(List.of(told(MemoryFailureAction.INJECT)), m.events);
    String shown = m.text().substring(from);
    int logged = shown.indexOf("] " + HW + "Machine check events logged\r\n");
    assertTrue(logged > 0, shown);
    double when = Double.parseDouble(shown.substring(shown.lastIndexOf('[', logged) + 1, logged));
    assertEquals(0, when % 150, 0.1, "a round time");
    assertEquals(!title.isEmpty(), shown.contains("CPU 0: Machine Check"), shown);
    assertTrue(shown.contains(title) && shown.contains(tsc), shown);
    m.events.clear();
    int again = m.text().length();
    m.submit(error(0, CORRECTED, 0, false));
    assertTrue(m.text().substring(again).contains("events logged"), "the bank is free again");
  }
}
