package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineEvent;

/** Whatever makes a kernel panic, a capture kernel that waits takes it, and says which it is. */
final class KdumpCausesTest {

  private static final String ARM =
      """
      for m in pvpanic pvpanic-mmio; do [ -f /mod/$m.ko ] && insmod /mod/$m.ko; done
      kexec -s -p /boot/vmlinuz --initrd=/boot/crash.img --append="console=ttyS0 nr_cpus=1 ck=%s"
      echo 1 > /proc/sys/kernel/sysrq
      echo armed
      %s
      sleep 1000
      """;

  private static final String PANIC = "Kernel panic - not syncing: ";

  private static TestMachine.Builder machine(String profile, String then, String cause) {
    return TestMachine.builder()
        .pausing()
        .profile(profile)
        .clock(Clock.Mode.MANUAL)
        .arguments("console=ttyS0,115200n8 crashkernel=192M")
        .file("opt/org.pvpanic/init", ARM.formatted(then, cause));
  }

  private static TestMachine started(TestMachine.Builder builder, String until) {
    TestMachine m = builder.build();
    m.machine.powerOn();
    advance(m, until);
    return m;
  }

  private static void advance(TestMachine m, String until) {
    for (int i = 0; i < 400 && !m.text().contains(until); i++) {
      m.machine.submit(new Input.AdvanceClock(50_000_000));
      while (m.machine.serve() == 0) {
        // more steps are waiting
      }
    }
    assertTrue(m.text().contains(until), m::text);
  }

