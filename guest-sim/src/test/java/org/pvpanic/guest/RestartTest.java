package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.ShutdownCause;

/** How machines are restarted, by their guests and by their hosts, and what of it can be seen. */
final class RestartTest {

  private static final MachineEvent BY_GUEST =
      new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET);

  private static final String MODULES =
      "insmod /mod/pvpanic.ko; insmod /mod/pvpanic-mmio.ko; insmod /mod/pvpanic-pci.ko\n";
  private static final String CRASH = "echo c > /proc/sysrq-trigger\n";

  private static final int MOST_SERVES = 5_000;

  /** A machine, and what its CPU writes to the ports by which PCs are reset. */
  private static final class Run {
    final Machine machine;
    final TestMachine test;
    final List<String> writes = new ArrayList<>();
    final List<Long> times = new ArrayList<>();

    Run(String type, String profile, Actions actions, String arguments, String script) {
      this(Clock.Mode.WARP, type, profile, actions, arguments, script);
    }

    Run(
        Clock.Mode clock,
        String type,
        String profile,
        Actions actions,
        String arguments,
        String script) {
      MachineConfig config =
          MachineConfig.DEFAULT.withRam(512L << 20).withClock(clock).withActions(actions);
      PcBoard board = new PcBoard(config, type.equals("q35"), profile).pvpanic(3);
      if (!script.isEmpty()) {
        board.file("opt/org.pvpanic/cmdline", "console=ttyS0,115200n8 " + arguments);
        board.file("opt/org.pvpanic/init", script);
      }
      machine = board.finish();
      test = TestMachine.of(machine);
      machine.ports().observe(this::writing);
      machine.powerOn();
      test.events.clear();
      machine.observe(
          new MachineObserver() {
            @Override
            public void event(MachineEvent event) {
              times.add(machine.now());
            }
          });
    }

    private void writing(int port, int size, int value) {
      if ((port == 0x64 && value == 0xfe) || port == 0xcf9) {
        writes.add("%x:%x".formatted(port, value));
      }
    }

    void until(BooleanSupplier done) {
      for (int i = 0; i < MOST_SERVES && !done.getAsBoolean(); i++) {
        if (machine.serve() == Machine.NEVER) {
          return;
        }
      }
    }

    long resets() {
      return test.events.stream().filter(MachineEvent.Reset.class::isInstance).count();
    }

    int boots() {
      return test.text().split("Linux version ", -1).length - 1;
    }

    /** The first kernel is followed by a second one. */
    void untilSecondBoot() {
      until(() -> boots() > 1 && resets() > 0);
      assertEquals(2, boots(), test::text);
    }
  }

  private static Run debian(String type, String arguments, String script) {
    return new Run(type, "debian12", Actions.DEFAULT, arguments, script + "sleep 1000\n");
  }

  private static Run withPanic(Actions.Panic panic, String type, String script) {
    return new Run(type, "debian12", Actions.DEFAULT.withPanic(panic), "", MODULES + script);
  }

  /**
   * Machine type pc has no reset register in its ACPI tables; the next in turn is the keyboard's.
   */
  @ParameterizedTest
  @CsvSource({
    "pc,  '',            64:fe",
    "q35, '',            cf9:f",
    "q35, acpi=off,      64:fe",
    "q35, reboot=k,      64:fe",
    "q35, reboot=w,      cf9:f",
    "pc,  'reboot=p',    'cf9:2 cf9:e'",
    "q35, 'reboot=w,pci','cf9:2 cf9:6'",
    "pc,  'reboot=kbd reboot=cold,pci', 'cf9:2 cf9:e'",
    "pc,  reboot=triple, ''",
    "q35, 'reboot=f,t',  ''",
  })
  void theWayIsThatOfTheBoardOrTheOneThatWasAskedFor(String type, String arguments, String first) {
    Run run = debian(type, arguments, "reboot -f\n");
    run.untilSecondBoot();
    String seaBios = "cf9:2 cf9:6";
    assertEquals(first.isEmpty() ? seaBios : first + " " + seaBios, String.join(" ", run.writes));
    assertEquals(List.of(BY_GUEST, BY_GUEST), run.test.events);
    int end = run.test.lines().indexOf("reboot: machine restart");
    assertEquals("reboot: Restarting system", run.test.lines().get(end - 1));
    assertFalse(run.test.text().contains("RESET_REG"));
  }

  /** Each of these restarts is two resets to the host, the second by the firmware. */
  @ParameterizedTest
  @CsvSource({
    "pc,  centos7,   reboot -f, true",
    "q35, centos7,   reboot -f, true",
    "pc,  centos7.9, reboot -f, true",
    "q35, centos7.9, reboot -f, true",
    "pc,  centos7,   echo b > /proc/sysrq-trigger, false",
    "q35, centos7.9, echo b > /proc/sysrq-trigger, false",
    "pc,  debian12,  echo b > /proc/sysrq-trigger, false",
    "q35, debian12,  echo b > /proc/sysrq-trigger, false",
  })
  void aRestartIsTwoResets(String type, String profile, String how, boolean told) {
    Run run = new Run(type, profile, Actions.DEFAULT, "", how + "\nsleep 1000\n");
    run.untilSecondBoot();
    assertEquals(List.of(BY_GUEST, BY_GUEST), run.test.events);
    assertEquals(told, run.test.text().contains("Restarting system"), run.test::text);
    assertEquals(!told, run.test.text().contains("Resetting"), run.test::text);
  }

  /** A jump to the firmware is no reset; that of the firmware itself is. */
  @Test
  void theBiosIsJumpedTo() {
    Run run = debian("pc", "reboot=bios", "reboot -f\n");
    run.untilSecondBoot();
    assertEquals(List.of("cf9:2", "cf9:6"), run.writes);
    assertEquals(List.of(BY_GUEST), run.test.events);
  }

  @Test
  void theOldKernelWritesAnotherCode() {
    Run run = new Run("pc", "centos7", Actions.DEFAULT, "reboot=p", "reboot -f\nsleep 1000\n");
    run.untilSecondBoot();
    assertEquals(List.of("cf9:2", "cf9:6", "cf9:2", "cf9:6"), run.writes);
    List<String> lines = run.test.lines();
    int end = lines.indexOf("reboot: machine restart");
    assertEquals("Restarting system.", lines.get(end - 1));
  }

  @Test
  void sysfsTellsAndTakesTheWay() {
    Run run =
        debian(
            "pc",
            "reboot=warm,bios",
            """
            cd /sys/kernel/reboot; echo $(cat mode type cpu force)
            echo nonsense > type; echo 9 > cpu
            echo hard > mode; echo pci > type; echo y > force; echo $(cat mode type cpu force)
            reboot -f
            """);
    run.untilSecondBoot();
    List<String> lines = run.test.lines();
    assertTrue(lines.contains("warm bios 0 0"), run.test::text);
    assertTrue(lines.contains("hard pci 0 1"), run.test::text);
    assertTrue(run.test.text().contains("write error: Invalid argument"));
    assertTrue(run.test.text().contains("write error: Numerical result out of range"));
    assertEquals(List.of("cf9:2", "cf9:e", "cf9:2", "cf9:6"), run.writes);
  }

  /** Everything is printed after a panic, the debugging line of the reset register too. */
  @ParameterizedTest
  @CsvSource({"pc, 5, 5", "q35, 5, 5", "q35, -1, 0"})
  void aPanicThatWasGivenATimeRestarts(String type, int setting, long seconds) {
    Run run =
        withPanic(
            Actions.Panic.NONE, type, "echo " + setting + " > /proc/sys/kernel/panic\n" + CRASH);
    run.until(() -> run.resets() >= 1);
    long waited = run.times.get(1) - run.times.get(0);
    assertEquals(seconds, waited / 1_000_000_000L, () -> waited + " ns");
    List<String> lines = run.test.lines();
    assertEquals(seconds > 0, lines.contains("Rebooting in " + seconds + " seconds.."));
    assertEquals(type.equals("q35"), lines.contains("ACPI MEMORY or I/O RESET_REG."));
    run.untilSecondBoot();
    assertEquals(
        List.of(new MachineEvent.GuestPanicked(MachineEvent.PanicAction.RUN), BY_GUEST, BY_GUEST),
        run.test.events);
  }

  @Test
  void aPausedPanicCountsDownOnlyWhenItGoesOn() {
    Run run = withPanic(Actions.Panic.PAUSE, "pc", "echo 5 > /proc/sys/kernel/panic\n" + CRASH);
    run.until(() -> false);
    assertEquals(RunState.GUEST_PANICKED, run.machine.runState());
    assertFalse(run.test.text().contains("Rebooting in"));
    run.machine.submit(Input.Command.CONT);
    run.until(() -> run.resets() >= 1);
    assertEquals(5, (run.times.get(3) - run.times.get(2)) / 1_000_000_000L, run.times::toString);
    assertTrue(run.test.lines().contains("Rebooting in 5 seconds.."));
  }

  /** In prelaunch nothing runs until cont; then the firmware resets the machine once more. */
  @Test
  void aResetOfAPanickedMachineWaitsForCont() {
    Run run = withPanic(Actions.Panic.PAUSE, "pc", CRASH);
    run.until(() -> false);
    run.test.events.clear();
    run.machine.submit(Input.Command.SYSTEM_RESET);
    run.until(() -> false);
    assertEquals(RunState.PRELAUNCH, run.machine.runState());
    assertEquals(
        List.of(new MachineEvent.Reset(false, ShutdownCause.HOST_QMP_SYSTEM_RESET)),
        run.test.events);
    run.test.events.clear();
    run.machine.submit(Input.Command.CONT);
    run.until(() -> run.boots() > 1);
    assertEquals(List.of(new MachineEvent.Resume(), BY_GUEST), run.test.events);
    run.until(() -> false);
    assertEquals(RunState.GUEST_PANICKED, run.machine.runState(), "it panics again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "probe"})
  void withoutAnOperatingSystemThereIsNoFirmwareThatResets(String profile) {
    Run run = new Run("pc", profile, Actions.DEFAULT, "", "");
    run.until(() -> false);
    run.machine.submit(Input.Command.SYSTEM_RESET);
    run.until(() -> false);
    assertEquals(
        List.of(new MachineEvent.Reset(false, ShutdownCause.HOST_QMP_SYSTEM_RESET)),
        run.test.events);
  }

  @Test
  void aMachineThatMustNotRebootShutsDownInstead() {
    Actions actions = Actions.DEFAULT.withReboot(Actions.Reboot.SHUTDOWN);
    Run run = new Run("pc", "debian12", actions, "", "reboot -f\n");
    run.until(() -> false);
    assertEquals(
        List.of(new MachineEvent.Shutdown(true, ShutdownCause.GUEST_RESET)), run.test.events);
    assertTrue(run.machine.exited());
    Run paused =
        new Run(
            "q35",
            "debian12",
            actions.withShutdown(Actions.Shutdown.PAUSE),
            "",
            "echo b > /proc/sysrq-trigger\n");
    paused.until(() -> false);
    assertEquals(
        List.of(
            new MachineEvent.Shutdown(true, ShutdownCause.GUEST_RESET), new MachineEvent.Stop()),
        paused.test.events);
    assertEquals(RunState.SHUTDOWN, paused.machine.runState());
    assertFalse(paused.test.text().contains("reboot: "));
  }

  /** Wherever a boot is interrupted, the next one is complete, and like the first. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "debian12"})
  void aResetAtAnyTimeStartsAnew(String profile) {
    Run whole = new Run("pc", profile, Actions.DEFAULT, "", "");
    whole.until(() -> false);
    List<String> expected = steady(whole.test.lines());
    int serves = 0;
    for (int at = 1; at < 40; at += 4) {
      Run run = new Run("pc", profile, Actions.DEFAULT, "", "");
      for (int i = 0; i < at; i++) {
        run.machine.serve();
      }
      int shown = run.test.text().length();
      run.machine.submit(Input.Command.SYSTEM_RESET);
      run.until(() -> false);
      serves += run.boots();
      String second = run.test.text().substring(shown);
      assertTrue(second.endsWith("login: "), () -> second);
      List<String> lines = steady(List.of(second.split("\r\n")));
      assertEquals(expected.size(), lines.size(), () -> String.join("\n", lines));
    }
    assertTrue(serves > 12, "some boots were interrupted behind their first line");
  }

  private static List<String> steady(List<String> lines) {
    return lines.stream().filter(line -> !line.contains("tsc")).toList();
  }

  /** The countdown is not warped, so that the reset comes before its end. */
  @Test
  void aResetDuringTheCountdownIsTheOnlyOne() {
    Run run =
        new Run(
            Clock.Mode.WARP_BOOT,
            "pc",
            "debian12",
            Actions.DEFAULT.withPanic(Actions.Panic.NONE),
            "",
            MODULES + "echo 60 > /proc/sys/kernel/panic\n" + CRASH);
    run.until(() -> run.test.text().contains("Rebooting in 60 seconds.."));
    run.test.events.clear();
    run.machine.submit(Input.Command.SYSTEM_RESET);
    run.untilSecondBoot();
    assertEquals(
        List.of(new MachineEvent.Reset(false, ShutdownCause.HOST_QMP_SYSTEM_RESET), BY_GUEST),
        run.test.events);
  }

  @Test
  void aResetOfACaptureKernelStartsTheSystem() {
    Run run =
        new Run(
            "pc",
            "debian12",
            Actions.DEFAULT,
            "crashkernel=192M",
            MODULES
                + "[ -e /ran ] || kexec -s -p /boot/vmlinuz --initrd=/boot/crash.img"
                + " --append=\"console=ttyS0,115200n8 nr_cpus=1 reset_devices\"\n"
                + CRASH);
    run.until(() -> run.boots() == 2);
    for (int i = 0; i < 3; i++) {
      run.machine.serve();
    }
    assertEquals(List.of(), run.test.events, run.test::text);
    run.machine.submit(Input.Command.SYSTEM_RESET);
    run.until(() -> run.boots() == 3);
    assertEquals(2, run.resets());
    String third = run.test.text().substring(run.test.text().lastIndexOf("Linux version "));
    run.until(() -> run.boots() == 4);
    assertFalse(third.contains("elfcorehdr="));
  }

  /** Nothing of a boot outlives it. */
  @Test
  void aGuestThatPanicsAtEachBootGoesOnForEver() {
    Run run =
        new Run(
            "pc",
            "debian12",
            Actions.DEFAULT.withPanic(Actions.Panic.NONE),
            "panic=1",
            MODULES + CRASH);
    final int devices = run.machine.devices().size();
    final long inputs = run.machine.journal().toString().lines().count();
    for (int boot = 1; boot <= 25; boot++) {
      int resets = 2 * boot;
      run.until(() -> run.resets() >= resets);
      assertTrue(run.resets() >= resets, run.test.events::toString);
    }
    assertEquals(
        List.of(new MachineEvent.GuestPanicked(MachineEvent.PanicAction.RUN), BY_GUEST, BY_GUEST),
        run.test.events.subList(72, 75));
    assertEquals(devices, run.machine.devices().size());
    assertEquals(inputs, run.machine.journal().toString().lines().count());
  }
}
