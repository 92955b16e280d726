package org.pvpanic.qom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.VersionProfile;

class QomObjectTest {

  private final QomObject root = QomObject.root(QomTypes.of(VersionProfile.QEMU_7_2));
  private final QomObject machine = root.add("machine", "pc-machine");
  private final QomObject peripheral = machine.add("peripheral", "container");
  private final QomObject device = peripheral.add("pv0", "pvpanic");

  @Test
  void findsByAbsolutePathWithStraySlashes() {
    assertSame(device, root.resolve("/machine/peripheral/pv0"));
    assertSame(device, root.resolve("//machine/peripheral//pv0/"));
    assertSame(root, root.resolve("/"));
    assertNull(root.resolve("/peripheral"));
  }

  @Test
  void findsByPartialPath() {
    assertSame(device, root.resolve("pv0"));
    assertSame(device, root.resolve("peripheral/pv0"));
    assertNull(root.resolve("machine/pv0"));
    assertNull(root.resolve("nope"));
  }

  @Test
  void doesNotChooseAmongSeveral() {
    machine.add("unattached", "container").add("pv0", "other");
    assertNull(root.resolve("pv0"));
    assertTrue(root.isAmbiguous("pv0"));
    assertSame(device, root.resolve("peripheral/pv0"));
    assertFalse(root.isAmbiguous("peripheral/pv0"));
    assertFalse(root.isAmbiguous("/nope"));
    assertTrue(root.isAmbiguous(""));
  }

  @Test
  void numbersWhatHasNoName() {
    assertEquals("/machine/device[0]", machine.add("device[*]", "x").path());
    assertEquals("/machine/device[1]", machine.add("device[*]", "x").path());
    assertEquals("/", root.path());
  }

  @Test
  void knowsWhatItsTypeDeclares() {
    long[] value = {1};
    device.property("events", "uint8", () -> value[0]);
    value[0] = 3;
    List<String> names = device.properties();
    assertEquals("type", names.get(0));
    assertEquals("pvpanic[0]", names.get(names.size() - 1));
    assertEquals(3, device.number("events"));
    assertEquals(1285, device.number("ioport"));
    assertEquals(0, device.number("type"));
    assertTrue(root.contains("pvpanic"));
    assertFalse(device.contains("container"));
  }

  @Test
  void isMadeUpWhenSomebodyLooks() {
    QomObject lazy =
        machine.make("lazy", "container").fillBy(object -> object.add("inside", "irq"));
    machine.put(lazy);
    assertFalse(lazy.isFilled());
    assertEquals(
        "/machine/lazy/inside", Objects.requireNonNull(root.resolve("lazy/inside")).path());
    assertTrue(lazy.isFilled());
  }

  @Test
  void aDeviceInPlaceKeepsItsProperties() {
    QomObject.Property ioport = Objects.requireNonNull(device.property("ioport"));
    QomObject.Property type = Objects.requireNonNull(device.property("type"));
    QomException refused = assertThrows(QomException.class, () -> ioport.set().accept(1L));
    assertEquals(
        "Attempt to set property 'ioport' on device 'pv0' (type 'pvpanic') after it was realized",
        refused.getMessage());
    assertThrows(QomException.class, () -> type.set().accept("x"));
  }
}
