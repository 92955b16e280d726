package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;

/** A break on the console's serial line (uart_handle_break of include/linux/serial_core.h). */
final class SerialBreakTest {

  private static final long WINDOW_NS = 5_000_000_000L;

  private static Input keys(String text) {
    return new Input.Serial(0, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Serves a machine whose time stands still until it has nothing to do. */
  private static void serve(TestMachine m, Input input) {
    m.submitNow(input);
    while (m.machine.serve() == 0) {
      // more steps are waiting
    }
  }

  private static void pass(TestMachine m, long ns) {
    serve(m, new Input.AdvanceClock(ns));
  }

  private static boolean panicked(TestMachine m) {
    return m.events.contains(new MachineEvent.GuestPanicked(PanicAction.PAUSE));
  }

  /** A machine at its login prompt, whose time stands still. */
  private static TestMachine waiting(String profile) {
    TestMachine m =
        TestMachine.builder()
            .pausing()
            .profile(profile)
            .arguments("console=ttyS0 sysrq_always_enabled")
            .clock(Clock.Mode.MANUAL)
            .build();
    m.machine.powerOn();
    for (int i = 0; i < 600 && !m.text().endsWith("login: "); i++) {
      pass(m, 50_000_000);
    }
    assertTrue(m.text().endsWith("login: "), m::text);
    return m;
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void aKeyWithinFiveSecondsIsOne(String profile) {
    TestMachine m = waiting(profile);
    serve(m, new Input.SerialBreak(0));
    pass(m, WINDOW_NS - 20_000_000);
    serve(m, keys("c"));
    pass(m, 100_000_000);
    assertTrue(panicked(m), m::text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void aKeyAfterFiveSecondsIsInput(String profile) {
    TestMachine m = waiting(profile);
    serve(m, new Input.SerialBreak(0));
    pass(m, WINDOW_NS + 20_000_000);
    serve(m, keys("c"));
    pass(m, 100_000_000);
    assertFalse(panicked(m), m::text);
    assertTrue(m.text().endsWith("login: c"), m::text);
    serve(m, keys("c"));
    pass(m, 100_000_000);
    assertTrue(m.text().endsWith("login: cc"), "it closes the window, too");
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void twoBreaksCancelOneAnother(String profile) {
    TestMachine m = SysRqKeysTest.machine(profile, 1);
    m.submit(new Input.SerialBreak(0));
    m.submit(new Input.SerialBreak(0));
    m.submit(keys("c"));
    assertFalse(panicked(m), m::text);
    assertFalse(m.text().contains("Trigger a crash"));
    m.submit(new Input.SerialBreak(0));
    m.submit(keys("c"));
    assertTrue(panicked(m), m::text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void onlyTheFirstKeyCounts(String profile) {
    TestMachine m = SysRqKeysTest.machine(profile, 1);
    m.submit(new Input.SerialBreak(0));
    m.submit(keys("sc"));
    assertTrue(m.text().contains("Emergency Sync complete"), m::text);
    assertFalse(panicked(m), m::text);
    assertTrue(m.text().endsWith("c"), m::text);
  }

  /** 3.10 loses the key (uart_handle_sysrq_char), since 4.20 it is input. */
  @ParameterizedTest
  @CsvSource({"centos7, false", "centos7.9, false", "debian12, true"})
  void whileSysRqIsOffTheKeyIsLostOrInput(String profile, boolean input) {
    TestMachine m = SysRqKeysTest.machine(profile, 0);
    String before = m.text();
    m.submit(new Input.SerialBreak(0));
    m.submit(keys("h"));
    assertEquals(before + (input ? "h" : ""), m.text());
  }

  /** A break on a port that is no console interrupts the programs of its terminal, if they ask. */
  @Test
  void onAPortThatIsNoConsoleItIsNone() {
    TestMachine m =
        TestMachine.booted(TestMachine.builder().pausing().arguments("console=tty0 quiet"));
    m.submit(new Input.SerialBreak(0));
    m.submit(keys("c"));
    assertFalse(panicked(m), m::text);
  }

  /**
   * Before a program has opened the terminal nobody listens: the driver's start forgets what came
   * (serial8250_do_startup clears FIFOs and line status before it enables interrupts).
   */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void beforeTheConsoleIsOpenItIsForgotten(String profile) {
    TestMachine m =
        TestMachine.builder()
            .pausing()
            .profile(profile)
            .arguments("console=ttyS0 sysrq_always_enabled")
            .build();
    m.machine.powerOn();
    for (int i = 0; i < 2_000 && !m.text().contains("Kernel command line"); i++) {
      m.machine.serve();
    }
    assertTrue(m.text().contains("Kernel command line"), m::text);
    assertFalse(m.text().contains("login"), m::text);
    m.submitNow(new Input.SerialBreak(0));
    m.settle();
    assertTrue(m.text().endsWith("login: "), m::text);
    m.type("c\r");
    assertFalse(panicked(m), m::text);
    m.submit(new Input.SerialBreak(0));
    m.submit(keys("c"));
    assertTrue(panicked(m), "now somebody does");
  }

  /** Its local APIC is off: neither line nor keyboard interrupts it any more. */
  @ParameterizedTest
  @CsvSource({
    "centos7, KEYBOARD",
    "centos7, SERIAL",
    "centos7.9, KEYBOARD",
    "centos7.9, SERIAL",
    "debian12, KEYBOARD",
    "debian12, SERIAL"
  })
  void afterAPanicAllKeysAreDead(String profile, SysRqWay way) {
    TestMachine m =
        TestMachine.loggedIn(
            TestMachine.builder()
                .profile(profile)
                .actions(Actions.DEFAULT.withPanic(Actions.Panic.NONE)));
    m.type("systemctl stop kdump; echo 1 > /proc/sys/kernel/sysrq\r");
    m.type("echo c > /proc/sysrq-trigger\r");
    assertTrue(m.text().contains("Kernel panic"), m::text);
    String shown = m.text();
    int events = m.events.size();
    for (char key : "hbcos9".toCharArray()) {
      way.press(m, key);
    }
    assertEquals(shown, m.text());
    assertEquals(events, m.events.size(), m.events::toString);
  }
}
