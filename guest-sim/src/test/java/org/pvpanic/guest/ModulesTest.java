package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;

/** Kernel modules of a guest that runs a script in place of its init. */
final class ModulesTest {

  private static final String PVPANIC =
      "insmod /mod/pvpanic.ko; insmod /mod/pvpanic-mmio.ko; insmod /mod/pvpanic-pci.ko\n";
  private static final String DEVICE = "/sys/bus/platform/devices/QEMU0001:00/";

  private static TestMachine.Builder running(String text) {
    return TestMachine.builder()
        .pausing()
        .profile("debian12")
        .arguments("console=ttyS0,115200n8")
        .file("opt/org.pvpanic/init", text + "echo END; sleep 100\n");
  }

  private static TestMachine script(String text) {
    return TestMachine.booted(running(text));
  }

  /** What the console showed from the script on, without stamps. */
  private static List<String> shown(String text) {
    List<String> lines = script(text).lines();
    int end = lines.indexOf("END") + 1;
    return lines.subList(
        lines.indexOf("Run /init as init process") + 1, end == 0 ? lines.size() : end);
  }

  private static List<String> programs(String text) {
    return shown(text).stream()
        .filter(line -> !line.startsWith("tsc: ") && !line.startsWith("clocksource: "))
        .toList();
  }

  @Test
  void pvpanicShowsWhatTheDeviceCan() {
    assertEquals(
        List.of("3", "3", "END"),
        programs(PVPANIC + "cat " + DEVICE + "capability " + DEVICE + "events\n"));
  }

  @Test
  void eventsTakesOnlyWhatTheDeviceKnows() {
    List<String> lines =
        programs(
            PVPANIC
                + "echo 1 > "
                + DEVICE
                + "events; cat "
                + DEVICE
                + "events\necho 0x2 > "
                + DEVICE
                + "events; cat "
                + DEVICE
                + "events\necho 4 > "
                + DEVICE
                + "events; cat "
                + DEVICE
                + "events\n");
    assertEquals("1", lines.get(0));
    assertEquals("2", lines.get(1));
    assertTrue(lines.get(2).endsWith("write error: Invalid argument"), lines::toString);
    assertEquals("2", lines.get(3));
  }

  @Test
  void withoutTheModulesAPanicReachesNobody() {
    TestMachine m = script("echo c > /proc/sysrq-trigger\n");
    assertTrue(
        m.text().contains("---[ end Kernel panic - not syncing: sysrq triggered crash ]---"));
    assertEquals(
        List.of(), m.events.stream().filter(MachineEvent.GuestPanicked.class::isInstance).toList());
  }

  @Test
  void withThemItStopsTheMachineBehindTheTrace() {
    TestMachine m = script(PVPANIC + "echo c > /proc/sysrq-trigger\n");
    assertTrue(m.text().endsWith(" </TASK>\r\n"));
    assertTrue(m.events.contains(new MachineEvent.GuestPanicked(PanicAction.PAUSE)));
  }

  @Test
  void removedTheyNoLongerTell() {
    TestMachine m =
        script(
            PVPANIC
                + "rmmod pvpanic_mmio; rmmod pvpanic-pci; rmmod pvpanic\n"
                + "lsmod\n"
                + "echo c > /proc/sysrq-trigger\n");
    assertTrue(m.lines().contains("Module                  Size  Used by    Not tainted"));
    assertTrue(m.text().contains("end Kernel panic"));
  }

  @Test
  void aModuleThatIsNeededStays() {
    assertEquals(
        List.of(
            "rmmod: can't unload module 'pvpanic': Resource temporarily unavailable",
            "Module                  Size  Used by    Not tainted",
            "pvpanic_pci            16384  0 ",
            "pvpanic_mmio           16384  0 ",
            "pvpanic                16384  2 pvpanic_pci,pvpanic_mmio",
            "END"),
        programs(PVPANIC + "rmmod pvpanic\nlsmod\n"));
  }

