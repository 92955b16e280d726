package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
import org.pvpanic.machine.MachineEvent.PanicAction;
import org.pvpanic.machine.RunState;

/** What a guest's pvpanic drivers find, say and write, on whole boards. */
final class PvpanicDriversTest {

  private static final String MODULES =
      "insmod /mod/pvpanic.ko; insmod /mod/pvpanic-mmio.ko; insmod /mod/pvpanic-pci.ko\n";
  private static final String CRASH = "echo c > /proc/sysrq-trigger\n";
  private static final String ACPI = "/sys/bus/platform/devices/QEMU0001:00/";
  private static final String PCI = "/sys/bus/pci/drivers/pvpanic-pci/0000:00:02.0/";

  private static final MachineEvent PANICKED = new MachineEvent.GuestPanicked(PanicAction.PAUSE);

  private static final int MOST_SERVES = 300;

  private final List<String> writes = new ArrayList<>();
  private @Nullable TestMachine test;

  /** No device where the mask is -1. */
  private PvpanicDriversTest boot(
      String type, String profile, int isa, int pci, Actions.Panic panic, String script) {
    MachineConfig config =
        MachineConfig.DEFAULT
            .withRam(512L << 20)
            .withClock(Clock.Mode.WARP)
            .withActions(Actions.DEFAULT.withPanic(panic));
    PcBoard board = new PcBoard(config, type.equals("q35"), profile);
    if (isa >= 0) {
      board.pvpanic(isa);
    }
    if (pci >= 0) {
      board.pciPvpanic(pci);
    }
    if (!script.isEmpty()) {
      board.file("opt/org.pvpanic/cmdline", "console=ttyS0,115200n8 crashkernel=64M");
      board.file("opt/org.pvpanic/init", script);
    }
    Machine machine = board.finish();
    test = TestMachine.of(machine);
    machine.ports().observe(this::writing);
    machine.powerOn();
    for (int i = 0; i < MOST_SERVES && machine.serve() != Machine.NEVER; i++) {
      // a capture kernel may end in the next boot
    }
    test().events.remove(0);
    return this;
  }

  private void writing(int port, int size, int value) {
    if (port == 0x505) {
      writes.add(Integer.toString(value));
    }
  }

  private TestMachine test() {
    return Objects.requireNonNull(test, "booted");
  }

  private void serve() {
    test().settle();
  }

  private void submit(Input input) {
    test().machine.submit(input);
    serve();
  }

  private static Actions.Panic pause() {
    return Actions.Panic.PAUSE;
  }

  /** One panic is a write to each device; the second is written only when the machine goes on. */
  @Test
  void bothDevicesAreTold() {
    boot("pc", "debian12", 3, 3, pause(), MODULES + CRASH);
    assertEquals(List.of(PANICKED, new MachineEvent.Stop()), test().events);
    assertEquals(List.of(), writes, "the PCI device came last, and is told first");
    submit(Input.Command.CONT);
    assertEquals(List.of("1"), writes);
    assertEquals(
        List.of(
            PANICKED,
            new MachineEvent.Stop(),
            new MachineEvent.Resume(),
            PANICKED,
            new MachineEvent.Stop()),
        test().events);
    assertFalse(test().text().contains("end Kernel panic"));
    submit(Input.Command.CONT);
    assertTrue(test().text().contains("---[ end Kernel panic - not syncing: sysrq triggered"));
    assertEquals(RunState.RUNNING, test().machine.runState());
  }

  /** The old driver knows nothing of PCI, and never reads what the device can do. */
  @ParameterizedTest
  @CsvSource({"1, -1, 1", "2, -1, 1", "0, -1, 1", "3, 3, 1", "-1, 3, ''"})
  void theOldDriverWritesOneAndNothingElse(int isa, int pci, String written) {
    boot("pc", "centos7", isa, pci, pause(), CRASH);
    assertEquals(written.isEmpty() ? List.of() : List.of(written), writes);
    assertEquals(!written.isEmpty(), test().events.contains(PANICKED));
  }

