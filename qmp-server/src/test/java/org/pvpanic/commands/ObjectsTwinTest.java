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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.qom.QomType;
import org.pvpanic.qom.QomTypes;
import org.pvpanic.twin.Twins;

/** Types, objects and their properties, beside those of real QEMU 7.2. */
@Timeout(60)
class ObjectsTwinTest {

  @Test
  void propertiesOfDevices() throws Exception {
    Set<String> compared = new HashSet<>();
    try (Twins twins = new Twins("-machine", "none")) {
      for (QomType type : QomTypes.of(VersionProfile.QEMU_7_2).types()) {
        String arguments = "'arguments': {'typename': '%s'}}".formatted(type.name());
        if (type.userCreatable()) {
          compared.add(type.name());
          Entries.sameEntries(twins, "{'execute': 'device-list-properties', " + arguments, "name");
        }
      }
      Entries.same(
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
              .map(type -> () -> Entries.sameEntries(twins, properties(type), "name")));
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
    Set<String> ours = Entries.namesAndTypes(twins.ours().result(properties(type)));
    ours.removeAll(Entries.namesAndTypes(twins.real().result(properties(type))));
    assertEquals(Set.of(), ours, type.name());
  }

  @Test
  void typesAndTheirParents() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      Entries.sameEntriesOfOurs(
          twins, "{'execute': 'qom-list-types', 'arguments': {'abstract': true}}", "name");
      Entries.sameEntriesOfOurs(twins, "{'execute': 'qom-list-types'}", "name");
      Entries.sameEntriesOfOurs(
          twins,
          "{'execute': 'qom-list-types', 'arguments': {'implements': 'isa-device'}}",
          "name");
      Entries.same(
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
      Entries.same(
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

  /** What an inert device would have made when it was plugged, no one asks for. */
  private static void sameProperties(Twins twins, String path) throws IOException {
    String list = "{'execute': 'qom-list', 'arguments': {'path': '%s'}}".formatted(path);
    Map<String, String> real = Entries.byKey("name", twins.real().result(list));
    Map<String, String> ours = Entries.byKey("name", twins.ours().result(list));
    real.values().removeIf(entry -> entry.matches(".*child<.*(memory-region|bus)>.*"));
    ours.values().removeIf(entry -> entry.contains("child<memory-region>"));
    assertEquals(Entries.without(real, ours), Entries.without(ours, real), path);
    ours.remove("disable-legacy"); // QEMU settles it when it plugs the device
    for (String name : ours.keySet()) {
      twins.same(
          "{'execute': 'qom-get', 'arguments': {'path': '%s', 'property': '%s'}}"
              .formatted(path, name));
    }
  }
}