  @Test
  void insmodTellsWhyNot() {
    assertEquals(
        List.of(
            "insmod: can't insert '/mod/none.ko': No such file or directory",
            "254",
            "insmod: can't insert '/proc/version': invalid module format",
            "8",
            "insmod: can't insert '/mod/pvpanic.ko': File exists",
            "17",
            "END"),
        programs(
            "insmod /mod/none.ko; echo $?\ninsmod /proc/version; echo $?\n"
                + PVPANIC
                + "insmod /mod/pvpanic.ko; echo $?\n"));
  }

  @Test
  void aModuleBeforeTheOneItNeedsLacksASymbol() {
    assertEquals(
        List.of(
            "pvpanic_mmio: Unknown symbol devm_pvpanic_probe (err -2)",
            "insmod: can't insert '/mod/pvpanic-mmio.ko': unknown symbol in module, or unknown"
                + " parameter",
            "END"),
        programs("insmod /mod/pvpanic-mmio.ko\n"));
  }

  @Test
  void anOopsEndsTheProgramAndTaintsTheKernel() {
    List<String> lines =
        programs(
            PVPANIC + "insmod /mod/lkcrash.ko what=null\necho $?\ncat /proc/sys/kernel/tainted\n");
    assertEquals("lkcrash: loading out-of-tree module taints kernel.", lines.get(0));
    assertEquals(
        "lkcrash: module verification failed: signature and/or required key missing - tainting"
            + " kernel",
        lines.get(1));
    assertEquals("BUG: kernel NULL pointer dereference, address: 0000000000000000", lines.get(2));
    assertTrue(
        lines.contains("Modules linked in: lkcrash(OE+) pvpanic_pci pvpanic_mmio pvpanic"),
        lines::toString);
    assertEquals(List.of("137", "12416", "END"), lines.subList(lines.size() - 3, lines.size()));
  }

  @Test
  void aTrapEndsItWithASegmentationFault() {
    for (String what : List.of("bug", "ud", "div", "gpf")) {
      List<String> lines = programs("insmod /mod/lkcrash.ko what=" + what + "\necho $?\n");
      assertEquals("139", lines.get(lines.size() - 2), what);
    }
  }

  @Test
  void aWarningIsNotTheEnd() {
    List<String> lines =
        programs("insmod /mod/lkcrash.ko what=warn; echo $?\ncat /proc/sys/kernel/tainted\n");
    assertTrue(lines.contains("lkcrash: test warning"), lines::toString);
    assertEquals(List.of("0", "12800", "END"), lines.subList(lines.size() - 3, lines.size()));
  }

  @Test
  void aFullStackPanicsWhateverTheSettings() {
    TestMachine m = script(PVPANIC + "insmod /mod/lkcrash.ko what=stack\n");
    assertTrue(m.events.contains(new MachineEvent.GuestPanicked(PanicAction.PAUSE)));
  }

  @Test
  void anOopsInAnInterruptPanicsWhateverTheSettings() {
    TestMachine m = script(PVPANIC + "insmod /mod/lkcrash.ko what=irq\n");
    assertTrue(m.text().contains("Kernel panic - not syncing: Fatal exception in interrupt"));
    assertTrue(m.events.contains(new MachineEvent.GuestPanicked(PanicAction.PAUSE)));
  }

  @Test
  void theEndOfInitIsTheEnd() {
    assertTrue(
        script(PVPANIC + "exit 1\n")
            .text()
            .contains(
                "Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100\r\n"));
    assertTrue(script("exit 0\n").text().contains("exitcode=0x00000000\r\n"));
  }

  /** The watchdog tells of it again and again, as long as the machine runs. */
  @Test
  void lkcrashSpinsAndTheWatchdogTells() {
    TestMachine m = running("insmod /mod/lkcrash.ko what=softlockup\n").build();
    m.machine.powerOn();
    m.serveUntil("watchdog: BUG: soft lockup - CPU#0 stuck for ");
    m.serveUntil("Tainted: G           OEL ");
    assertFalse(m.lines().contains("END"));
    assertEquals(List.of(new MachineEvent.Resume()), m.events);
  }

  @Test
  void aHungThreadIsToldOf() {
    List<String> lines = programs("insmod /mod/lkcrash.ko what=hung; sleep 300\n");
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("INFO: task lkhung:\\d+ blocked for .*")),
        lines::toString);
  }
}
