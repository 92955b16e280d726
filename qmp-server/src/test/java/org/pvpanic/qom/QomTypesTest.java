package org.pvpanic.qom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pvpanic.json.UInt64;
import org.pvpanic.machine.VersionProfile;

class QomTypesTest {

  private static QomType type(String name) {
    return QomTypes.of(VersionProfile.QEMU_7_2).find(name).orElseThrow();
  }

  @Test
  void pvpanicIsAnIsaDeviceWithTwoProperties() {
    QomType pvpanic = type("pvpanic");
    assertEquals(Optional.of("ISA"), pvpanic.bus());
    assertTrue(pvpanic.userCreatable());
    assertTrue(pvpanic.isA("isa-device") && pvpanic.isA("device") && pvpanic.isA("object"));
    assertEquals(Optional.of(1285L), pvpanic.property("ioport").orElseThrow().defaultValue());
    assertFalse(pvpanic.property("pvpanic[0]").orElseThrow().settable());
    assertTrue(pvpanic.property("realized").isPresent(), "inherited");
  }

  @Test
  void everyTypeHasAParentOfTheTableButTheFirst() {
    List<String> roots =
        QomTypes.of(VersionProfile.QEMU_7_2).types().stream()
            .filter(type -> type.parent().isEmpty())
            .map(QomType::name)
            .collect(Collectors.toList());
    assertEquals(List.of("object"), roots);
  }

  @Test
  void readsDefaultsOfEveryKind() {
    QomType port = type("pcie-root-port");
    assertEquals(new UInt64(-1), port.property("io-reserve").orElseThrow().defaultValue().get());
    assertEquals("16", port.property("x-speed").orElseThrow().defaultValue().get());
    assertEquals(true, port.property("hotplug").orElseThrow().defaultValue().get());
    assertEquals(-1L, port.property("addr").orElseThrow().defaultValue().get());
  }

  @Test
  void descriptionsOfEnumerationsListTheirValues() {
    QomType port = type("pcie-root-port");
    assertEquals(
        List.of("2_5", "5", "8", "16"), port.property("x-speed").orElseThrow().enumeration());
    assertEquals(List.of(), port.property("multifunction").orElseThrow().enumeration());
    assertEquals(
        List.of("on", "off", "auto"),
        type("x86-machine").property("acpi").orElseThrow().enumeration());
  }

  @Test
  void whatIsBuiltInCannotBeMade() {
    assertFalse(type("i440FX").userCreatable());
    assertFalse(type("isa-device").userCreatable());
    assertFalse(type("secret").userCreatable());
  }
}
