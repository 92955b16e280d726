package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.qom.QomType;
import org.pvpanic.qom.QomTypes;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/** What QMP queries answer, beside real QEMU 7.2. */
@Timeout(60)
class QueriesTwinTest {

  private static void same(Twins twins, String commands) {
    assertAll(commands.lines().map(line -> () -> twins.same(line)));
  }

  /** The entries of a list by one of their members, as text. */
  private static Map<String, String> byKey(String key, Object list) {
    Map<String, String> entries = new TreeMap<>();
    for (Object entry : (List<?>) list) {
      Map<String, Object> members = QmpClient.asObject(entry);
      entries.put(String.valueOf(members.get(key)), new TreeMap<>(members).toString());
    }
    return entries;
  }

  /** What an inert device would have made when it was plugged, no one asks for. */
  private static void sameProperties(Twins twins, String path) throws IOException {
    String list = "{'execute': 'qom-list', 'arguments': {'path': '%s'}}".formatted(path);
    Map<String, String> real = byKey("name", twins.real().result(list));
    Map<String, String> ours = byKey("name", twins.ours().result(list));
    real.values().removeIf(entry -> entry.matches(".*child<.*(memory-region|bus)>.*"));
    ours.values().removeIf(entry -> entry.contains("child<memory-region>"));
    assertEquals(without(real, ours), without(ours, real), path);
    ours.remove("disable-legacy"); // QEMU settles it when it plugs the device
    for (String name : ours.keySet()) {
      twins.same(
          "{'execute': 'qom-get', 'arguments': {'path': '%s', 'property': '%s'}}"
              .formatted(path, name));
    }
  }

  private static void sameEntries(Twins twins, String command, String key) throws IOException {
    Map<String, String> real = byKey(key, twins.real().result(command));
    Map<String, String> ours = byKey(key, twins.ours().result(command));
    assertEquals(without(real, ours), without(ours, real), command);
  }

  /** Ours may list fewer, but what it lists must be right. */
  private static void sameEntriesOfOurs(Twins twins, String command, String key)
      throws IOException {
    Map<String, String> real = byKey(key, twins.real().result(command));
    Map<String, String> ours = byKey(key, twins.ours().result(command));
    real.keySet().retainAll(ours.keySet());
    assertEquals(without(real, ours), without(ours, real), command);
    assertTrue(ours.size() > 1, command);
  }

