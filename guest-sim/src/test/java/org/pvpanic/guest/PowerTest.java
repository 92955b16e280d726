package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.SerialLine;
import org.pvpanic.machine.ShutdownCause;

/** How a guest ends on a whole board: off, restarted, halted, by command and by button. */
final class PowerTest {

  private final StringBuilder console = new StringBuilder();
  private final List<MachineEvent> events = new ArrayList<>();
  private @Nullable Machine machine;

  private PowerTest boot(String profile, boolean q35, String script) {
    MachineConfig config = MachineConfig.DEFAULT.withRam(512L << 20).withClock(Clock.Mode.WARP);
    PcBoard board = new PcBoard(config, q35, profile);
    if (!script.isEmpty()) {
      board.file("opt/org.pvpanic/init", script);
    }
    Machine made = board.finish();
    machine = made;
    made.observe(
        new MachineObserver() {
          @Override
          public void event(MachineEvent event) {
            events.add(event);
          }
        });
    made.connect(
        0,
        new SerialLine() {
          @Override
          public void transmit(byte value) {
            console.append((char) value);
          }

          @Override
          public void flush() {}

          @Override
          public void roomAgain() {}
        });
    made.powerOn();
    serve();
    return this;
  }

  private Machine machine() {
    return Objects.requireNonNull(machine, "booted");
  }

  private void serve() {
    for (int i = 0; i < 3_000 && machine().serve() != Machine.NEVER; i++) {
      // until nothing is left to do
    }
  }

  private List<String> lines() {
    return console
        .toString()
        .lines()
        .map(line -> line.replaceFirst("^\\[ *[0-9]+\\.[0-9]{6}\\] ", ""))
        .toList();
  }

  private boolean isOff() {
    return events.contains(new MachineEvent.Shutdown(true, ShutdownCause.GUEST_SHUTDOWN));
  }

  @Test
  void poweroffOfTheInitramfsGoesOff() {
    for (boolean q35 : new boolean[] {false, true}) {
      console.setLength(0);
      events.clear();
      boot("debian12", q35, "poweroff -f\n");
      List<String> lines = lines();
      assertEquals(
          List.of("ACPI: PM: Preparing to enter system sleep state S5", "reboot: Power down"),
          lines.subList(lines.size() - 2, lines.size()));
      assertTrue(isOff(), events::toString);
    }
  }

  /** What is halted stays on, and hears nothing more. */
  @ParameterizedTest
  @CsvSource({
    "centos7, System halted.",
    "centos7.9, System halted.",
    "debian12, reboot: System halted"
  })
  void haltOfTheInitramfsStandsStill(String profile, String last) {
    boot(profile, false, "halt -f\n");
    assertTrue(lines().get(lines().size() - 1).endsWith(last), console::toString);
    machine().submit(Input.Command.SYSTEM_POWERDOWN);
    serve();
    assertTrue(lines().get(lines().size() - 1).endsWith(last), console::toString);
    assertFalse(isOff());
    assertEquals(RunState.RUNNING, machine().runState());
  }

  @Test
  void withoutForceNothingHappensUnlessInitCares() {
    boot("debian12", false, "poweroff; echo ALIVE; halt -f\n");
    assertTrue(lines().contains("ALIVE"));
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, SysRq : Power Off",
    "centos7.9, SysRq : Power Off",
    "debian12, sysrq: Power Off"
  })
  void sysRqGoesOffToo(String profile, String header) {
    boot(profile, false, "echo o > /proc/sysrq-trigger; sleep 5\n");
    assertTrue(lines().contains(header), console::toString);
    assertTrue(isOff());
  }

  /** Nobody reads the button's events: the host is told that it was pressed, and that is all. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void theButtonDoesNothingWhereNobodyCares(String profile) {
    boot(profile, false, "exec sh\n");
    machine().submit(Input.Command.SYSTEM_POWERDOWN);
    serve();
    assertTrue(events.stream().anyMatch(MachineEvent.Powerdown.class::isInstance));
    type("echo AL''IVE\r");
    assertTrue(lines().contains("ALIVE"), console::toString);
    assertFalse(isOff());
  }

  @Test
  void theButtonIsHeardByAcpid() {
    boot(
        "debian12",
        false,
        "insmod /mod/evdev.ko; insmod /mod/button.ko\nls /dev/input\nacpid -d\n");
    assertTrue(lines().contains("ACPI: button: Power Button [PWRF]"), console::toString);
    machine().submit(Input.Command.SYSTEM_POWERDOWN);
    serve();
    assertTrue(lines().contains("acpid: PWRF/00000080"), console::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, false, Power down.",
    "centos7.9, true, Power down.",
    "debian12, false, reboot: Power down",
    "debian12, true, reboot: Power down"
  })
  void theButtonEndsAnInstalledSystem(String profile, boolean q35, String last) {
    boot(profile, q35, "");
    machine().submit(Input.Command.SYSTEM_POWERDOWN);
    serve();
    assertTrue(lines().stream().anyMatch(line -> line.endsWith(last)), console::toString);
    assertTrue(isOff());
  }

  private void type(String text) {
    machine().submit(new Input.Serial(0, text.getBytes(StandardCharsets.UTF_8)));
    serve();
  }

  @Test
  void shutdownStopsTheServicesFirst() {
    boot("centos7", false, "");
    type("root\r");
    type("shutdown -h now\r");
    List<String> lines = lines();
    assertTrue(lines.contains("[  OK  ] Stopped OpenSSH server daemon."), console::toString);
    assertTrue(lines.contains("systemd-shutdown[1]: Powering off."));
    assertEquals("Power down.", lines.get(lines.size() - 1));
    assertTrue(isOff());
  }

  @Test
  void initSixRestarts() {
    boot("centos7", false, "");
    type("root\r");
    type("init 6\r");
    assertTrue(lines().contains("Restarting system."), console::toString);
    assertTrue(events.stream().anyMatch(MachineEvent.Reset.class::isInstance));
  }
}
