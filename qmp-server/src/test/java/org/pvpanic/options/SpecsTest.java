package org.pvpanic.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.machine.Actions;

/** Values were asked from QEMU 7.2.22. */
class SpecsTest {

  @ParameterizedTest
  @CsvSource({
    "256, 268435456",
    "size=524288k, 536870912",
    "1G, 1073741824",
    "1.5k, 8192",
    "4097B, 8192",
    "0x1b, 8192",
    "1.0, 1048576",
    "0, 134217728",
    "'', 134217728",
    "'256,size=512', 536870912",
  })
  void memoryIsInMebibytesAndRoundedUp(String text, long expected) {
    MemorySize size = memory("-m", text);
    assertEquals(new MemorySize(expected, 0, expected), size);
  }

  @Test
  void memoryOptionsAddUp() {
    assertEquals(
        new MemorySize(256L << 20, 2, 1L << 30), memory("-m", "256", "-m", "slots=2,maxmem=1G"));
    assertEquals(128L << 20, memory().bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "true, 4, 4 4 1 1 4 1",
    "true, '4,maxcpus=8', 4 8 1 1 8 1",
    "true, cores=3, 3 3 1 1 3 1",
    "true, 'sockets=2,cores=2', 4 4 2 1 2 1",
    "true, '8,threads=2', 8 8 1 1 4 2",
    "true, '8,sockets=2', 8 8 2 1 4 1",
    "true, '8,dies=2', 8 8 1 2 4 1",
    "true, maxcpus=6, 6 6 1 1 6 1",
    "true, 'maxcpus=6,threads=3', 6 6 1 1 2 3",
    "true, 4294967297, 1 1 1 1 1 1",
    "true, '3,maxcpus=7,sockets=7', 3 7 7 1 1 1",
    "true, '2,sockets=2,cores=1,threads=1', 2 2 2 1 1 1",
    "false, 4, 4 4 4 1 1 1",
    "false, '4,maxcpus=8', 4 8 8 1 1 1",
    "false, '8,threads=2', 8 8 4 1 1 2",
    "false, '8,dies=2', 8 8 4 2 1 1",
    "false, '8,sockets=2', 8 8 2 1 4 1",
    "false, 'maxcpus=6,threads=3', 6 6 2 1 1 3",
  })
  void cpusAreArranged(boolean coresFirst, String text, String expected) {
    CpuTopology found =
        CpuTopology.of(
            FrontEnd.settings("-smp", text).machine(), "pc", 255, coresFirst, Warnings.NONE);
    assertEquals(
        expected,
        "%d %d %d %d %d %d"
            .formatted(
                found.cpus(),
                found.maxCpus(),
                found.sockets(),
                found.dies(),
                found.cores(),
                found.threads()));
  }

  @Test
  void thereIsOneCpuByDefault() {
    assertEquals(
        new CpuTopology(1, 1, 1, 1, 1, 1),
        CpuTopology.of(FrontEnd.settings().machine(), "pc", 255, true, Warnings.NONE));
  }

  @Test
  void machineOptionsAddUp() {
    MachineSpec machine =
        FrontEnd.settings(
                "-machine", "pc,usb=on,accel=kvm:tcg", "-M", "q35,usb=off,dump_guest_core=on")
            .machine();
    assertEquals("q35", machine.type());
    assertEquals("kvm:tcg", machine.accelerators());
    assertEquals(Set.of("usb", "dump-guest-core"), machine.properties().names());
    assertFalse(machine.properties().flag("usb", true));
    assertFalse(machine.helpRequested());
    assertTrue(FrontEnd.settings("-machine", "help").machine().helpRequested());
  }

  @Test
  void acceleratorsComeInOrder() {
    assertEquals(
        List.of("kvm", "tcg"), accelerators("-accel", "kvm", "-accel", "tcg,thread=single"));
    assertEquals(List.of("kvm", "tcg"), accelerators("-machine", "none,accel=kvm:tcg"));
    assertEquals(List.of(), accelerators("-machine", "none"));
  }

  @Test
  void actionsAreSetByAllTheirOptions() {
    Settings settings =
        FrontEnd.settings(
            "-no-shutdown",
            "-no-reboot",
            "-watchdog-action",
            "inject-nmi",
            "-action",
            "panic=bogus,panic=exit-failure");
    assertEquals(
        new Actions(
            Actions.Reboot.SHUTDOWN,
            Actions.Shutdown.PAUSE,
            Actions.Panic.EXIT_FAILURE,
            Actions.Watchdog.INJECT_NMI),
        ActionSpec.apply(settings.merged(OptionGroup.ACTION), Actions.DEFAULT));
    assertEquals(
        Actions.DEFAULT,
        ActionSpec.apply(
            FrontEnd.settings("-no-shutdown", "-action", "shutdown=poweroff")
                .merged(OptionGroup.ACTION),
            Actions.DEFAULT));
  }

