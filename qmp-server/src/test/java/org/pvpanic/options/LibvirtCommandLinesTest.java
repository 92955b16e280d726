package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.VersionProfile;

/** What libvirt gives its emulators is read without a warning. */
class LibvirtCommandLinesTest {

  private final List<String> said = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "libvirt-9.0-q35, typical, pc-q35-7.2, 536870912, 22, 4, EPYC",
    "libvirt-11.3-q35, typical, pc-q35-10.0, 536870912, 22, 4, EPYC",
    "virt-install-linux, vi, pc-q35-7.2, 1073741824, 30, 3, qemu64",
    "virt-install-windows, viwin, pc-q35-7.2, 1073741824, 22, 2, qemu64",
  })
  void wholeDomainsAreRead(
      String name, String guest, String type, long memory, int devices, int objects, String cpu) {
    Settings settings = read(name);
    assertEquals(new GuestName(guest, null, true), GuestName.of(settings.merged(OptionGroup.NAME)));
    assertEquals(type, settings.machine().type());
    assertFalse(settings.machine().properties().flag("usb", true));
    assertEquals("pc.ram", settings.machine().properties().string("memory-backend"));
    assertEquals(memory, MemorySize.of(settings.merged(OptionGroup.MEMORY), Warnings.NONE).bytes());
    assertEquals(
        new CpuTopology(2, 2, 2, 1, 1, 1),
        CpuTopology.of(settings.machine(), type, 288, true, Warnings.NONE));
    assertEquals(new BootSpec(null, null, false, null, -1, true), BootSpec.of(settings.machine()));
    assertEquals(List.of("tcg"), settings.accelerators().stream().map(Accelerator::name).toList());
    assertEquals(
        Actions.Shutdown.PAUSE,
        ActionSpec.apply(settings.merged(OptionGroup.ACTION), Actions.DEFAULT).shutdown());
    assertEquals(devices, settings.devices().size());
    assertEquals(objects, settings.objects().size());
    CommandLine line = settings.commandLine();
    assertEquals(cpu, CpuSpec.parse(Objects.requireNonNull(line.value("cpu"))).model());
    assertTrue(line.has("S"));
    assertEquals(List.of(), said);
  }

  @Test
  void monitorsConsolesAndDevicesAreFound() {
    Settings settings = read("libvirt-9.0-q35");
    assertEquals(UUID.fromString("6b1f0c7e-6a4e-4f57-9d0e-0c5a7f0b0001"), settings.uuid());
    assertEquals(
        List.of(new MonitorSpec("charmonitor", true, false)),
        settings.each(OptionGroup.MON).stream()
            .map(values -> MonitorSpec.of(values, "charmonitor"::equals))
            .toList());
    KeyValues monitor = settings.each(OptionGroup.CHARDEV).get(0);
    assertEquals("charmonitor", monitor.id());
    assertEquals("27", monitor.get("fd"));
    assertTrue(monitor.flag("server", false));
    assertFalse(monitor.flag("wait", true));
    KeyValues console = settings.each(OptionGroup.CHARDEV).get(1);
    assertEquals("pty", console.get("backend"));
    assertEquals("/dev/fdset/0", console.get("logfile"));
    assertEquals(
        List.of(new FdSetMember(26, 0, "serial0-log")),
        settings.each(OptionGroup.ADD_FD).stream()
            .map(values -> FdSetMember.of(values, fd -> fd == 26))
            .toList());
    assertEquals(
        "none", FwCfgItem.of(settings.each(OptionGroup.FW_CFG).get(0), Warnings.NONE).string());
    assertEquals(
        List.of(
            new GlobalProperty("kvm-pit", "lost_tick_policy", "delay"),
            new GlobalProperty("ICH9-LPC", "disable_s3", "1"),
            new GlobalProperty("ICH9-LPC", "disable_s4", "1")),
        settings.globals());
    assertEquals("hostnet0", settings.netdevs().get(0).id());
  }

  @Test
  void devicesKeepTheirTypesIdsAndProperties() {
    Settings settings = read("libvirt-9.0-q35");
    Blueprint port = settings.devices().get(0);
    assertEquals("pcie-root-port", port.type());
    assertEquals("pci.1", port.id());
    assertEquals(16, port.properties().unsigned("port", 8, 0));
    assertTrue(port.properties().flag("multifunction", false));
    assertEquals("0x2", port.properties().string("addr"));
    Blueprint pvpanic = settings.devices().get(21);
    assertEquals("pvpanic", pvpanic.type());
    assertEquals(0x505, pvpanic.properties().unsigned("ioport", 16, 0x505));
    Blueprint memory = settings.objects().get(1);
    assertEquals("memory-backend-memfd", memory.type());
    assertEquals(512L << 20, memory.properties().size("size", 0));
  }

  @Test
  void devicesInCommaFormComeFirst() {
    List<String> argv =
        List.of("-device", "{\"driver\":\"a\"}", "-device", "b", "-device", "{\"driver\":\"c\"}");
    assertEquals(
        List.of("b", "a", "c"), parse(argv).devices().stream().map(Blueprint::type).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-device | {\"id\":\"a\"} | Parameter 'driver' is missing",
        "-device | {\"driver\":1} | Parameter 'driver' is missing",
        "-object | {\"id\":\"r\"} | Parameter 'qom-type' is missing",
        "-object | {\"qom-type\":1,\"id\":\"r\"} | Invalid parameter type for 'qom-type', expected: string",
        "-netdev | {\"type\":\"user\"} | Parameter 'id' is missing",
        "-device | {\"driver\":\"x\"}x | Expecting at most one JSON value",
        "-blockdev | {\"driver\":\"x\"}x | Expecting at most one JSON value",
      })
  void jsonIsRefusedInQemusWords(String option, String json, String message) {
    QemuError error = assertThrows(QemuError.class, () -> parse(List.of(option, json)));
    assertEquals(message, error.message());
    assertEquals(option + " " + json, Objects.requireNonNull(error.origin()).text());
  }

  @Test
  void aDevicesIdInJsonIsNotChecked() {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("-device", "{\"driver\":\"a\",\"id\":\"1a\"}"));
    argv.addAll(List.of("-device", "{\"driver\":\"b\",\"id\":1}"));
    List<Blueprint> devices = parse(argv).devices();
    assertEquals("1a", devices.get(0).id());
    assertNull(devices.get(1).id());
  }

  private Settings read(String name) {
    return parse(RefusedCommandLine.libvirtArguments(name));
  }

  private Settings parse(List<String> argv) {
    return Settings.parse(
        CommandLine.parse(VersionProfile.QEMU_7_2, argv),
        FrontEnd::json,
        new Diagnostics(said::add, FrontEnd.NOON));
  }
}