  /** What a panic sends, by what the device can, by the mask in sysfs, and by kdump. */
  @ParameterizedTest
  @CsvSource({
    "3, '',                                false, 1",
    "1, '',                                false, 1",
    "2, '',                                false, ''",
    "0, '',                                false, ''",
    "3, 'echo 2 > {acpi}events',           false, ''",
    "3, 'echo 0 > {acpi}events',           false, ''",
    "3, 'echo 0x1 > {acpi}events',         false, 1",
    "3, '',                                true,  2",
    "2, '',                                true,  2",
    "1, '',                                true,  ''",
    "3, 'echo 1 > {acpi}events',           true,  ''",
    "3, 'echo 2 > {acpi}events; echo 3 > {acpi}events', true, 2",
  })
  void onlyWhatIsKnownAndWantedIsSent(int events, String before, boolean kdump, String written) {
    String load =
        "echo 1 > /sys/module/kernel/parameters/crash_kexec_post_notifiers\n"
            + "kexec -s -p /boot/vmlinuz --initrd=/boot/crash.img --append=console=ttyS0\n";
    boot(
        "pc",
        "debian12",
        events,
        -1,
        pause(),
        MODULES + before.replace("{acpi}", ACPI) + "\n" + (kdump ? load : "") + CRASH);
    assertEquals(
        written.isEmpty() ? List.of() : List.of(written), writes.stream().limit(1).toList());
    boolean loaded = written.equals("2");
    assertEquals(
        loaded, test().events.contains(new MachineEvent.GuestCrashloaded(PanicAction.RUN)));
    assertEquals(written.equals("1"), test().events.contains(PANICKED));
  }

  @Test
  void aDriverThatIsUnboundTellsNobody() {
    String driver = "/sys/bus/platform/drivers/pvpanic-mmio/";
    boot(
        "pc",
        "debian12",
        3,
        -1,
        pause(),
        MODULES
            + "ls "
            + driver
            + "\n"
            + "echo QEMU0001:07 > "
            + driver
            + "unbind\n"
            + "echo QEMU0001:00 > "
            + driver
            + "bind\n"
            + "echo 1 > "
            + ACPI
            + "events\n"
            + "echo QEMU0001:00 > "
            + driver
            + "unbind; ls "
            + ACPI
            + "\n"
            + "echo QEMU0001:00 > "
            + driver
            + "bind; cat "
            + ACPI
            + "events\n"
            + "echo QEMU0001:00 > "
            + driver
            + "unbind\n"
            + CRASH);
    String text = test().text();
    assertTrue(text.contains("\r\nQEMU0001:00  bind         unbind\r\n"), text);
    assertTrue(text.contains("write error: No such device"), text);
    assertTrue(text.contains("write error: Device or resource busy"), text);
    assertTrue(text.contains("\r\n3\r\n"), "what may be sent is not kept: " + text);
    assertEquals(List.of(), writes);
    assertTrue(text.contains("end Kernel panic"));
  }

  @Test
  void anUnloadedModuleTakesItsFilesAlong() {
    boot(
        "pc",
        "debian12",
        3,
        3,
        pause(),
        MODULES
            + "rmmod pvpanic_pci; ls /sys/bus/pci/drivers; ls -d "
            + PCI
            + "\n"
            + "ls /sys/bus/pci/devices/0000:00:02.0/driver "
            + ACPI
            + "capability\n"
            + "insmod /mod/pvpanic-pci.ko; cat "
            + PCI
            + "capability\n"
            + "rmmod pvpanic_mmio\n"
            + CRASH);
    assertTrue(test().text().contains(ACPI + "capability\r\n"), test().text());
    assertTrue(test().text().contains("0000:00:02.0/driver: No such file"), test().text());
    assertEquals(List.of(), writes);
    assertTrue(test().events.contains(PANICKED), "the PCI device");
  }

  @Test
  void theResourcesOfTheDevicesAreThoseOfTheBoard() {
    boot(
        "pc",
        "debian12",
        3,
        3,
        pause(),
        MODULES
            + "grep -i QEMU0001 /proc/ioports; grep 00:02.0 /proc/iomem; grep PCI /proc/iomem\n"
            + "head -n 1 "
            + PCI
            + "resource; cat "
            + PCI
            + "vendor "
            + PCI
            + "device\n"
            + "basename $(readlink "
            + PCI
            + "driver); sleep 100\n");
    String text = test().text();
    assertTrue(text.contains("\r\n  0505-0505 : QEMU0001:00\r\n"), text);
    assertTrue(text.contains("\r\n  febff000-febff00f : 0000:00:02.0\r\n"), text);
    assertTrue(
        text.contains("000a0000-000bffff : PCI Bus 0000:00\r\n20000000-febfffff : PCI Bus"), text);
    assertTrue(text.contains("0x00000000febff000 0x00000000febff00f 0x0000000000040200\r\n"), text);
    assertTrue(text.contains("\r\n0x1b36\r\n0x0011\r\npvpanic-pci\r\n"), text);
  }

  private void plug(int slot, int events) {
    submit(
        new Input.Plug("pvpanic-pci:pci.0:%d:hot%d:events=%d,".formatted(slot * 8, slot, events)));
  }

  /** What the console shows from now on. */
  private String shown(Runnable action) {
    int from = test().text().length();
    action.run();
    return test().text().substring(from).replaceAll("\\[ *[0-9.]+\\] ", "");
  }

  private String typed(String line) {
    return shown(() -> test().type(line + "\r"));
  }