  private static String without(Map<String, String> entries, Map<String, String> others) {
    return entries.values().stream()
        .filter(entry -> !others.containsValue(entry))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void whoTheMachineIs() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-name",
            "démo",
            "-uuid",
            "6b1f0c7e-6a4e-4f57-9d0e-0c5a7f0b0001",
            "-chardev",
            "null,id=c0",
            "-chardev",
            "socket,id=c1,path=$DIR/c1,server=on,wait=off",
            "-device",
            "isa-serial,chardev=c1")) {
      same(
          twins,
          """
          {'execute': 'query-status'}
          {'execute': 'query-name'}
          {'execute': 'query-uuid'}
          {'execute': 'query-target'}
          {'execute': 'query-memory-size-summary'}
          {'execute': 'query-version'}
          {'execute': 'query-iothreads'}
          {'execute': 'query-jobs'}
          {'execute': 'query-block'}
          {'execute': 'query-named-block-nodes'}
          {'execute': 'query-dump'}
          {'execute': 'query-migrate-capabilities'}\
          """);
      // QEMU lists them in the order of a hash table.
      sameEntries(twins, "{'execute': 'query-chardev'}", "label");
    }
  }

  @Test
  void anonymousMachine() throws Exception {
    try (Twins twins = new Twins("-S")) {
      same(
          twins,
          """
          {'execute': 'query-name'}
          {'execute': 'query-uuid'}
          {'execute': 'query-kvm'}
          {'execute': 'query-hotpluggable-cpus'}
          {'execute': 'query-cpus-fast'}\
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-smp 1",
        "-smp 2",
        "-smp 4,sockets=2,cores=2",
        "-smp 4,sockets=1,cores=2,threads=2",
        "-smp 8,sockets=2,dies=2,cores=1,threads=2",
        "-smp 2,maxcpus=4",
        "-smp 2,maxcpus=8,sockets=2,cores=2,threads=2",
        "-smp 4 -cpu kvm64",
        "-smp 2 -cpu max",
        "-smp 2 -machine q35",
        "-smp 3 -machine pc-i440fx-4.0",
        "-machine isapc",
        "-machine microvm -smp 2",
        "-machine none",
      })
  void cpus(String arguments) throws Exception {
    try (Twins twins = new Twins(("-S " + arguments).split(" "))) {
      same(
          twins,
          """
          {'execute': 'query-cpus-fast'}
          {'execute': 'query-hotpluggable-cpus'}\
          """);
    }
  }

  @Test
  void machines() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      sameEntriesOfOurs(twins, "{'execute': 'query-machines'}", "name");
    }
  }

  @Test
  void cpuModels() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      sameEntriesOfOurs(twins, "{'execute': 'query-cpu-definitions'}", "name");
    }
  }

  @Test
  void commandLineOptions() throws Exception {
    String query = "{'execute': 'query-command-line-options'}";
    try (Twins twins = new Twins("-machine", "none")) {
      same(twins, "{'execute': 'qom-list-types', 'arguments': {'implements': 'none-machine'}}");
      Map<String, Set<String>> real = parameters(twins.real().result(query));
      Map<String, Set<String>> ours = parameters(twins.ours().result(query));
      assertTrue(ours.size() > 20, ours.toString());
      real.keySet().retainAll(ours.keySet()); // -usbdevice and others that concern nobody here
      assertEquals(real, ours);
      same(
          twins,
          """
          {'execute': 'query-command-line-options', 'arguments': {'option': 'nope'}}
          {'execute': 'query-command-line-options', 'arguments': {'option': 7}}\
          """);
      for (String name : ours.keySet()) {
        String one =
            "{'execute': 'query-command-line-options', 'arguments': {'option': '%s'}}"
                .formatted(name);
        assertEquals(
            parameters(twins.real().result(one)).keySet(),
            parameters(twins.ours().result(one)).keySet());
      }
    }
  }

  private static Map<String, Set<String>> parameters(Object list) {
    Map<String, Set<String>> options = new TreeMap<>();
    for (Object entry : (List<?>) list) {
      Map<String, Object> option = QmpClient.asObject(entry);
      options.put(
          String.valueOf(option.get("option")),
          namesAndTypes(option.getOrDefault("parameters", List.of())));
    }
    return options;
  }

  @Test
  void migrationCapabilities() throws Exception {
    try (Twins twins = new Twins("-S")) {
      same(
          twins,
          """
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'events', 'state': true}, {'capability': 'xbzrle', 'state': true}]}}
          {'execute': 'query-migrate-capabilities'}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'events', 'state': false}]}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': []}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'nope', 'state': true}]}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'events'}]}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'events', 'state': 1}]}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': 'events'}}
          {'execute': 'migrate-set-capabilities'}
          {'execute': 'query-migrate-capabilities'}\
          """);
    }
  }

  @Test
  void propertiesOfDevices() throws Exception {
    Set<String> compared = new HashSet<>();
    try (Twins twins = new Twins("-machine", "none")) {
      for (QomType type : QomTypes.of(VersionProfile.QEMU_7_2).types()) {
        String arguments = "'arguments': {'typename': '%s'}}".formatted(type.name());
        if (type.userCreatable()) {
          compared.add(type.name());
          sameEntries(twins, "{'execute': 'device-list-properties', " + arguments, "name");
        }
      }
      same(
          twins,
          """
          {'execute': 'device-list-properties', 'arguments': {'typename': 'nope'}}
          {'execute': 'device-list-properties', 'arguments': {'typename': 'device'}}
          {'execute': 'device-list-properties', 'arguments': {'typename': 'secret'}}
          {'execute': 'device-list-properties', 'arguments': {'typename': ''}}
          {'execute': 'device-list-properties'}
          {'execute': 'device-list-properties', 'arguments': {'typename': 'pvpanic', 'x': 1}}
          {'execute': 'qom-list-properties', 'arguments': {'typename': 'nope'}}
          {'execute': 'qom-list-properties'}\
          """);
    }
    assertTrue(compared.contains("pvpanic") && compared.size() > 5, compared.toString());
  }

  @Test
  void propertiesOfTypes() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      assertAll(
          QomTypes.of(VersionProfile.QEMU_7_2).types().stream()
              .filter(type -> type.userCreatable() || isObject(type))
              .map(type -> () -> sameEntries(twins, properties(type), "name")));
      assertAll(
          QomTypes.of(VersionProfile.QEMU_7_2).types().stream()
              .filter(type -> !type.name().equals("microvm-machine")) // QEMU aborts
              .map(type -> () -> hasPropertiesOfOurs(twins, type)));
    }
  }

  private static boolean isObject(QomType type) {
    return type.isA("memory-backend") || type.isA("iothread") || type.isA("secret");
  }

  private static String properties(QomType type) {
    return "{'execute': 'qom-list-properties', 'arguments': {'typename': '%s'}}"
        .formatted(type.name());
  }

  private static void hasPropertiesOfOurs(Twins twins, QomType type) throws IOException {
    Set<String> ours = namesAndTypes(twins.ours().result(properties(type)));
    ours.removeAll(namesAndTypes(twins.real().result(properties(type))));
    assertEquals(Set.of(), ours, type.name());
  }

  private static Set<String> namesAndTypes(Object list) {
    Set<String> properties = new TreeSet<>();
    for (Object entry : (List<?>) list) {
      Map<String, Object> members = QmpClient.asObject(entry);
      properties.add(members.get("name") + ": " + members.get("type"));
    }
    return properties;
  }

  @Test
  void typesAndTheirParents() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      sameEntriesOfOurs(
          twins, "{'execute': 'qom-list-types', 'arguments': {'abstract': true}}", "name");
      sameEntriesOfOurs(twins, "{'execute': 'qom-list-types'}", "name");
      sameEntriesOfOurs(
          twins,
          "{'execute': 'qom-list-types', 'arguments': {'implements': 'isa-device'}}",
          "name");
      same(
          twins,
          """
          {'execute': 'qom-list-types', 'arguments': {'implements': 'pvpanic', 'abstract': false}}
          {'execute': 'qom-list-types', 'arguments': {'implements': 'nope'}}
          {'execute': 'qom-list-types', 'arguments': {'implements': 1}}\
          """);
    }
  }

  @Test
  void objectsThatExistOnBothSides() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-device",
            "pvpanic,id=pv0,ioport=0x506",
            "-chardev",
            "null,id=c0",
            "-device",
            "isa-serial,chardev=c0,id=serial0,index=1",
            "-device",
            "virtio-balloon-pci,id=balloon0,addr=5",
            "-device",
            "piix3-usb-uhci,id=usb,bus=pci.0,addr=0x1.0x2",
            "-device",
            "isa-serial")) {
      List<Executable> checks = new ArrayList<>();
      for (String path :
          new String[] {
            "/machine/peripheral",
            "/machine/peripheral/pv0",
            "/machine/peripheral/serial0",
            "/machine/peripheral/balloon0",
            "/machine/peripheral/usb",
            "/machine/peripheral-anon",
            "/machine/peripheral-anon/device[0]",
            "/chardevs",
            "/objects",
            "pv0"
          }) {
        checks.add(() -> sameProperties(twins, path));
      }
      assertAll(checks);
      same(
          twins,
          """
          {'execute': 'qom-get', 'arguments': {'path': '/machine/peripheral/pv0', 'property': 'nope'}}
          {'execute': 'qom-get', 'arguments': {'path': '/machine/peripheral/nope', 'property': 'type'}}
          {'execute': 'qom-get', 'arguments': {'path': '/machine/peripheral', 'property': 'pv0'}}
          {'execute': 'qom-get', 'arguments': {'path': '/machine', 'property': 'type'}}
          {'execute': 'qom-get', 'arguments': {'path': 'machine', 'property': 'type'}}
          {'execute': 'qom-get', 'arguments': {'path': '', 'property': 'type'}}
          {'execute': 'qom-get', 'arguments': {'path': '/', 'property': 'type'}}
          {'execute': 'qom-get', 'arguments': {'path': 'peripheral/pv0', 'property': 'ioport'}}
          {'execute': 'qom-get', 'arguments': {'path': 'nope', 'property': 'ioport'}}
          {'execute': 'qom-get', 'arguments': {'path': 'device[0]', 'property': 'type'}}
          {'execute': 'qom-get', 'arguments': {'path': '/machine/peripheral//pv0/', 'property': 'ioport'}}
          {'execute': 'qom-list', 'arguments': {'path': 'nope'}}
          {'execute': 'qom-list', 'arguments': {'path': ''}}
          {'execute': 'qom-list', 'arguments': {'path': 'device[0]'}}
          {'execute': 'qom-list', 'arguments': {'path': '/nope'}}
          {'execute': 'qom-get', 'arguments': {'path': '/machine/unattached/device[0]', 'property': 'realized'}}
          {'execute': 'qom-get', 'arguments': {'path': '/machine/unattached/device[0]', 'property': 'hotplugged'}}
          {'execute': 'qom-get', 'arguments': {'path': '/machine/unattached/device[0]', 'property': 'hotpluggable'}}
          {'execute': 'qom-get', 'arguments': {'path': '/machine/unattached/device[0]', 'property': 'type'}}\
          """);
    }
  }
}
