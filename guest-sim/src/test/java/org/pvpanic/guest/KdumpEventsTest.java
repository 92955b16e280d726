package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;

/**
 * What the host hears of a crash, by what the device knows ({@code events=}), which driver the
 * kernel has, whether a capture kernel waits, and whether it has to wait for the panic notifiers.
 */
final class KdumpEventsTest {

  private static final MachineEvent PANICKED = new MachineEvent.GuestPanicked(PanicAction.PAUSE);
  private static final MachineEvent LOADED = new MachineEvent.GuestCrashloaded(PanicAction.RUN);

  private static final String SECOND_KERNEL = "] Linux version ";

  /** A machine that boots, arms kdump or not, and crashes by itself. */
  private static TestMachine crashed(String profile, int events, boolean post, boolean armed) {
    TestMachine m =
        TestMachine.builder()
            .pausing()
            .profile(profile)
            .ram(2L << 30)
            .events(events)
            .clock(Clock.Mode.MANUAL)
            .arguments(
                "console=ttyS0,115200n8 crashkernel=192M"
                    + (post ? " crash_kexec_post_notifiers" : ""))
            .file(
                "opt/org.pvpanic/rc.local",
                (armed ? "" : "systemctl stop kdump kdump-tools 2> /dev/null\n")
                    + "echo c > /proc/sysrq-trigger\n")
            .build();
    m.machine.powerOn();
    advance(m, 25);
    return m;
  }

  private static void advance(TestMachine m, int seconds) {
    for (int i = 0; i < seconds * 20; i++) {
      m.machine.submit(new Input.AdvanceClock(50_000_000));
      while (m.machine.serve() == 0) {
        // more steps are waiting
      }
      if (m.events.stream().anyMatch(MachineEvent.Reset.class::isInstance)) {
        return;
      }
    }
  }

  private static int boots(TestMachine m) {
    return m.text().split(Pattern.quote(SECOND_KERNEL), -1).length - 1;
  }

  private static List<MachineEvent> events(TestMachine m) {
    return m.events.stream().filter(each -> !(each instanceof MachineEvent.Resume)).toList();
  }

  @ParameterizedTest(name = "{0} events={1} post_notifiers={2} armed={3}: {4}")
  @CsvSource({
    // the new driver asks the device what it knows, and tells of a capture kernel by an own event
    "debian12, 1, false, false, PANICKED",
    "debian12, 1, true, false, PANICKED",
    "debian12, 2, false, false, NOTHING",
    "debian12, 2, true, false, NOTHING",
    "debian12, 3, false, false, PANICKED",
    "debian12, 3, true, false, PANICKED",
    "debian12, 1, false, true, RESET",
    "debian12, 1, true, true, RESET",
    "debian12, 2, false, true, RESET",
    "debian12, 2, true, true, CRASHLOADED",
    "debian12, 3, false, true, RESET",
    "debian12, 3, true, true, CRASHLOADED",
    // the old driver never asks, and never writes anything but 1
    "centos7.9, 1, false, false, PANICKED",
    "centos7.9, 1, true, false, PANICKED",
    "centos7.9, 2, false, false, PANICKED",
    "centos7.9, 2, true, false, PANICKED",
    "centos7.9, 3, false, false, PANICKED",
    "centos7.9, 3, true, false, PANICKED",
    "centos7.9, 1, false, true, RESET",
    "centos7.9, 1, true, true, PANICKED_FIRST",
    "centos7.9, 2, false, true, RESET",
    "centos7.9, 2, true, true, PANICKED_FIRST",
    "centos7.9, 3, false, true, RESET",
    "centos7.9, 3, true, true, PANICKED_FIRST",
    // 514 does not know the argument
    "centos7, 3, true, false, PANICKED",
    "centos7, 1, true, true, RESET",
    "centos7, 2, true, true, RESET",
    "centos7, 3, true, true, RESET",
  })
  void theHostHears(String profile, int mask, boolean post, boolean armed, String what) {
    TestMachine m = crashed(profile, mask, post, armed);
    boolean restarts = m.events.stream().anyMatch(MachineEvent.Reset.class::isInstance);
    switch (what) {
      case "NOTHING" -> assertEquals(List.of(), events(m));
      case "PANICKED" -> {
        assertEquals(List.of(PANICKED, new MachineEvent.Stop()), events(m));
        assertEquals(1, boots(m));
      }
      case "RESET" -> assertTrue(restarts && !m.events.contains(PANICKED), events(m)::toString);
      case "CRASHLOADED" -> {
        assertEquals(LOADED, events(m).get(0));
        assertTrue(restarts && !m.events.contains(PANICKED), events(m)::toString);
      }
      case "PANICKED_FIRST" -> goesOnByCont(m);
      default -> throw new AssertionError(what);
    }
    if (restarts) {
      assertTrue(boots(m) >= 2, m::text);
    }
  }

  /** The capture kernel waits behind the write that stopped the machine. */
  private static void goesOnByCont(TestMachine m) {
    assertEquals(List.of(PANICKED, new MachineEvent.Stop()), events(m));
    assertEquals(1, boots(m));
    m.machine.submit(Input.Command.CONT);
    advance(m, 25);
    assertTrue(m.events.stream().anyMatch(MachineEvent.Reset.class::isInstance), m::text);
    assertEquals(1, m.events.stream().filter(PANICKED::equals).count());
    assertTrue(m.lines().contains("kdump: saving vmcore complete"), m::text);
  }
}
