package org.pvpanic.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.QemuError;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/** An emulator that stands for QEMU 10.0; expected replies are those recorded from 10.0.2. */
class VersionProfileTest {

  private TempDir directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = new TempDir();
  }

  @AfterEach
  void removeDirectory() throws IOException {
    directory.close();
  }

  private Emulator start(VersionProfile version, String... more) {
    List<String> args = new ArrayList<>(List.of("-nodefaults", "-S"));
    args.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    args.addAll(List.of("-qmp", "unix:" + directory.path("q") + ",server=on,wait=off"));
    args.addAll(Arrays.asList(more));
    return Emulator.start(version, args.toArray(String[]::new));
  }

  @Test
  void qemu10AnswersAsRecorded() throws Exception {
    try (Emulator emulator = start(VersionProfile.QEMU_10_0, "-device", "pvpanic,id=pv0");
        QmpClient client = QmpClient.connect(directory.path("q"))) {
      assertEquals(
          List.of(
              "{\"return\": {\"qemu\": {\"micro\": 2, \"minor\": 0, \"major\": 10},"
                  + " \"package\": \"Debian 1:10.0.2+ds-2+deb13u1~bpo12+1\"}}"),
          client.execute("query-version"));
      assertEquals(
          List.of("{\"return\": {\"status\": \"prelaunch\", \"running\": false}}"),
          client.execute("query-status"));
      assertEquals(7L, client.result(qom("qom-get", "'path': 'pv0', 'property': 'events'")));
      assertEquals(
          List.of(
              "{\"error\": {\"class\": \"GenericError\", \"desc\":"
                  + " \"Property 'pc-i440fx-10.0-machine.nope' not found\"}}"),
          client.ask(qom("qom-get", "'path': '/machine', 'property': 'nope'")));
      assertEquals(
          List.of(
              "{\"return\": ["
                  + "{\"default-value\": 1285, \"name\": \"ioport\", \"type\": \"uint16\"},"
                  + " {\"default-value\": 7, \"name\": \"events\", \"type\": \"uint8\"},"
                  + " {\"name\": \"pvpanic[0]\", \"type\": \"child<memory-region>\"}]}"),
          client.ask(qom("device-list-properties", "'typename': 'pvpanic'")));
      assertEquals(
          List.of(
              "{\"return\": [{\"name\": \"type\", \"type\": \"string\"},"
                  + " {\"name\": \"parent_bus\", \"type\": \"link<bus>\"},"
                  + " {\"name\": \"realized\", \"type\": \"bool\"},"
                  + " {\"name\": \"hotplugged\", \"type\": \"bool\"},"
                  + " {\"name\": \"hotpluggable\", \"type\": \"bool\"},"
                  + " {\"default-value\": 1285, \"name\": \"ioport\", \"type\": \"uint16\"},"
                  + " {\"default-value\": 7, \"name\": \"events\", \"type\": \"uint8\"},"
                  + " {\"name\": \"pvpanic[0]\", \"type\": \"child<memory-region>\"}]}"),
          client.ask(qom("qom-list-properties", "'typename': 'pvpanic'")));
      assertEquals(VersionProfile.QEMU_10_0, emulator.vm().version());
    }
  }

  private static String qom(String command, String arguments) {
    return "{'execute': '%s', 'arguments': {%s}}".formatted(command, arguments);
  }

  @ParameterizedTest
  @CsvSource({"pc, 7", "pc-i440fx-7.2, 7", "pc-i440fx-5.1, 1", "q35, 7"})
  void eventsOfPvpanicFollowTheQemuAndNotTheMachineTypeButForTheOldest(String type, int events)
      throws Exception {
    try (Emulator emulator =
            start(VersionProfile.QEMU_10_0, "-machine", type, "-device", "pvpanic");
        QmpClient client = QmpClient.connect(directory.path("q"))) {
      assertEquals("portb[0x0505] = 0x%02x\r\n".formatted(events), client.human("i /b 0x505"));
      assertEquals(10, emulator.vm().version().major());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-no-hpet", "-no-acpi", "-singlestep", "-portrait", "-runas me"})
  void optionsThatQemu10HasNoMoreAreInvalid(String option) {
    QemuError refused =
        assertThrows(
            QemuError.class, () -> start(VersionProfile.QEMU_10_0, option.split(" ")).close());
    assertEquals("invalid option", refused.message());
  }

  @Test
  void machineTypesThatQemu10HasNoMoreAreUnsupported() {
    QemuError refused =
        assertThrows(
            QemuError.class,
            () -> start(VersionProfile.QEMU_10_0, "-machine", "pc-i440fx-2.3").close());
    assertEquals("unsupported machine type", refused.message());
  }
}
