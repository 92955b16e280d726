package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.ShutdownCause;

final class BootTest {

  private static final String CONSOLE = "console=ttyS0,115200n8";

  @Test
  void endsAtTheLoginPrompt() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    String[] issue = {
      "",
      "CentOS Linux 7 (Core)",
      "Kernel 3.10.0-514.el7.x86_64 on an x86_64",
      "",
      TestMachine.LOGIN
    };
    // agetty writes CR and LF itself, and the terminal puts another CR in front.
    assertTrue(m.text().endsWith("\r\r\n" + String.join("\r\n", issue).substring(2)), m::text);
  }

  @Test
  void takesAboutEightSecondsOfMachineTime() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    long seconds = m.machine.now() / 1_000_000_000;
    assertTrue(seconds >= 5 && seconds <= 12, () -> seconds + " s");
  }

  @Test
  void endsEveryLineWithCrLf() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    String text = m.text().replace("\r\r\nCentOS", "\r\nCentOS");
    assertTrue(text.split("\r\n").length > 120);
    assertFalse(text.replace("\r\n", "").contains("\n"), "a bare line feed");
    assertFalse(text.replace("\r\n", "").contains("\r"), "a bare carriage return");
  }

  @Test
  void printsWhatCameBeforeTheConsoleInOneBurstWithTimeZero() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    assertTrue(m.text().startsWith("[    0.000000] Initializing cgroup subsys cpuset\r\n"));
    assertTrue(m.text().contains("[    0.000000] console [ttyS0] enabled\r\n"));
  }

  @Test
  void tellsTheMemoryThatTheBoardHas() {
    TestMachine m = TestMachine.booted(TestMachine.builder().ram(512L << 20));
    assertTrue(m.lines().contains("BIOS-e820: [mem 0x0000000000100000-0x000000001ffdffff] usable"));
  }

  @Test
  void splitsMemoryThatDoesNotFitBelowTheHole() {
    TestMachine m = TestMachine.booted(TestMachine.builder().ram(8L << 30));
    assertTrue(
        m.lines()
            .containsAll(
                List.of(
                    "BIOS-e820: [mem 0x0000000000100000-0x00000000bffdffff] usable",
                    "BIOS-e820: [mem 0x0000000100000000-0x000000023fffffff] usable",
                    "  Normal   [mem 0x100000000-0x23fffffff]")));
  }

  @Test
  void tellsTheNumberOfCpusThatTheBoardHas() {
    TestMachine m = TestMachine.booted(TestMachine.builder().cpus(4));
    assertTrue(
        m.lines()
            .containsAll(
                List.of(
                    "smpboot: Allowing 4 CPUs, 0 hotplug CPUs",
                    "smpboot: Booting Node   0, Processors  #1 #2 #3 OK",
                    "Brought up 4 CPUs")));
  }

  @Test
  void findsTheSerialPortAndTheKeyboard() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    assertTrue(
        m.lines()
            .containsAll(
                List.of(
                    "serial8250: ttyS0 at I/O 0x3f8 (irq = 4, base_baud = 115200) is a 16550A",
                    "serio: i8042 KBD port at 0x60,0x64 irq 1")));
  }

  @Test
  void missesTheKeyboardThatIsNotThere() {
    TestMachine m = TestMachine.booted(TestMachine.builder().withoutKeyboard());
    assertTrue(m.lines().contains("i8042: No controller found"));
  }

  @Test
  void goesOnWithoutASerialPort() {
    TestMachine m = TestMachine.booted(TestMachine.builder().withoutSerial());
    assertTrue(m.machine.now() > 5_000_000_000L, "it booted all the same");
  }

  @Test
  void takesItsArgumentsFromTheBoard() {
    String line = "root=/dev/sda1 ro " + CONSOLE + " panic=7";
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().arguments(line + "\n"));
    assertTrue(m.lines().contains("Command line: " + line));
    assertEquals(line + "\n", m.run("cat /proc/cmdline"));
    assertEquals("7\n", m.run("cat /proc/sys/kernel/panic"));
  }

  @Test
  void staysMuteWithoutAConsoleArgument() {
    TestMachine m = TestMachine.booted(TestMachine.builder().arguments("root=/dev/sda1 quiet"));
    assertEquals("", m.text());
  }

  @Test
  void keepsKernelLinesFromAQuietConsoleButInTheLog() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().arguments(CONSOLE + " quiet"));
    assertFalse(m.text().contains("Linux version"));
    assertFalse(m.text().contains("[  OK  ]"));
    assertTrue(m.run("dmesg").contains("[    0.000000] Linux version 3.10.0-514.el7.x86_64 "));
  }

  @ParameterizedTest
  @ValueSource(longs = {27, 64, 128, 2048, 4096, 1 << 20})
  void reachesLoginWithAnyMemoryThatHoldsTheKernel(long mib) {
    TestMachine m = TestMachine.booted(TestMachine.builder().ram(mib << 20));
    assertTrue(m.text().endsWith(TestMachine.LOGIN));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 26})
  void haltsWhereTheKernelDoesNotFit(long mib) {
    assertEquals("", TestMachine.booted(TestMachine.builder().ram(mib << 20)).text());
  }

  @Test
  void beginsAnewAfterAReset() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder());
    m.run("echo 1 > /proc/sys/kernel/sysrq");
    String first = m.text();
    m.submit(Input.Command.SYSTEM_RESET);
    String second = m.text().substring(first.length());
    assertTrue(second.startsWith("[    0.000000] Initializing cgroup subsys cpuset\r\n"));
    assertTrue(second.endsWith(TestMachine.LOGIN));
    m.type("root\r");
    assertEquals("16\n", m.run("cat /proc/sys/kernel/sysrq"));
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.Reset(false, ShutdownCause.HOST_QMP_SYSTEM_RESET),
            new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET)),
        m.events);
  }

  @Test
  void survivesAResetInTheMiddleOfBooting() {
    TestMachine m = TestMachine.builder().build();
    m.machine.powerOn();
    m.machine.serve();
    assertTrue(m.text().length() > 100 && !m.text().contains("Welcome"));
    m.submit(Input.Command.SYSTEM_RESET);
    assertTrue(m.text().endsWith(TestMachine.LOGIN));
  }

  @Test
  void turnsToRealTimeAtTheLoginPrompt() {
    TestMachine m = TestMachine.booted(TestMachine.builder().clock(Clock.Mode.WARP_BOOT));
    assertTrue(m.text().endsWith(TestMachine.LOGIN));
    m.type("root\r");
    m.machine.submit(new Input.Serial(0, "sleep 9\r".getBytes(StandardCharsets.UTF_8)));
    long wait;
    do {
      wait = m.machine.serve();
    } while (wait == 0);
    assertTrue(wait > 8_900_000_000L && wait <= 9_000_000_000L, "waits for the host's clock");
  }

  @Test
  void knowsItsProfilesByName() {
    assertEquals(GuestCode.NONE, Guests.byProfile("none"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Guests.byProfile("beos"));
    assertEquals(
        "unknown guest profile 'beos', expected one of: centos7, centos7.9, debian12, debian12-amd64,"
            + " probe, none",
        e.getMessage());
  }

  @Test
  void leavesABoardWithoutGuestSilent() {
    TestMachine m = TestMachine.booted(TestMachine.builder().profile("none"));
    assertEquals("", m.text());
  }
}