  /** The driver reads once what a device can when it comes, and forgets it with the device. */
  @Test
  void aDeviceThatComesIsBoundAndGoesAgain() {
    boot("pc", "debian12", -1, -1, pause(), MODULES + "exec sh\n");
    assertEquals(
        """
        pci 0000:00:04.0: [1b36:0011] type 00 class 0x088000
        pci 0000:00:04.0: BAR 0 [mem 0x00000000-0x0000000f]
        pci 0000:00:04.0: BAR 0 [mem 0x20000000-0x2000000f]: assigned
        pvpanic-pci 0000:00:04.0: enabling device (0000 -> 0002)
        """
            .replace("\n", "\r\n"),
        shown(() -> plug(4, 1)));
    plug(5, 3);
    String folder = "/sys/bus/pci/drivers/pvpanic-pci/";
    String found = typed("cat " + folder + "0*/events; grep 0000:00:0 /proc/iomem");
    assertTrue(
        found.contains(
            "1\r\n3\r\n  20000000-2000000f : 0000:00:04.0\r\n"
                + "  20000010-2000001f : 0000:00:05.0\r\n"),
        found);
    String silence = shown(() -> submit(new Input.RequestRemoval("pci.0", 5 * 8)));
    assertEquals("", silence);
    String left = typed("ls " + folder + " /sys/bus/pci/devices");
    assertTrue(left.contains("0000:00:04.0"), left);
    assertFalse(left.contains("0000:00:05.0"), left);
    plug(6, 2);
    assertTrue(typed("cat " + folder + "*6.0/capability; lsmod").contains("2\r\n"));
    test().events.clear();
    typed("echo c > /proc/sysrq-trigger");
    assertEquals(List.of(PANICKED, new MachineEvent.Stop()), test().events);
    submit(Input.Command.CONT);
    assertTrue(test().text().contains("end Kernel panic"), "the one with mask 2 was not told");
    assertEquals(1, test().events.stream().filter(PANICKED::equals).count());
  }

  @Test
  void aDeviceThatComesBeforeItsModuleWaitsForIt() {
    boot("pc", "debian12", -1, -1, pause(), "insmod /mod/pvpanic.ko\nexec sh\n");
    assertFalse(shown(() -> plug(3, 3)).contains("enabling device"));
    assertTrue(
        typed("ls /sys/bus/pci/devices/0000:00:03.0/driver").contains("No such file or directory"));
    assertTrue(
        typed("insmod /mod/pvpanic-pci.ko")
            .contains("pvpanic-pci 0000:00:03.0: enabling device (0000 -> 0002)\r\n"));
    test().events.clear();
    typed("echo c > /proc/sysrq-trigger");
    assertTrue(test().events.contains(PANICKED));
  }

  /** On an installed system udev loads the module for a device that has come. */
  @Test
  void anInstalledSystemLoadsTheModule() {
    boot("pc", "debian12", -1, -1, pause(), "");
    assertTrue(shown(() -> plug(3, 3)).contains("pvpanic-pci 0000:00:03.0: enabling device"));
    typed("root");
    assertTrue(typed("lsmod | grep pvpanic").contains("pvpanic                16384  1"));
    typed("echo c > /proc/sysrq-trigger");
    assertTrue(test().events.contains(PANICKED));
  }

  /** 3.10 has no driver for it; it gets its addresses nevertheless. */
  @Test
  void theOldKernelLetsItCome() {
    boot("pc", "centos7", -1, -1, pause(), "");
    assertEquals(
        "pci 0000:00:03.0: BAR 0: assigned [mem 0x20000000-0x2000000f]\r\n",
        shown(() -> plug(3, 3)));
    submit(new Input.RequestRemoval("pci.0", 3 * 8));
    typed("root");
    assertFalse(typed("ls /sys/bus/pci/devices").contains("0000:00:03.0"));
  }

  /** After a panic nothing is heard: what comes stays unseen, and what is to go stays. */
  @Test
  void aPanickedGuestHearsNothing() {
    boot("pc", "debian12", -1, 3, Actions.Panic.NONE, MODULES + CRASH);
    String after =
        shown(
            () -> {
              plug(7, 3);
              submit(new Input.RequestRemoval("pci.0", 2 * 8));
              submit(Input.Command.SYSTEM_POWERDOWN);
            });
    assertEquals("", after);
    assertEquals(new MachineEvent.Powerdown(), test().events.get(test().events.size() - 1));
    assertEquals(RunState.RUNNING, test().machine.runState());
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian12", "centos7"})
  void anEmptyBoardPanicsForItself(String profile) {
    boot("q35", profile, -1, -1, pause(), MODULES + CRASH);
    assertEquals(List.of(), test().events);
    assertTrue(test().text().contains("Kernel panic - not syncing: "));
  }
}