  private static void assertCaptured(TestMachine m, String panic) {
    String first = m.text().substring(0, m.text().indexOf("Command line: elfcorehdr="));
    assertEquals(!panic.isEmpty(), first.contains(PANIC + panic), first);
    assertEquals(panic.isEmpty() ? 0 : 1, first.split(PANIC, -1).length - 1, first);
    assertFalse(m.events.stream().anyMatch(MachineEvent.GuestPanicked.class::isInstance));
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, echo c > /proc/sysrq-trigger, ''",
    "centos7.9, echo c > /proc/sysrq-trigger, ''",
    "debian12, echo c > /proc/sysrq-trigger, sysrq triggered crash",
    "centos7, exit 3, Attempted to kill init! exitcode=0x00000300",
    "centos7.9, exit 3, Attempted to kill init! exitcode=0x00000300",
    "debian12, exit 3, Attempted to kill init! exitcode=0x00000300",
    "centos7, insmod /mod/lkcrash.ko what=bug, ''",
    "centos7.9, insmod /mod/lkcrash.ko what=irq, ''",
    "debian12, insmod /mod/lkcrash.ko what=irq, ''",
    "debian12, echo 1 > /proc/sys/kernel/panic_on_oops; insmod /mod/lkcrash.ko what=bug, ''",
    "centos7, insmod /mod/lkcrash.ko what=panic, lkcrash: requested panic",
    "debian12, insmod /mod/lkcrash.ko what=panic, lkcrash: requested panic",
    "centos7, insmod /mod/lkcrash.ko what=stack, ''",
    "debian12, insmod /mod/lkcrash.ko what=stack, ''",
    "centos7, insmod /mod/lkcrash.ko what=warn, panic_on_warn set ...",
    "centos7.9, insmod /mod/lkcrash.ko what=warn, panic_on_warn set ...",
    "debian12, insmod /mod/lkcrash.ko what=warn, kernel: panic_on_warn set ...",
    "centos7, dd if=/dev/zero of=/t/x bs=1M, Out of memory: system-wide panic_on_oom is enabled",
    "centos7.9, dd if=/dev/zero of=/t/x bs=1M, Out of memory: system-wide panic_on_oom is enabled",
    "debian12, dd if=/dev/zero of=/t/x bs=1M, Out of memory: system-wide panic_on_oom is enabled",
  })
  void theCaptureKernelTakesIt(String profile, String cause, String panic) {
    String prepared =
        """
        mkdir -p /t; mount -t tmpfs -o size=100% t /t
        echo 1 > /proc/sys/kernel/panic_on_warn; echo 1 > /proc/sys/vm/panic_on_oom
        """;
    TestMachine m =
        started(machine(profile, "reboot", prepared + cause), "### capture kernel: saving");
    assertCaptured(m, panic);
  }

  @Test
  void anOopsThatKillsATaskAloneIsNoneOfItsConcern() {
    TestMachine m =
        started(
            machine("debian12", "reboot", "insmod /mod/lkcrash.ko what=null; echo alive"), "alive");
    assertFalse(m.text().contains("elfcorehdr="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void keyAndNmiLeadThere(String profile) {
    TestMachine byKey = started(machine(profile, "reboot", ""), "armed");
    byKey.submitNow(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    advance(byKey, "### capture kernel: saving");
    assertCaptured(byKey, profile.equals("debian12") ? "sysrq triggered crash" : "");
    TestMachine byNmi =
        started(
            machine(profile, "reboot", "echo 1 > /proc/sys/kernel/unknown_nmi_panic; echo on"),
            "\non");
    byNmi.submitNow(Input.Command.INJECT_NMI);
    advance(byNmi, "### capture kernel: saving");
    // 6.1 keeps what it says in an NMI for later, and then there is no later.
    boolean defers = profile.equals("debian12");
    assertCaptured(byNmi, defers ? "" : "NMI: Not continuing");
    assertEquals(!defers, byNmi.text().contains("Uhhuh. NMI received for unknown reason"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void aCaptureKernelMayPanicItself(String profile) {
    TestMachine m =
        started(
            machine(profile, "panic", "echo c > /proc/sysrq-trigger"), "### capture kernel pan");
    for (int i = 0; i < 20; i++) {
      m.machine.submit(new Input.AdvanceClock(50_000_000));
      m.machine.serve();
    }
    assertEquals(
        List.of(
            new MachineEvent.GuestPanicked(MachineEvent.PanicAction.PAUSE),
            new MachineEvent.Stop()),
        m.events.stream().filter(each -> !(each instanceof MachineEvent.Resume)).toList());
    String second = m.text().substring(m.text().indexOf("Command line: elfcorehdr="));
    assertFalse(second.contains("Kdump: loaded"), "it waits for nothing itself");
    assertTrue(second.contains(PANIC), second);
  }

  @Test
  void withoutPvpanicTheCaptureKernelOfEl7RestartsAfterTenSeconds() {
    TestMachine m =
        TestMachine.builder()
            .pausing()
            .ram(2L << 30)
            .withoutPvpanic()
            .clock(Clock.Mode.MANUAL)
            .file("opt/org.pvpanic/rc.local", "echo c > /proc/sysrq-trigger\n")
            .build();
    m.machine.powerOn();
    advance(m, "Starting Kdump Vmcore Save Service...");
    m.submitNow(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    advance(m, PANIC + "Fatal exception in interrupt\r\n");
    advance(m, "Rebooting in 10 seconds..");
    long from = m.machine.now();
    while (m.events.stream().noneMatch(MachineEvent.Reset.class::isInstance)) {
      assertTrue(m.machine.now() - from < 11_000_000_000L);
      m.machine.submit(new Input.AdvanceClock(50_000_000));
      while (m.machine.serve() == 0) {
        // more steps are waiting
      }
    }
    assertTrue(m.machine.now() - from > 9_000_000_000L);
  }

  /** As recorded: memory of 1 GiB, 192 MiB of it kept, an initial RAM disk of 1016 KiB. */
  @Test
  void theCaptureKernelFindsTheMemoryThatARealOneFound() {
    TestMachine m =
        started(machine("debian12", "reboot", "echo c > /proc/sysrq-trigger"), "### capture kern");
    String second = m.text().substring(m.text().indexOf("Command line: elfcorehdr="));
    for (String line :
        List.of(
            "BIOS-e820: [mem 0x0000000033001000-0x000000003effffff] usable",
            "RAMDISK: [mem 0x3bb02000-0x3bbfffff]",
            "NODE_DATA(0) allocated [mem 0x3efd4000-0x3effefff]",
            "Built 1 zonelists, mobility grouping on.  Total pages: 48538",
            "Memory: 147300K/197236K available (14343K kernel code, 2327K rwdata, 8348K rodata,"
                + " 2612K init, 5436K bss, 49676K reserved, 0K cma-reserved)",
            "Spurious LAPIC timer interrupt on cpu 0",
            "Freeing initrd memory: 1016K")) {
      assertTrue(second.contains("] " + line + "\r\n"), () -> line + " is not in " + second);
    }
    assertFalse(second.contains("crashkernel") || second.contains("deferred pages"), second);
  }

  /** Pid 1 runs on the second CPU: there it crashes, and there the capture kernel boots. */
  @ParameterizedTest
  @CsvSource({"centos7, ACPI", "debian12, APIC"})
  void ofSeveralCpusItTakesTheOneThatCrashed(String profile, String who) {
    TestMachine m =
        started(
            machine(profile, "reboot", "echo c > /proc/sysrq-trigger").cpus(2),
            "### capture kernel: saving");
    String second = m.text().substring(m.text().indexOf("Command line: elfcorehdr="));
    assertTrue(m.text().contains("] CPU: 1 PID: 1 Comm: init "), m::text);
    assertTrue(
        second.contains(
            who
                + ": NR_CPUS/possible_cpus limit of 1 almost reached. Keeping one slot for boot"
                + " cpu.  Processor 0/0x0 ignored.\r\n"),
        second);
    assertTrue(second.contains("smpboot: 2 Processors exceeds NR_CPUS limit of 1\r\n"), second);
    assertTrue(second.contains("smpboot: Allowing 1 CPUs, 0 hotplug CPUs\r\n"), second);
    assertFalse(second.contains("Booting SMP") || second.contains("Booting Node"), second);
  }

  /** The driver comes with udev: a panic before that is heard by nobody, and nothing restarts. */
  @ParameterizedTest
  @CsvSource({
    "Begin: Mounting root file system, false",
    "kdump-tools[318]: Starting kdump-tools:, true"
  })
  void theHostHearsOfDebiansCaptureKernelOnceItsDriverIsLoaded(String when, boolean heard) {
    TestMachine m =
        TestMachine.builder()
            .pausing()
            .profile("debian12")
            .ram(2L << 30)
            .clock(Clock.Mode.MANUAL)
            .arguments("console=ttyS0,115200n8 crashkernel=192M sysrq_always_enabled")
            .file("opt/org.pvpanic/rc.local", "echo c > /proc/sysrq-trigger\n")
            .build();
    m.machine.powerOn();
    advance(m, "Command line: console=ttyS0,115200n8 sysrq_always_enabled reset_devices");
    int second = m.text().length();
    for (int i = 0; i < 400 && !m.text().substring(second).contains(when); i++) {
      m.machine.submit(new Input.AdvanceClock(20_000_000));
      while (m.machine.serve() == 0) {
        // more steps are waiting
      }
    }
    m.submitNow(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    for (int i = 0; i < 40; i++) {
      m.machine.submit(new Input.AdvanceClock(500_000_000));
      while (m.machine.serve() == 0) {
        // more steps are waiting
      }
    }
    assertTrue(m.text().substring(second).contains(PANIC + "sysrq triggered crash"), m::text);
    assertEquals(heard, m.events.stream().anyMatch(MachineEvent.GuestPanicked.class::isInstance));
    assertFalse(m.events.stream().anyMatch(MachineEvent.Reset.class::isInstance));
  }

  @Test
  void theFirmwareRoutesPciInterruptsAnewAfterTheReset() {
    MachineConfig config = MachineConfig.DEFAULT.withRam(1L << 30).withClock(Clock.Mode.MANUAL);
    Machine machine =
        new PcBoard(config, false, "debian12")
            .pvpanic(3)
            .file("opt/org.pvpanic/cmdline", "console=ttyS0,115200n8 crashkernel=192M")
            .file("opt/org.pvpanic/init", ARM.formatted("reboot", "echo c > /proc/sysrq-trigger"))
            .finish();
    TestMachine m = TestMachine.of(machine);
    machine.powerOn();
    advance(m, "reboot: machine restart");
    int capture = m.text().indexOf("Command line: elfcorehdr=");
    assertFalse(m.text().substring(0, capture).contains("Interrupt link LNKA disabled"));
    assertTrue(m.text().substring(capture).contains("Interrupt link LNKA disabled"));
    int restarted = m.text().length();
    for (int i = 0; i < 60; i++) {
      machine.submit(new Input.AdvanceClock(50_000_000));
      while (machine.serve() == 0) {
        // more steps are waiting
      }
    }
    String third = m.text().substring(restarted);
    assertTrue(third.contains("Interrupt link LNKA configured for IRQ 10"), third);
    assertFalse(third.contains("Interrupt link LNKA disabled"), third);
  }
}
