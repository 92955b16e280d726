package org.pvpanic.qom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
  void holdsPropertiesInTheirOrder() {
    long[] value = {1};
    device.property("events", "uint8", () -> value[0]);
    value[0] = 3;
    assertEquals(List.of("type", "events"), List.copyOf(device.properties().keySet()));
    assertEquals(3, device.number("events"));
    assertEquals(0, device.number("type"));
    assertTrue(root.contains("pvpanic"));
    assertFalse(device.contains("container"));
  }
}
