package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.MachineEvent;

/** kexec, as a script of the initramfs calls it. */
final class KexecTest {

  private static final String LOAD =
      "kexec -s -p /boot/vmlinuz --initrd=/boot/crash.img --append=\"console=ttyS0,115200n8 x=1\"";

  private static TestMachine.Builder builder(String arguments, String text) {
    return TestMachine.builder()
        .pausing()
        .profile("debian12")
        .arguments("console=ttyS0,115200n8 " + arguments)
        .file("opt/org.pvpanic/init", text + "\necho END; sleep 100\n");
  }

  private static TestMachine script(String arguments, String text) {
    return TestMachine.booted(builder(arguments, text));
  }

  private static List<String> programs(String arguments, String text) {
    List<String> lines = script(arguments, text).lines();
    return lines
        .subList(lines.indexOf("Run /init as init process") + 1, lines.indexOf("END"))
        .stream()
        .filter(line -> !line.startsWith("tsc: ") && !line.startsWith("clocksource: "))
        .toList();
  }

  @Test
  void loadsAndUnloads() {
    assertEquals(
        List.of("201326592", "0", "1", "0", "0"),
        programs(
            "crashkernel=192M",
            "cat /sys/kernel/kexec_crash_size; "
                + LOAD
                + "; echo $?; cat /sys/kernel/kexec_crash_loaded\n"
                + "kexec -p -u; echo $?; cat /sys/kernel/kexec_crash_loaded"));
  }

  @Test
  void withoutMemoryItSaysHowToReserveSome() {
    assertEquals(
        List.of(
            "Memory for crashkernel is not reserved",
            "Please reserve memory by passing\"crashkernel=Y@X\" parameter to kernel",
            "Then try to loading kdump kernel",
            "1"),
        programs("", LOAD + "; echo $?"));
  }

  @Test
  void aFileThatIsNoKernelIsRefused() {
    assertEquals(
        List.of("kexec_file_load failed: Exec format error", "255"),
        programs("crashkernel=64M", "kexec -s -p /etc/passwd; echo $?"));
    assertEquals(
        List.of("Cannot determine the file type of /etc/passwd", "255"),
        programs("crashkernel=64M", "kexec -p /etc/passwd; echo $?"));
  }

  @Test
  void theLoadedKernelTakesTheCrashWithItsArguments() {
    TestMachine m = builder("crashkernel=192M", LOAD + "\necho c > /proc/sysrq-trigger").build();
    m.machine.powerOn();
    // The capture kernel restarts the machine, and everything begins anew.
    for (int i = 0; i < 2_000 && !m.text().contains("Command line: elfcorehdr="); i++) {
      m.machine.serve();
    }
    assertTrue(m.text().contains(" Comm: init Kdump: loaded Not tainted "), m::text);
    assertTrue(
        m.text().contains("Command line: elfcorehdr=0x33000000 console=ttyS0,115200n8 x=1"),
        m::text);
    assertFalse(m.events.stream().anyMatch(MachineEvent.GuestPanicked.class::isInstance));
  }

  @Test
  void aKernelToGoOnWithStartsWithoutTheFirmware() {
    TestMachine m =
        script(
            "",
            "kexec -l /boot/vmlinuz --append=\"console=ttyS0,115200n8 second=1\"; case $(cat"
                + " /proc/cmdline) in *second*) ;; *) kexec -e;; esac");
    assertTrue(m.lines().contains("kexec_core: Starting new kernel"));
    assertTrue(m.text().contains("Command line: console=ttyS0,115200n8 second=1\r\n"), m::text);
    assertFalse(m.events.stream().anyMatch(MachineEvent.Reset.class::isInstance));
  }
}
