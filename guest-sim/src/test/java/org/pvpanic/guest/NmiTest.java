package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;

/** Non-maskable interrupts in each state that a kernel may be in. */
final class NmiTest {

  private static final MachineEvent PANICKED = new MachineEvent.GuestPanicked(PanicAction.RUN);

  /** A guest that goes on after a panic was told. */
  private static TestMachine booted(String profile, String script) {
    TestMachine m =
        TestMachine.booted(
            TestMachine.builder()
                .actions(Actions.DEFAULT.withPanic(Actions.Panic.NONE))
                .profile(profile)
                .cpus(2)
                .arguments("console=ttyS0,115200n8")
                .file(
                    "opt/org.pvpanic/init",
                    "for m in pvpanic pvpanic-mmio; do insmod /mod/$m.ko; done\n"
                        + "echo 0 > /proc/sys/kernel/unknown_nmi_panic\n"
                        + "echo 0 > /proc/sys/kernel/panic_on_unrecovered_nmi\n"
                        + script
                        + "\necho READY; while :; do read x; done\n"));
    m.events.clear();
    return m;
  }

  private static String nmi(TestMachine m) {
    int from = m.text().length();
    m.submit(Input.Command.INJECT_NMI);
    return m.text().substring(from);
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, unknown_nmi_panic",
    "centos7.9, panic_on_unrecovered_nmi",
    "debian12, unknown_nmi_panic",
    "debian12, panic_on_unrecovered_nmi"
  })
  void eitherSettingMakesItAPanic(String profile, String setting) {
    TestMachine m = booted(profile, "echo 1 > /proc/sys/kernel/" + setting);
    String shown = nmi(m);
    assertEquals(1, m.events.stream().filter(PANICKED::equals).count());
    assertTrue(
        shown.matches("(?s).*Uhhuh. NMI received for unknown reason [0-3][01] on CPU 0\\..*"),
        shown);
    assertTrue(shown.contains("Kernel panic - not syncing: NMI: Not continuing"), shown);
    assertEquals("", nmi(m), "the handler never returns: the CPU holds back further ones");
    assertEquals(1, m.events.stream().filter(PANICKED::equals).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void eachOneIsToldWhileTheSystemRuns(String profile) {
    TestMachine m = booted(profile, "");
    for (int i = 0; i < 3; i++) {
      String shown = nmi(m);
      assertTrue(shown.contains("Uhhuh. NMI received for unknown reason "), shown);
      assertEquals(!profile.equals("debian12"), shown.contains("strange power saving mode"));
      assertTrue(shown.endsWith("Dazed and confused, but trying to continue\r\n"), shown);
    }
    assertFalse(m.events.contains(PANICKED));
  }

  /** A kernel that has panicked does not do so again; 3.10 tells of the interrupt all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void afterAPanicItChangesNothing(String profile) {
    TestMachine m = booted(profile, "echo 1 > /proc/sys/kernel/unknown_nmi_panic; exit 1");
    assertTrue(m.text().contains("Attempted to kill init!"), m::text);
    m.events.clear();
    String shown = nmi(m);
    if (profile.equals("debian12")) {
      assertEquals("", shown);
    } else {
      assertTrue(shown.contains("Uhhuh. NMI received for unknown reason "), shown);
      assertTrue(shown.endsWith("Dazed and confused, but trying to continue\r\n"), shown);
    }
    assertFalse(m.events.contains(PANICKED));
  }
}