  @Test
  void bootOrderIsChecked() {
    assertEquals(
        new BootSpec("cdn", null, false, null, -1, true),
        BootSpec.of(FrontEnd.settings("-boot", "cdn,strict=on").machine()));
    assertEquals(
        new BootSpec(null, "a", true, null, -1, false),
        BootSpec.of(FrontEnd.settings("-boot", "once=a", "-boot", "menu=on").machine()));
  }

  @Test
  void nameAndUuid() {
    Settings settings =
        FrontEnd.settings(
            "-name", "a,,b,debug-threads=on", "-uuid", "6B1F0C7E-6a4e-4f57-9d0e-0c5a7f0b0001");
    assertEquals(new GuestName("a,b", null, true), GuestName.of(settings.merged(OptionGroup.NAME)));
    assertEquals(UUID.fromString("6b1f0c7e-6a4e-4f57-9d0e-0c5a7f0b0001"), settings.uuid());
    assertNull(FrontEnd.settings().uuid());
    assertEquals(
        new GuestName(null, null, false),
        GuestName.of(FrontEnd.settings().merged(OptionGroup.NAME)));
  }

  @Test
  void inheritedDescriptorsGoIntoSets() {
    KeyValues values =
        FrontEnd.settings("-add-fd", "set=0x1,fd=4294967316,opaque=serial0-log")
            .each(OptionGroup.ADD_FD)
            .get(0);
    assertEquals(new FdSetMember(20, 1, "serial0-log"), FdSetMember.of(values, fd -> fd == 20));
  }

  @Test
  void aDescriptorNeedsASet() {
    KeyValues values = FrontEnd.settings("-add-fd", "fd=20").each(OptionGroup.ADD_FD).get(0);
    QemuError error = assertThrows(QemuError.class, () -> FdSetMember.of(values, fd -> true));
    assertEquals("set option is required and must be non-negative", error.message());
  }

  @Test
  void monitorsAreForMachinesOrForHumans() {
    assertEquals(
        List.of(new MonitorSpec("c", true, true), new MonitorSpec("d", false, false)),
        FrontEnd.settings("-mon", "c,mode=control,pretty=on", "-mon", "chardev=d,mode=readline")
            .each(OptionGroup.MON)
            .stream()
            .map(values -> MonitorSpec.of(values, id -> true))
            .toList());
  }

  @Test
  void firmwareItemsHoldAStringOrAFile(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[] {0, 1, -1});
    List<KeyValues> items =
        FrontEnd.settings("-fw_cfg", "opt/a,string=x,,é", "-fw_cfg", "name=opt/b,file=" + file)
            .each(OptionGroup.FW_CFG);
    FwCfgItem string = FwCfgItem.of(items.get(0), Warnings.NONE);
    assertEquals("opt/a", string.name());
    assertArrayEquals("x,é".getBytes(UTF_8), string.contents());
    assertArrayEquals(new byte[] {0, 1, -1}, FwCfgItem.of(items.get(1), Warnings.NONE).contents());
  }

  @Test
  void globalPropertiesHaveAShortForm() {
    assertEquals(
        List.of(
            new GlobalProperty("ICH9-LPC", "disable_s3", "1"),
            new GlobalProperty("a", "b.c", "d,e=f"),
            new GlobalProperty("pvpanic", "events", "1")),
        FrontEnd.settings(
                "-global",
                "ICH9-LPC.disable_s3=1",
                "-global",
                "a.b.c=d,e=f",
                "-global",
                "driver=pvpanic,property=events,value=1")
            .globals());
  }

  @Test
  void cpuFeaturesAreSwitched() {
    assertEquals(
        new CpuSpec(
            "qemu64", Map.of("hv-crash", "on", "a", "on", "b", "off", "hv-spinlocks", "0x1fff")),
        CpuSpec.parse("qemu64,hv-crash,+a,-b,,hv-spinlocks=0x1fff,"));
  }

  private static MemorySize memory(String... argv) {
    return MemorySize.of(FrontEnd.settings(argv).merged(OptionGroup.MEMORY), Warnings.NONE);
  }

  private static List<String> accelerators(String... argv) {
    return FrontEnd.settings(argv).accelerators().stream().map(Accelerator::name).toList();
  }
}
