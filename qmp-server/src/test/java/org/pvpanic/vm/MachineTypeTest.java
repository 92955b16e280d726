package org.pvpanic.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.machine.VersionProfile;

class MachineTypeTest {

  private static MachineType find(String name) {
    return MachineTypes.find(VersionProfile.QEMU_7_2, name).orElseThrow();
  }

  @Test
  void firstIsTheDefault() {
    assertEquals("pc-i440fx-7.2", MachineTypes.of(VersionProfile.QEMU_7_2).get(0).name());
    assertEquals(
        1,
        MachineTypes.of(VersionProfile.QEMU_7_2).stream().filter(MachineType::isDefault).count());
  }

  @Test
  void aliasesNameTheNewest() {
    assertEquals("pc-i440fx-7.2", find("pc").name());
    assertEquals("pc-q35-7.2", find("q35").name());
    assertEquals(
        "pc-q35-10.0", MachineTypes.find(VersionProfile.QEMU_10_0, "q35").orElseThrow().name());
    assertEquals(Optional.empty(), MachineTypes.find(VersionProfile.QEMU_7_2, "pc-i440fx-7.3"));
  }

  @ParameterizedTest
  @CsvSource({
    "pc-i440fx-10.0, 255",
    "pc-q35-2.7, 255",
    "pc-q35-8.0, 288",
    "pc-q35-8.2, 1024",
    "pc-q35-10.0, 4096"
  })
  void pcsHaveAsManyCpusAsTheirVersionAllows(String name, int cpus) {
    MachineType type = MachineTypes.find(VersionProfile.QEMU_10_0, name).orElseThrow();
    assertEquals(cpus, type.cpuMax());
  }

  @ParameterizedTest
  @CsvSource({"pc-i440fx-5.1, 1", "pc-i440fx-5.2, 3", "pc-q35-4.0.1, 1", "microvm, 3", "isapc, 3"})
  void typesUpTo51HaveNoCrashLoadedBit(String name, int events) {
    assertEquals(events, find(name).pvpanicEvents(3));
  }

  @Test
  void coresAreFilledFirstSince62() {
    assertTrue(find("pc-q35-6.2").fillsCoresFirst());
    assertFalse(find("pc-q35-6.1").fillsCoresFirst());
    assertTrue(find("none").fillsCoresFirst());
  }

  @Test
  void placesCpusThreadsFirst() {
    Cpus cpus = new Cpus("qemu64-x86_64-cpu", 16, 16, 2, 2, 2);
    assertEquals(new Cpus.Place(0, 0, 0, 0), cpus.place(0));
    assertEquals(new Cpus.Place(0, 0, 0, 1), cpus.place(1));
    assertEquals(new Cpus.Place(0, 0, 1, 0), cpus.place(2));
    assertEquals(new Cpus.Place(0, 1, 0, 0), cpus.place(4));
    assertEquals(new Cpus.Place(1, 1, 1, 1), cpus.place(15));
  }
}
